"""The supervisor of the workers: each lane has its process, and an ended one comes back."""

from __future__ import annotations

import threading

import pytest

from cms.jobs import lanes
from cms.jobs.lanes import Lane, build_lanes, supervise
from cms.jobs.registry import find_kind
from cms.media.jobs import PROCESS_MEDIA
from cms.publishing.outbox import PUBLISH_SITE


class StandInProcess:
    """A process that ends when it is told to, or has ended."""

    def __init__(self, exit_code: int | None = None) -> None:
        self.exit_code = exit_code
        self.was_terminated = False

    def poll(self) -> int | None:
        return self.exit_code

    def terminate(self) -> None:
        self.was_terminated = True
        self.exit_code = 0

    def kill(self) -> None:
        self.exit_code = -9

    def wait(self, timeout: float | None = None) -> int:
        assert self.exit_code is not None
        return self.exit_code


@pytest.fixture(autouse=True)
def no_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "CHECK_S", 0)
    monkeypatch.setattr(lanes, "RESTART_DELAY_S", 0)


def test_a_page_never_waits_behind_a_film() -> None:
    queues = {lane.queue for lane in build_lanes(media_worker_count=2)}
    assert {find_kind(PUBLISH_SITE).queue, find_kind(PROCESS_MEDIA).queue} == queues
    assert len(queues) == 2
    assert [lane.name for lane in build_lanes(2)] == ["publishing", "media-1", "media-2"]


def test_a_process_that_ended_is_started_again_and_all_end_with_the_supervisor() -> None:
    stop = threading.Event()
    started: list[tuple[str, StandInProcess]] = []

    def spawn(lane: Lane) -> StandInProcess:
        is_first_of_media = lane.name == "media-1" and all(name != "media-1" for name, _process in started)
        process = StandInProcess(exit_code=1 if is_first_of_media else None)
        started.append((lane.name, process))
        if len(started) == 3:
            stop.set()
        return process

    supervise(build_lanes(1), stop, spawn)
    assert [name for name, _process in started] == ["publishing", "media-1", "media-1"]
    assert [process.was_terminated for _name, process in started] == [True, False, True]
