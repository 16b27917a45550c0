"""A reading laid over a recording: what must come out for sounds that are made up."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media_pipeline.alignment.warping import BLOCK_ROWS, Task, compute_costs, warp

NO_FILLER_COST = 1e6


def build_task(recording: np.ndarray, reading: np.ndarray, *, wait: float = 0.0, fillers: tuple[int, ...] = ()) -> Task:
    columns = len(reading)
    filler = np.zeros(columns, bool)
    filler[list(fillers)] = True
    return Task(
        recording=recording.astype(np.float32),
        reading=reading.astype(np.float32),
        lows=np.zeros(len(recording), np.int64),
        width=columns,
        wait_costs=np.full(columns, wait, np.float32),
        filler=filler,
        filler_cost=1.0 if fillers else NO_FILLER_COST,
    )


def make_sounds(count: int, seed: int = 1) -> np.ndarray:
    """Frames that are all unlike each other."""
    return np.random.default_rng(seed).normal(size=(count, 6))


def find_cheapest(task: Task) -> float:
    """The cost of the best path, by trying every one of them."""
    costs = compute_costs(task.recording, task.reading)
    rows, columns = costs.shape
    paths = (
        path
        for path in itertools.product(range(columns), repeat=rows)
        if path[0] <= 2 and path[-1] == columns - 1 and all(0 <= b - a <= 3 for a, b in itertools.pairwise(path))
    )
    return min(measure(task, path) for path in paths)


def measure(task: Task, path: object) -> float:
    columns = [-1, *path]  # type: ignore[misc]
    costs = compute_costs(task.recording, task.reading)
    steps = [b - a for a, b in itertools.pairwise(columns)]
    waits = {0: 1, 1: 0, 2: 1, 3: 2}
    return sum(
        float(costs[row, column]) + waits[step] * float(task.wait_costs[column])
        for row, (column, step) in enumerate(zip(columns[1:], steps, strict=True))
    )


def test_each_frame_finds_its_own_when_pauses_are_held_and_frames_dropped() -> None:
    reading = make_sounds(60)
    said = np.concatenate([np.repeat(np.arange(0, 30), 2), np.arange(30, 60, 2), [59]])
    assert warp(build_task(reading[said], reading)).tolist() == said.tolist()


def test_blocks_leave_no_seam() -> None:
    reading = make_sounds(3 * BLOCK_ROWS + 7)
    assert warp(build_task(reading, reading)).tolist() == list(range(len(reading)))


def test_a_moving_window_finds_the_same() -> None:
    reading = make_sounds(2 * BLOCK_ROWS)
    whole = build_task(reading, reading)
    lows = np.clip(np.arange(len(reading)) - 10, 0, len(reading) - 20)
    moving = Task(whole.recording, whole.reading, lows, 20, whole.wait_costs, whole.filler, whole.filler_cost)
    assert warp(moving).tolist() == warp(whole).tolist()


def test_what_the_script_does_not_hold_is_kept_at_a_filler() -> None:
    reading, music = make_sounds(40), 3 + make_sounds(25, seed=2)
    recording = np.concatenate([reading[:20], music, reading[20:]])
    path = warp(build_task(recording, reading, wait=0.2, fillers=(19,)))
    assert path.tolist() == [*range(20), *[19] * 25, *range(20, 40)]


@given(st.integers(0, 10_000), st.floats(0, 0.5))
@settings(max_examples=25, deadline=None)
def test_no_path_is_cheaper(seed: int, wait: float) -> None:
    task = build_task(make_sounds(5, seed), make_sounds(6, seed + 1), wait=wait)
    assert measure(task, warp(task).tolist()) == pytest.approx(find_cheapest(task), abs=1e-4)
