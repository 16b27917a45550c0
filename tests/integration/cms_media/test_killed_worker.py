"""A media worker that is killed (-9) at any point: nothing is lost, another takes its job up, at most three do."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.integration.cms_media.media_worker import FAIL, POINTS
from tests.integration.cms_media.worker_process import WorkerNewsroom


@pytest.mark.parametrize("point", POINTS)
def test_the_next_worker_makes_the_same_files(
    newsroom: WorkerNewsroom, undisturbed_store: Mapping[str, str], point: str
) -> None:
    newsroom.work_until_killed(point)
    left = newsroom.hash_store()
    assert left.items() <= undisturbed_store.items(), "what is there is whole"
    ((_state, attempt_count),) = newsroom.read_jobs()

    newsroom.run("work")
    assert newsroom.read_jobs() == [("successful", attempt_count + 1)]
    assert newsroom.read_asset_state() == "ready"
    assert newsroom.hash_store() == undisturbed_store


def test_a_job_whose_workers_are_killed_fails_after_three_and_says_what_ffmpeg_said_last(
    newsroom: WorkerNewsroom,
) -> None:
    newsroom.run("work", FAIL)
    assert (newsroom.read_asset_state(), newsroom.read_jobs()) == ("failed", [("ready", 1)])
    newsroom.end_lease()
    for _worker in range(2):
        newsroom.work_until_killed("ffmpeg measures")
    newsroom.run("work")
    assert (newsroom.read_asset_state(), newsroom.read_jobs()) == ("failed", [("failed", 3)])
    page = newsroom.run("show")
    assert "dừng đột ngột 3 lần" in page
    assert "no_such_option" in page
    assert "Thử lại" in page
