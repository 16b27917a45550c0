"""A look that two processes share finds what one finds."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_builder.index import shared_look
from site_builder.index.scanning import BUCKET_COUNT, Folder, look
from site_builder.index.shared_look import look_in_two


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The processes that were started on what is taken for a large site; none is left behind."""
    monkeypatch.setattr(shared_look, "LARGE_BYTES", 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 1})
    fork, pids = os.fork, list[int]()

    def fork_and_note() -> int:
        pids.append(fork())
        return pids[-1]

    monkeypatch.setattr(os, "fork", fork_and_note)
    yield pids
    for pid in pids:
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Folder, ...]:
    """Folders with 300 files, and one that is not there."""
    for name in ("explainer", "story"):
        (tmp_path / name).mkdir()
        for number in range(150):
            (tmp_path / name / f"bai-{number}.md").write_text("a" * number)
    (tmp_path / "story" / "khac.txt").write_text("không theo dõi")
    return tuple(Folder(tmp_path, name, ".md") for name in ("explainer", "story", "law"))


def assert_same(folders: tuple[Folder, ...]) -> None:
    expected, found = look(folders), look_in_two(folders)
    assert found.sums == expected.sums
    assert found.list_files(range(BUCKET_COUNT)) == expected.list_files(range(BUCKET_COUNT))
    some = range(0, BUCKET_COUNT, 7)
    assert 0 < len(look_in_two(folders).list_files(some)) == len(expected.list_files(some)) < 300


def test_both_halves_are_the_whole(folders: tuple[Folder, ...], started: list[int]) -> None:
    halves = [look(folders, half) for half in (0, 1)]
    assert halves[0].join(halves[1]).sums == look(folders).sums
    assert_same(folders)
    assert len(started) == 2


@pytest.mark.parametrize("is_early", [True, False])
def test_a_process_that_dies_is_not_missed(
    folders: tuple[Folder, ...], monkeypatch: pytest.MonkeyPatch, is_early: bool
) -> None:
    start: Callable[..., shared_look._Other] = shared_look._Other.start
    receive = shared_look._Other.receive

    def start_and_kill(folders: tuple[Folder, ...]) -> shared_look._Other:
        other = start(folders)
        if is_early:
            os.kill(other.pid, signal.SIGKILL)
        return other

    def receive_and_kill(other: shared_look._Other) -> object:
        found = receive(other)
        if not is_early and found is not None:
            os.kill(other.pid, signal.SIGKILL)
        return found

    monkeypatch.setattr(shared_look._Other, "start", start_and_kill)
    monkeypatch.setattr(shared_look._Other, "receive", receive_and_kill)
    assert_same(folders)


def test_a_small_site_is_looked_at_by_one(
    folders: tuple[Folder, ...], started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_look, "LARGE_BYTES", 10**9)
    assert look_in_two(folders) == look(folders)
    assert not started
