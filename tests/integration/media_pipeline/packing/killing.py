"""Work that is killed: in a process of its own, by SIGKILL, at the n-th thing that it does to a file or a process."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

_STEPS = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "shutil.rmtree", "subprocess.Popen")
"""Audit events (https://docs.python.org/3/library/audit_events.html) that stand for a step of the work."""
_FINISHED, _FAILED = 0, 1


def run_until_killed(work: Callable[[], object], step_count: int) -> bool:
    """Do the work and kill it before its n-th step; whether it came to its end before."""
    child = os.fork()
    if child == 0:
        _work_and_die(work, step_count)
    _child, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == _FINISHED
    return not os.WIFSIGNALED(status)


def _work_and_die(work: Callable[[], object], step_count: int) -> None:
    seen = 0

    def count(event: str, _arguments: object) -> None:
        nonlocal seen
        if event in _STEPS:
            seen += 1
            if seen == step_count:
                os.kill(os.getpid(), signal.SIGKILL)

    code = _FAILED
    try:
        sys.addaudithook(count)
        work()
        code = _FINISHED
    finally:
        os._exit(code)
