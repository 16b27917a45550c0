"""A disk that is full from any step of a build on: a sentence, whole pages, and a next build that catches up."""

from __future__ import annotations

import errno
import random
import sqlite3
from pathlib import Path

import pytest

from site_builder.building.full_disk import explaining_full_disk
from site_builder.errors import FullDiskError, IndexFileError
from tests.unit.site_builder.building.disturbed_builds import Ended, run_on_full_disk
from tests.unit.site_builder.building.growing_sites import GrowingSite, assert_same
from tests.unit.site_builder.building.test_killed_builds import (
    iter_faults,
    make_states,
    put_sources,
)

NEVER = 1_000_000
PARTS, INSTANTS = 3, 60
"""So many instants, spread over a build from one state to another, are tried in so many tests."""


@pytest.mark.parametrize("part", range(PARTS))
def test_a_disk_that_gets_full_at_any_step_is_told_and_leaves_a_whole_site(
    part: int, first_site: GrowingSite, tmp_path: Path
) -> None:
    site, states = make_states(first_site, tmp_path, random.Random(part), count=2)
    site.build()
    put_sources(site.folders, states[1].sources)
    steps, now, codes = build_with_room_for(site, NEVER).steps, 1, []
    for number in range(part, INSTANTS, PARTS):
        before, after = states[now], states[1 - now]
        put_sources(site.folders, after.sources)
        ended = build_with_room_for(site, number * steps // INSTANTS)
        codes.append(ended.code)
        assert ended.code == 0 or ended.said.startswith("Đĩa đã đầy: không ghi được /"), ended.said
        assert ended.said.count("\n") <= 1
        assert list(iter_faults(site.folders, [before, after])) == []
        site.build()
        now = 1 - now
        assert_same(site.folders.tree, after.tree)
    assert set(codes) <= {0, 1}
    assert codes.count(1) >= len(codes) * 3 // 4


def build_with_room_for(site: GrowingSite, steps: int) -> Ended:
    """Run the command line on a disk that is full after so many steps."""
    arguments = ["build", *site.folders.build_arguments, "--theme", str(site.theme)]
    return run_on_full_disk(site.config, arguments, steps + 1)


def build_sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    "cause",
    [
        OSError(errno.ENOSPC, "x"),
        OSError(errno.EDQUOT, "x"),
        build_sqlite_error(sqlite3.SQLITE_FULL),
        build_sqlite_error(sqlite3.SQLITE_IOERR_SHMSIZE),
    ],
)
def test_whoever_says_that_there_is_no_room_is_understood(cause: Exception, tmp_path: Path) -> None:
    with pytest.raises(FullDiskError, match=tmp_path.name), explaining_full_disk(tmp_path):
        raise cause
    with pytest.raises(FullDiskError), explaining_full_disk(tmp_path):
        raise IndexFileError(tmp_path, "x") from cause


@pytest.mark.parametrize("error", [OSError(errno.EACCES, "x"), build_sqlite_error(sqlite3.SQLITE_BUSY)])
def test_other_errors_stay_what_they_are(error: Exception, tmp_path: Path) -> None:
    with pytest.raises(type(error)) as caught, explaining_full_disk(tmp_path):
        raise error
    assert caught.value is error
