"""Children of this process: low priority, a group of their own, limits of time and memory, and never orphans.

The kernel ends a child when the thread that started it dies, so a killed worker leaves nothing running.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import math
import os
import resource
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from media_pipeline.domain.settings import SourceLimits
from media_pipeline.stopping import check_stopped, ended_with_the_work

NICENESS = 10
"""Priority number of children, unless this process itself has a higher one: the CMS and the site's server go first."""
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)  # loaded before any fork


_memory_bytes: ContextVar[int] = ContextVar("memory_bytes", default=SourceLimits().max_memory_bytes)


@contextlib.contextmanager
def limiting_memory(memory_bytes: int) -> Iterator[None]:
    """Keep every child that is started inside to so much address space; so do threads that take this context along."""
    token = _memory_bytes.set(memory_bytes)
    try:
        yield
    finally:
        _memory_bytes.reset(token)


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What the kernel keeps a child and each of its own children to."""

    cpu_s: float
    """Seconds of all cores together; the kernel ends what takes more by SIGXCPU."""
    memory_bytes: int = field(default_factory=_memory_bytes.get)
    """Address space; what asks for more is refused. By default what `limiting_memory` says."""
    file_bytes: int = 16 * 1024**3
    """Largest file that it may write, so that a bomb does not fill the disk."""


@contextlib.contextmanager
def run_child(
    argv: Sequence[str],
    *,
    stderr: IO[str],
    stdin: IO[str] | None = None,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    limits: ChildLimits | None = None,
) -> Iterator[subprocess.Popen[str]]:
    """A running child whose output is a pipe of text; whatever happens in the block, it is gone afterwards.

    Raises:
        StoppedError: the work was stopped from another thread, and the child with it.
    """
    check_stopped()
    process = subprocess.Popen(
        argv,
        stdin=stdin or subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        cwd=cwd,
        start_new_session=True,  # a group of its own, killed as a whole
        preexec_fn=functools.partial(_settle, _build_rlimits(limits)),
        env={**os.environ, **(environment or {})},
    )
    with process:
        try:
            with ended_with_the_work(functools.partial(kill, process)):
                yield process
        finally:
            kill(process)


@contextlib.contextmanager
def kill_after(process: subprocess.Popen[str], time_limit_s: float) -> Iterator[threading.Event]:
    """An event that is set when the child had to be killed."""
    expired = threading.Event()

    def expire() -> None:
        expired.set()
        kill(process)

    timer = threading.Timer(time_limit_s, expire)
    timer.daemon = True
    timer.start()
    try:
        yield expired
    finally:
        timer.cancel()


def kill(process: subprocess.Popen[str]) -> None:
    """End a child and all that it started, also what outlives it; nothing happens when all are gone."""
    with contextlib.suppress(ProcessLookupError, PermissionError):  # the latter: another user's group by now
        os.killpg(process.pid, signal.SIGKILL)


def lower_priority() -> None:
    """Let other programs go first, from now on, in the thread that calls this; what has been lowered stays as it is."""
    os.setpriority(os.PRIO_PROCESS, 0, max(os.getpriority(os.PRIO_PROCESS, 0), NICENESS))  # Linux: of one thread


def _settle(limits: Sequence[tuple[int, tuple[int, int]]]) -> None:
    """Runs in the child between fork and exec, so it does nothing but a few system calls."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    lower_priority()
    for kind, values in limits:
        resource.setrlimit(kind, values)


def _build_rlimits(limits: ChildLimits | None) -> list[tuple[int, tuple[int, int]]]:
    """The limits as the kernel takes them, none above those that this process was given itself."""
    if limits is None:
        return []
    cpu_s = math.ceil(limits.cpu_s)
    wanted = {
        resource.RLIMIT_CPU: (cpu_s, cpu_s + 5),  # SIGXCPU, then SIGKILL
        resource.RLIMIT_AS: (limits.memory_bytes, limits.memory_bytes),
        resource.RLIMIT_FSIZE: (limits.file_bytes, limits.file_bytes),
        resource.RLIMIT_CORE: (0, 0),
    }
    return [(kind, _clamp(kind, values)) for kind, values in wanted.items()]


def _clamp(kind: int, values: tuple[int, int]) -> tuple[int, int]:
    _soft, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY:
        return values
    return min(values[0], hard), min(values[1], hard)
