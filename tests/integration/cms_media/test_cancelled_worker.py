"""A job that an editor cancels while the worker, a process of its own, is at it."""

from __future__ import annotations

from collections.abc import Mapping

from tests.integration.cms_media.media_worker import HOLD
from tests.integration.cms_media.worker_process import LONGEST_S, WorkerNewsroom


def test_a_running_job_is_cancelled_with_all_that_it_has_started_and_can_be_done_again(
    newsroom: WorkerNewsroom, undisturbed_store: Mapping[str, str]
) -> None:
    before = newsroom.hash_store()
    with newsroom.start("work", HOLD) as worker:
        assert worker.stdout is not None
        assert next(line for line in worker.stdout if line.startswith("held"))
        assert newsroom.list_ffmpegs(), "it stands still, so that only a kill can end it"
        newsroom.run("cancel")
        assert worker.wait(LONGEST_S) == 0, "the worker itself lives on"
    assert not newsroom.list_ffmpegs()
    assert not newsroom.list_temporary_files()
    assert (newsroom.read_asset_state(), newsroom.read_jobs()) == ("cancelled", [("cancelled", 1)])
    page = newsroom.run("show")
    assert "Trần Lan đã hủy lúc" in page
    assert "Làm lại" in page
    assert before.items() <= newsroom.hash_store().items(), "the source and what was finished stay"

    newsroom.run("again")
    newsroom.run("work")
    assert (newsroom.read_asset_state(), newsroom.read_jobs()) == ("ready", [("cancelled", 1), ("successful", 1)])
    assert newsroom.hash_store() == undisturbed_store


def test_a_waiting_job_is_cancelled_before_it_begins(newsroom: WorkerNewsroom) -> None:
    before = newsroom.hash_store()
    newsroom.run("cancel")
    newsroom.run("work")
    assert (newsroom.read_asset_state(), newsroom.read_jobs()) == ("cancelled", [("cancelled", 0)])
    assert newsroom.hash_store() == before
