"""A reading laid over a recording in two passes: roughly over its whole length, then frame by frame near that path.

The rough pass sees a frame for each 80 ms and looks up to five minutes around where the script should be by the amount
of speech so far; the fine one looks 2.4 s around. So the time grows with the duration alone, and the memory hardly at
all: what is laid over what lies in files, of which a few blocks are read at a time.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from media_pipeline.alignment.features import Features, Floats
from media_pipeline.alignment.warping import Indices, Task, warp
from media_pipeline.stored_rows import iterate_blocks, write_rows

COARSE_FRAMES = 4
"""A block of stored rows is so many whole groups."""
COARSE_WIDTH = 7_500
"""Coarse frames; five minutes to either side."""
FINE_WIDTH = 240
"""Fine frames; 2.4 s to either side."""
WAIT_COST = 0.25
"""What a frame of speech costs that is held or left out; holding a silence costs nothing."""
FILLER_COST = 1.6
"""Between the cost of a sound that is that of the script (0.3 to 1.4) and of one that is not (about 1.5 and more)."""

Flags = npt.NDArray[np.bool_]


def lay_over(recording: Features, reading: Features, filler: Flags) -> Indices:
    """The frame of the reading that each frame of the recording belongs to, never falling.

    Args:
        filler: frames of the reading, shape (columns,), at which the recording may hold what is not in the script.
    """
    coarse = _lay_coarsely(_shrink(recording), _shrink(reading), _shrink_flags(filler))
    rows, columns = len(recording.values), len(reading.values)
    centres = np.interp(np.arange(rows), np.linspace(0, rows - 1, len(coarse)), (coarse + 0.5) * COARSE_FRAMES)
    return _lay(recording, reading, filler, centres, min(FINE_WIDTH, columns))


def _lay_coarsely(recording: Features, reading: Features, filler: Flags) -> Indices:
    expected = np.searchsorted(_sum_up(reading.speech), _sum_up(recording.speech))
    return _lay(recording, reading, filler, expected, min(COARSE_WIDTH, len(reading.values)))


def _lay(recording: Features, reading: Features, filler: Flags, centres: npt.NDArray[np.number], width: int) -> Indices:
    lows = np.clip(np.round(centres).astype(np.int64) - width // 2, 0, len(reading.values) - width)
    wait_costs = (WAIT_COST * reading.speech).astype(np.float32)
    return warp(Task(recording.values, reading.values, lows, width, wait_costs, filler, FILLER_COST))


def _sum_up(speech: Floats) -> Floats:
    """How much of all speech there was up to each frame, 0 to 1."""
    total = np.cumsum(speech, dtype=np.float64)
    share: Floats = (total / max(total[-1], 1e-9)).astype(np.float32)
    return share


def _shrink(features: Features) -> Features:
    """The means of groups of frames."""
    values = features.values
    path = values.path.with_suffix(".coarse-backwards" if values.is_backwards else ".coarse")
    blocks = (_average(block) for _first, block in iterate_blocks(values))
    speech = _average(features.speech[:, None])[:, 0]
    return Features(write_rows(path, blocks, values.column_count), speech, features.step_s * COARSE_FRAMES)


def _average(rows: Floats) -> Floats:
    """The means of groups of rows; the last may be smaller."""
    starts = np.arange(0, len(rows), COARSE_FRAMES)
    counts = np.diff([*starts, len(rows)]).astype(np.float32)
    means: Floats = (np.add.reduceat(rows, starts, axis=0) / counts[:, None]).astype(np.float32)
    return means


def _shrink_flags(flags: Flags) -> Flags:
    shrunk: Flags = np.logical_or.reduceat(flags, np.arange(0, len(flags), COARSE_FRAMES))
    return shrunk
