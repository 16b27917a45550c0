"""Builds and rollbacks that are killed: a process that ends itself with SIGKILL at a step of its work with files.

Python reports each opening, renaming, linking and removing of a file to audit hooks just before it happens, so every
instant between two such steps can be chosen, without a clock.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from functools import cache, partial
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from multiprocessing.sharedctypes import Synchronized

from site_builder.building.api import BuildConfig, build_site
from site_builder.building.rolling_back import roll_back
from site_builder.building.state import BuildState

_STEPS = ("open", "os.rename", "os.remove", "os.rmdir", "os.link", "os.mkdir", "os.chmod", "sqlite3.connect")
NEVER = -1


def run_killed(config: BuildConfig, at: int) -> tuple[int, int]:
    """Build in a process that is killed before its step number `at`.

    Returns:
        The process's exit code, and how many steps it took.
    """
    return _run(partial(build_site, config), at)


def run_killed_rollback(config: BuildConfig, number: int, at: int) -> tuple[int, int]:
    """The same for a rollback to a build."""
    return _run(partial(roll_back, config.cache, config.output, number), at)


def _run(work: Callable[[], object], at: int) -> tuple[int, int]:
    context = _get_context()
    steps: Synchronized[int] = context.Value("i", 0)
    process = context.Process(target=_work, args=(work, at, steps))
    process.start()
    process.join()
    return process.exitcode or 0, steps.value


@cache
def _get_context() -> ForkServerContext:
    """Forks of a process that has the builder loaded: a build of its own process costs no imports."""
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__, "site_builder.building.run", "site_builder.building.pelican_run"])
    return context


def _work(work: Callable[[], object], at: int, steps: Synchronized[int]) -> None:
    def count(event: str, _arguments: object) -> None:
        if event in _STEPS:
            steps.value += 1
            if steps.value == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    # SQLite's own work with files is not reported
    _around(BuildState, "save", count)
    _around(BuildState, "note_pending", count)
    work()


def _around(owner: type, name: str, count: Callable[[str, object], None]) -> None:
    call = getattr(owner, name)

    def counted(*arguments: object, **named: object) -> None:
        count("open", ())
        call(*arguments, **named)
        count("open", ())

    setattr(owner, name, counted)
