"""Settings of all tests, which share a process, and what makes them quick: folders in memory, tables made once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import settings
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests import migrated_database

# a busy machine is no fault of the code: examples are counted, not timed
settings.register_profile("tieng-luat", deadline=None)
settings.load_profile("tieng-luat")

ROOT = Path(__file__).parents[1]
MEMORY = Path("/dev/shm")  # pytest's folders in it are private
ROOM_BYTES = 6 << 30
"""So much room must be there, many times what they take: a test's folder goes when the test has passed."""


def has_room(folder: Path, size_bytes: int) -> bool:
    """Whether programs and so many bytes may stand below a folder."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    return not found.f_flag & os.ST_NOEXEC and found.f_bavail * found.f_frsize >= size_bytes


if has_room(MEMORY, ROOM_BYTES):  # on a disk, a third of the time of tests that build sites is spent on waiting for it
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

_GROUP = re.compile(r'^pytestmark = .*xdist_group\("([\w-]+)"\)', re.MULTILINE)


class GroupScheduling(LoadScopeScheduling):
    """Files of one `xdist_group` run in one process, so that one newsroom or one server is enough for them.

    The plugin's own `loadgroup` writes the group behind a test's id, which pytest does not let it do any more.
    """

    def _split_scope(self, nodeid: str) -> str:
        return find_group(nodeid.partition("::")[0]) or nodeid


@cache
def find_group(path: str) -> str:
    """The group that a file of tests names in its `pytestmark`; empty when it names none."""
    found = _GROUP.search((ROOT / path).read_text(encoding="utf-8"))
    return found[1] if found else ""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the lines that tests recorded as `table`: the budgets of the site's pages, as measured."""
    reports = [report for found in terminalreporter.stats.values() for report in found if hasattr(report, "when")]
    lines = [
        str(value)
        for report in reports
        if report.when == "call"
        for name, value in report.user_properties
        if name == "table"
    ]
    if lines:
        terminalreporter.section("the heaviest pages of the site and their budgets")
        terminalreporter.write_line("\n".join(lines))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> GroupScheduling:
    """Used by `--dist loadgroup`, and by every other way of sharing tests out."""
    return GroupScheduling(config, log)


@pytest.fixture(scope="session")
def copy_of_tables(pytestconfig: pytest.Config) -> Path | None:
    """Where the migrated tables of this code are kept; on PostgreSQL nowhere."""
    if connection.vendor != "sqlite" or not pytestconfig.pluginmanager.has_plugin("cacheprovider"):
        return None
    return migrated_database.find_copy(pytestconfig.cache.mkdir("migrated"), ROOT)


@pytest.fixture(scope="session")
def until_migrated() -> Iterator[ExitStack]:
    """Closed as soon as this process has its tables."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, copy_of_tables: Path | None, until_migrated: ExitStack
) -> None:
    """Before Django migrates: what others have migrated, so that nothing is left to do."""
    if copy_of_tables:
        until_migrated.enter_context(migrated_database.filling_memory(copy_of_tables))


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,
    copy_of_tables: Path | None,
    until_migrated: ExitStack,
    django_db_blocker: DjangoDbBlocker,
) -> None:
    """After that: the tables are kept for others."""
    with django_db_blocker.unblock():
        if copy_of_tables:
            connection.ensure_connection()
            migrated_database.keep(connection.connection, copy_of_tables)
        until_migrated.close()
