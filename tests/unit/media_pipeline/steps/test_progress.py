"""One report out of several."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

import pytest

from media_pipeline.errors import StoreError
from media_pipeline.ffmpeg.run import Progress
from media_pipeline.processes import NICENESS
from media_pipeline.steps.progress import run_side_by_side, split_report


def test_parts_count_by_their_weight() -> None:
    told: list[tuple[float, str]] = []
    first, second = split_report(lambda fraction, message: told.append((fraction, message)), [1, 3])
    first(1.0, "a")
    second(0.5, "b")
    assert told == [(0.25, "a"), (0.625, "b")]


def test_a_part_that_goes_back_does_not_take_the_whole_back() -> None:
    told: list[float] = []
    (part,) = split_report(lambda fraction, _message: told.append(fraction), [1])
    part(0.7, "")
    part(0.2, "")
    assert told == [0.7, 0.7]


def test_results_keep_their_order_and_progress_stays_in_the_calling_thread() -> None:
    threads: set[int] = set()
    told: list[float] = []

    def report(fraction: float) -> None:
        threads.add(threading.get_ident())
        told.append(fraction)

    def build_job(number: int) -> Callable[[Progress], int]:
        def job(tell: Progress) -> int:
            tell(1.0)
            return number

        return job

    assert run_side_by_side([build_job(number) for number in range(5)], 2, report) == [0, 1, 2, 3, 4]
    assert threads == {threading.get_ident()}
    assert told[-1] == 1.0


def test_the_first_failure_is_raised_and_what_has_not_begun_is_dropped() -> None:
    begun: list[int] = []

    def fail(_tell: Progress) -> None:
        raise StoreError("full")

    def build_job(number: int) -> Callable[[Progress], None]:
        return lambda _tell: begun.append(number)

    with pytest.raises(StoreError, match="full"):
        run_side_by_side([fail, *(build_job(number) for number in range(50))], 1, lambda _fraction: None)
    assert len(begun) < 50


def test_jobs_let_other_programs_go_first_and_the_calling_thread_does_not() -> None:
    def read_priority(_tell: object = None) -> int:
        return os.getpriority(os.PRIO_PROCESS, 0)

    before = read_priority()
    assert run_side_by_side([read_priority, read_priority], 2, lambda _fraction: None) == [max(before, NICENESS)] * 2
    assert read_priority() == before
