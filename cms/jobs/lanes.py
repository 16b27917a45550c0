"""Lanes: which queues a worker process serves, so that a page never waits behind a film.

`run_worker` is the supervisor of one process for each lane. A process that ends (a database locked for too long, a
kill) is started again; a supervisor that ends takes its processes along.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from cms.jobs.registry import DEFAULT_QUEUE, MEDIA_QUEUE

logger = logging.getLogger(__name__)

CHECK_S = 0.5
"""How often the supervisor looks at its processes, and a process at its supervisor."""
RESTART_DELAY_S = 2.0
"""How long a process that ended stays down, so that a fault that comes at once does not spin."""
GRACE_S = 20.0
"""How long a process may take to finish its job after it was asked to end."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A worker process that serves some queues."""

    name: str
    queue: str


class Process(Protocol):
    """What the supervisor needs of a `subprocess.Popen`."""

    def poll(self) -> int | None: ...

    def terminate(self) -> None: ...

    def kill(self) -> None: ...

    def wait(self, timeout: float | None = None) -> int: ...


Spawn = Callable[[Lane], Process]


def build_lanes(media_worker_count: int) -> list[Lane]:
    """One lane for publishing, as many as wanted for media."""
    media = [Lane(f"media-{number}", MEDIA_QUEUE) for number in range(1, media_worker_count + 1)]
    return [Lane("publishing", DEFAULT_QUEUE), *media]


def spawn_worker(lane: Lane) -> Process:
    """Start the worker of a lane."""
    options = ["--queue", lane.queue, "--no-ticks", "--supervisor", str(os.getpid())]
    return subprocess.Popen([sys.executable, sys.argv[0], "run_worker", *options])


def supervise(lanes: Iterable[Lane], stop: threading.Event, spawn: Spawn = spawn_worker) -> None:
    """Keep one process running for each lane until told to stop; then let each finish its job."""
    running = {lane: spawn(lane) for lane in lanes}
    try:
        while not stop.wait(CHECK_S):
            _restart_ended(running, stop, spawn)
    finally:
        _end(running.values())


def end_with_supervisor(supervisor_pid: int) -> None:
    """Ask this process to end as soon as its supervisor is gone."""

    def watch() -> None:
        pause = threading.Event()
        while os.getppid() == supervisor_pid:
            pause.wait(CHECK_S)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="supervisor-watch", daemon=True).start()


def _restart_ended(running: dict[Lane, Process], stop: threading.Event, spawn: Spawn) -> None:
    ended = {lane: code for lane, process in running.items() if (code := process.poll()) is not None}
    if not ended:
        return
    for lane, code in ended.items():
        logger.warning("a worker ended", extra={"event": "worker_ended", "lane": lane.name, "exit_code": code})
    if not stop.wait(RESTART_DELAY_S):
        running.update({lane: spawn(lane) for lane in ended})


def _end(processes: Iterable[Process]) -> None:
    processes = list(processes)
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
