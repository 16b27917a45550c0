"""Children of this process: low priority, a group of their own, a time limit, and never orphans.

The kernel ends a child when the thread that started it dies, so a killed worker leaves nothing running.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

NICENESS = 10
"""Added to the priority number: the CMS and the site's server go first."""
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)  # loaded before any fork


@contextlib.contextmanager
def run_child(
    argv: Sequence[str],
    *,
    stderr: IO[str],
    stdin: IO[str] | None = None,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[str]]:
    """A running child whose output is a pipe of text; whatever happens in the block, it is gone afterwards."""
    process = subprocess.Popen(
        argv,
        stdin=stdin or subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        cwd=cwd,
        start_new_session=True,  # a group of its own, killed as a whole
        preexec_fn=_settle,
        env={**os.environ, **(environment or {})},
    )
    with process:
        try:
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
    """End a child and all that it started; nothing happens when it is gone."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _settle() -> None:
    """Runs in the child between fork and exec, so it does nothing but two system calls."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    os.nice(NICENESS)
