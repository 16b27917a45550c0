"""One report of progress out of several: parts of a step one after the other, or side by side."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import TypeVar

from media_pipeline.ffmpeg.run import Progress
from media_pipeline.processes import lower_priority
from media_pipeline.steps.step import Report

REPORT_INTERVAL_S = 0.5

Result = TypeVar("Result")


def split_report(report: Report, weights: Sequence[float]) -> list[Report]:
    """A report for each part, by the share of the work that it is; the whole never goes back.

    Args:
        report: of the whole.
        weights: of the parts, in whatever unit.
    """
    done = [0.0] * len(weights)
    total, lock = sum(weights) or 1.0, threading.Lock()

    def build(index: int) -> Report:
        def report_part(fraction: float, message: str) -> None:
            with lock:
                done[index] = max(done[index], min(fraction, 1.0))
                report(sum(d * w for d, w in zip(done, weights, strict=True)) / total, message)

        return report_part

    return [build(index) for index in range(len(weights))]


def run_side_by_side(
    jobs: Sequence[Callable[[Progress], Result]], process_count: int, report: Callable[[float], None]
) -> list[Result]:
    """The results of jobs that run at the same time, in their order.

    Limits that hold for the caller (`limiting_memory`) hold for the jobs.
    Progress is told by the thread that called this one and by no other: whoever listens may hold a database connection.
    What the jobs do in this process has the low priority of its children.

    Args:
        jobs: each takes where it tells its own progress.
        process_count: how many run at a time.
        report: takes the progress of the whole.

    Raises:
        MediaError: the first that a job raised; jobs that have not begun are dropped.
    """
    done = [0.0] * len(jobs)

    def start(index: int) -> Result:
        def tell(fraction: float) -> None:
            done[index] = max(done[index], fraction)

        return jobs[index](tell)

    with ThreadPoolExecutor(process_count, initializer=lower_priority) as pool:
        futures = [pool.submit(copy_context().run, start, index) for index in range(len(jobs))]
        waiting = set(futures)
        while waiting:
            finished, waiting = wait(waiting, REPORT_INTERVAL_S, return_when=FIRST_EXCEPTION)
            if any(future.exception() is not None for future in finished):
                pool.shutdown(wait=True, cancel_futures=True)
                break
            report(sum(done) / len(done))
    return [future.result() for future in futures if not future.cancelled()]
