"""Dynamic time warping: which frame of the reading each frame of the recording belongs to.

Every frame of the recording is used once; the reading may wait or run up to three frames ahead at each of them. So all
paths have the same length and their costs can be compared, and a row of the table is a few operations on arrays. The
table is never kept: rows are remembered at the borders of blocks, and a block is worked out once more on the way back,
only where the path can have come from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from media_pipeline.stopping import check_stopped
from media_pipeline.stored_rows import Rows

BLOCK_ROWS = 192
_PAD = 3
"""Frames that the reading may run ahead at once."""

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Task:
    """What is laid over what.

    Args:
        recording: features, shape (rows, dimensions).
        reading: features, shape (columns, dimensions).
        lows: first column that each row may use, never falling, shape (rows,).
        width: how many columns a row may use.
        wait_costs: what it costs to stay in each column, shape (columns,); running ahead costs as much for a frame.
        filler: columns at which the recording may hold what the script does not, shape (columns,) of booleans.
        filler_cost: what a frame of it costs.
    """

    recording: Rows
    reading: Rows
    lows: Indices
    width: int
    wait_costs: Floats
    filler: npt.NDArray[np.bool_]
    filler_cost: float


def warp(task: Task) -> Indices:
    """The column of each row, from the first column to the last, never falling; shape (rows,)."""
    rows, columns = len(task.recording), len(task.reading)
    best = np.full(columns + _PAD, np.inf, np.float32)
    best[_PAD - 1] = 0.0  # before the first column
    remembered: list[tuple[int, Floats]] = []
    for first in range(0, rows, BLOCK_ROWS):
        check_stopped()
        low = max(int(task.lows[max(first - 1, 0)]) - _PAD, 0)
        remembered.append((low, best[low : low + task.width + 2 * _PAD].copy()))
        _advance(task, best, first, min(first + BLOCK_ROWS, rows), 0, columns, None)
    return _walk_back(task, remembered)


def compute_costs(recording: Floats, reading: Floats) -> Floats:
    """Euclidean distances of all pairs."""
    squares = (recording**2).sum(1)[:, None] + (reading**2).sum(1) - 2 * (recording @ reading.T)
    costs: Floats = np.sqrt(np.maximum(squares, 0))
    return costs


def _advance(
    task: Task, best: Floats, first: int, last: int, left: int, right: int, steps: npt.NDArray[np.int8] | None
) -> None:
    """Work out some rows in place, between two columns; remember the steps when a table for them is given.

    `best[column + _PAD]` is the cost of the best path to a column.
    """
    lows = np.clip(task.lows[first:last], left, right)
    highs = np.clip(task.lows[first:last] + task.width, left, right)
    base = int(lows[0])
    costs = _cost_of_block(task, first, last, base, int(highs[-1]))
    for number, (low, high) in enumerate(zip(lows.tolist(), highs.tolist(), strict=True)):
        wait = task.wait_costs[low:high]
        options = (
            best[low + _PAD : high + _PAD] + wait,
            best[low + _PAD - 1 : high + _PAD - 1],
            best[low + _PAD - 2 : high + _PAD - 2] + wait,
            best[low + _PAD - 3 : high + _PAD - 3] + 2 * wait,
        )
        if steps is not None:
            steps[number, low - left : high - left] = np.argmin(options, axis=0)
        cheapest = np.minimum(np.minimum(options[0], options[1]), np.minimum(options[2], options[3]))
        best[max(low - _PAD, 0) : low + _PAD] = np.inf
        best[low + _PAD : high + _PAD] = cheapest + costs[number, low - base : high - base]


def _cost_of_block(task: Task, first: int, last: int, left: int, right: int) -> Floats:
    costs = compute_costs(task.recording[first:last], task.reading[left:right])
    filler = task.filler[left:right]
    costs[:, filler] = np.minimum(costs[:, filler], task.filler_cost)
    return costs


def _walk_back(task: Task, remembered: list[tuple[int, Floats]]) -> Indices:
    rows, columns = len(task.recording), len(task.reading)
    path = np.zeros(rows, np.int64)
    column = min(columns - 1, int(task.lows[-1]) + task.width - 1)
    for number in range(len(remembered) - 1, -1, -1):
        first = number * BLOCK_ROWS
        last = min(first + BLOCK_ROWS, rows)
        left, right = max(column - _PAD * (last - first), 0), column + 1
        steps = np.zeros((last - first, right - left), np.int8)
        low, kept = remembered[number]
        best = np.full(columns + _PAD, np.inf, np.float32)
        best[low : low + len(kept)] = kept
        _advance(task, best, first, last, left, right, steps)
        for row in range(last - 1, first - 1, -1):
            path[row] = column
            column = max(column - int(steps[row - first, column - left]), left)
    return path
