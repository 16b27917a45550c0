"""Builds and rollbacks that something happens to: a SIGKILL, or a disk that is full from some moment on.

Each runs in a fork of the process that builds all sites of the tests, so it costs no imports. Its steps are the moments
at which it is about to change something on the disk: Python reports opening, renaming, linking, making and removing of
files to audit hooks just before they happen, and what SQLite writes passes through a connection of ours. So every
instant between two changes can be chosen, without a clock; a kill may come by the clock as well.
"""

from __future__ import annotations

import errno
import mmap
import os
import re
import select
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from site_builder.building.api import BuildConfig, build_site
from site_builder.building.rolling_back import roll_back
from site_builder.cli import main
from tests.built_sites import call_in_builder

_GROWING = {"os.rename", "os.link", "os.mkdir"}
_SHRINKING = {"os.remove", "os.rmdir"}
_WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_WRITING_WORDS = ("BEGIN", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "COMMIT", "REPLACE")
_TEMPORARY = re.compile(r"\w+ (INTO|TABLE)( IF EXISTS)? temp\.")
"""What writes to tables that are gone with their connection."""
_COUNT_BYTES = 8

OnStep = Callable[[int, bool], None]
"""Told a step's number, and whether it takes room on the disk; called before the step is done."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a build came to its end."""

    code: int
    """The exit code; the negative number of the signal that killed it."""
    steps: int
    """How many it came to."""
    duration_s: float
    said: str = ""
    """On standard error."""


def run_killed(config: BuildConfig, *, before_step: int | None = None, after_s: float | None = None) -> Ended:
    """Build in a process that is killed before one of its steps, or after some time; never when neither is given."""
    return call_in_builder(_run_killed, config, before_step, after_s)


def run_killed_rollback(config: BuildConfig, number: int, *, before_step: int | None = None) -> Ended:
    """Bring a build back in a process that is killed before one of its steps; never when none is given."""
    return call_in_builder(_run_killed_rollback, config, number, before_step)


def run_on_full_disk(config: BuildConfig, arguments: list[str], from_step: int) -> Ended:
    """Run the command line with a disk that has no room from this step on."""
    return call_in_builder(_run_on_full_disk, config, arguments, from_step)


def _run_killed(config: BuildConfig, before_step: int | None, after_s: float | None) -> Ended:
    def build() -> int:
        build_site(config)
        return 0

    return _fork(config, build, partial(_kill_before, before_step), after_s)


def _run_killed_rollback(config: BuildConfig, number: int, before_step: int | None) -> Ended:
    def bring_back() -> int:
        roll_back(config.cache, config.output, number)
        return 0

    return _fork(config, bring_back, partial(_kill_before, before_step), None)


def _kill_before(step: int | None, number: int, _is_growing: bool) -> None:
    if number == step:
        os.kill(os.getpid(), signal.SIGKILL)


def _run_on_full_disk(config: BuildConfig, arguments: list[str], from_step: int) -> Ended:
    def on_step(number: int, is_growing: bool) -> None:
        if number >= from_step and is_growing:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return _fork(config, partial(main, arguments), on_step, None)


def _fork(config: BuildConfig, call: Callable[[], int], on_step: OnStep, after_s: float | None) -> Ended:
    count = mmap.mmap(-1, _COUNT_BYTES)
    started_s = time.monotonic()
    with tempfile.TemporaryFile("w+b") as said:
        is_over, holding = os.pipe()
        if not (child := os.fork()):
            os.close(is_over)  # the other end closes when the process ends, however it does
            os.dup2(said.fileno(), sys.stderr.fileno())
            _Steps(config.output.parent, count, on_step).watch()
            _end(call)
        os.close(holding)
        if not select.select([is_over], [], [], after_s)[0]:
            os.kill(child, signal.SIGKILL)
        os.close(is_over)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        duration_s = time.monotonic() - started_s
        said.seek(0)
        return Ended(code, _read_count(count), duration_s, said.read().decode())


def _end(call: Callable[[], int]) -> None:
    """End this process with the call's exit code, without what its parent would do at its end."""
    code = 70
    try:
        code = call()
    except BaseException:
        sys.excepthook(*sys.exc_info())
        raise
    finally:
        sys.stderr.flush()
        os._exit(code)


def _read_count(count: mmap.mmap) -> int:
    return int.from_bytes(count[:_COUNT_BYTES], "little")


class _Steps:
    """Counts what this process changes below a folder."""

    def __init__(self, root: Path, count: mmap.mmap, on_step: OnStep) -> None:
        self._root = str(root)
        self._count = count
        self._on_step = on_step
        self._process = os.getpid()

    def watch(self) -> None:
        """From now on, for this process alone; it cannot be undone."""
        sys.addaudithook(self._hear)
        connection = type("_Connection", (_WatchedConnection,), {"steps": self})
        sqlite3.connect = partial(sqlite3.connect, factory=connection)  # type: ignore[assignment]

    def take(self, is_growing: bool) -> None:
        """Count a step that is about to be done."""
        if os.getpid() == self._process:
            number = _read_count(self._count) + 1
            self._count[:_COUNT_BYTES] = number.to_bytes(_COUNT_BYTES, "little")
            self._on_step(number, is_growing)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        is_growing = event in _GROWING or (event == "open" and bool(arguments[2] & _WRITING_FLAGS))
        if (is_growing or event in _SHRINKING) and self._is_ours(arguments[0]):
            self.take(is_growing)

    def _is_ours(self, path: object) -> bool:
        return isinstance(path, str | bytes | os.PathLike) and os.fsdecode(path).startswith(self._root)


class _WatchedConnection(sqlite3.Connection):
    """A connection whose writing statements are steps."""

    steps: _Steps

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        self._take(sql)
        return super().execute(sql, *parameters)

    def executemany(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        self._take(sql)
        return super().executemany(sql, *parameters)

    def __exit__(self, *error: Any) -> Any:
        try:
            if error[0] is None:
                self._take("COMMIT")
        except BaseException:
            self.rollback()
            raise
        return super().__exit__(*error)

    def _take(self, sql: str) -> None:
        if not _TEMPORARY.match(sql) and sql.lstrip().upper().startswith(_WRITING_WORDS):
            try:
                self.steps.take(True)
            except OSError as error:
                full = sqlite3.OperationalError("database or disk is full")
                full.sqlite_errorcode = sqlite3.SQLITE_FULL
                raise full from error
