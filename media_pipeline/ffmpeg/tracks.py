"""Sounds on their way to a master: W64 files of 32-bit floats, whose samples are read from the disk where needed.

Such a file has no limit of size and can be opened at any sample, so a recording of hours costs no memory.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from media_pipeline.domain.peaks import MOST_PEAKS, Peaks, choose_samples_per_peak

WINDOW_MS = 10
"""So long a stretch counts as one sound or one silence."""
_BLOCK_WINDOWS = 1_000
_BLOCK_PEAKS = 2
"""So many are read together: half a megabyte of half an hour, three of three hours."""
_SAMPLE_BYTES = 4
_HEAD_BYTES = 40
"""Name (16 bytes) and size (8) of the file's chunk, and its form (16)."""
_CHUNK = struct.Struct("<4s12xQ")
"""Name of a chunk, and its size with this head, padded to 8 bytes."""

Samples = npt.NDArray[np.float32]


def find_heard(path: Path, sample_rate_hz: int, channel_count: int, threshold_dbfs: float) -> tuple[int, int] | None:
    """From where to where something is louder than a threshold (RMS), in milliseconds; `None` when nothing is.

    Only the silence at both ends is read.
    """
    samples = _map_samples(path, channel_count)
    window = max(sample_rate_hz * WINDOW_MS // 1000, 1)
    starts = range(0, len(samples), window * _BLOCK_WINDOWS)
    first = next(_iter_loud(samples, window, starts, threshold_dbfs), None)
    if first is None:
        return None
    last = next(_iter_loud(samples, window, reversed(starts), threshold_dbfs))
    to_ms = 1000 / sample_rate_hz
    return int(first[0] * to_ms), min(int((last[-1] + window) * to_ms), round(len(samples) * to_ms))


def measure_track_peaks(
    path: Path, sample_rate_hz: int, *, start_ms: int, duration_ms: int, most_peaks: int = MOST_PEAKS
) -> Peaks:
    """The extremes of a part of a track with one channel; none when it has no samples."""
    first = start_ms * sample_rate_hz // 1000
    with path.open("rb") as file:
        start = _find_samples(file) + first * _SAMPLE_BYTES
        count = min(duration_ms * sample_rate_hz // 1000, (path.stat().st_size - start) // _SAMPLE_BYTES)
        samples_per_peak = choose_samples_per_peak(max(count, 0), most_peaks)
        file.seek(start)
        lowest: list[int] = []
        highest: list[int] = []
        while count > 0:
            # read and not mapped: what is mapped counts as memory until the end
            samples = np.fromfile(file, "<f4", min(count, samples_per_peak * _BLOCK_PEAKS))
            starts = np.arange(0, len(samples), samples_per_peak)
            lowest += _bring_to_8_bits(np.minimum.reduceat(samples, starts))
            highest += _bring_to_8_bits(np.maximum.reduceat(samples, starts))
            count -= len(samples)
    return Peaks(sample_rate_hz, samples_per_peak, tuple(lowest), tuple(highest))


def _bring_to_8_bits(extremes: npt.NDArray[np.float32]) -> list[int]:
    whole: list[int] = np.clip(np.floor(extremes * 128), -128, 127).astype(int).tolist()
    return whole


def _iter_loud(
    samples: Samples, window: int, starts: Iterable[int], threshold_dbfs: float
) -> Iterator[npt.NDArray[np.int64]]:
    """Block by block, the first samples of the windows that are louder; blocks without one are left out."""
    power = 10 ** (threshold_dbfs / 10)
    for start in starts:
        block = np.square(samples[start : start + window * _BLOCK_WINDOWS], dtype=np.float64).mean(axis=1)
        offsets = np.arange(0, len(block), window)
        means = np.add.reduceat(block, offsets) / window
        if (loud := offsets[means > power]).size:
            yield loud + start


def _map_samples(path: Path, channel_count: int) -> Samples:
    """The samples as they lie in the file, of shape (moments, channels)."""
    with path.open("rb") as file:
        start = _find_samples(file)
    count = (path.stat().st_size - start) // (_SAMPLE_BYTES * channel_count)
    if count == 0:
        return np.zeros((0, channel_count), np.float32)
    return np.memmap(path, np.dtype("<f4"), "r", start, (count, channel_count))


def _find_samples(file: BinaryIO) -> int:
    """Where in the file the samples begin."""
    position = _HEAD_BYTES
    while True:
        file.seek(position)
        name, chunk_bytes = _CHUNK.unpack(file.read(_CHUNK.size))
        if name == b"data":
            return position + _CHUNK.size
        position += -(-chunk_bytes // 8) * 8
