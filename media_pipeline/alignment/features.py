"""Sound → what it is like, frame by frame: whether somebody speaks, and which vowel or consonant it may be.

Mel-frequency cepstra (Davis and Mermelstein 1980), levelled over the recording so that the voice, the room and the
microphone fall away, and faded out by how sure it is that there is speech at all: silence is near silence, whatever
its noise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from media_pipeline.stopping import check_stopped
from media_pipeline.stored_rows import Rows, StoredRows, iterate_blocks, pick_rows, write_rows

SAMPLE_RATE_HZ = 16_000
FRAME_MS = 20
"""Step from frame to frame in the recording: the grain of every time that is found."""
_WINDOW_SAMPLES = 512
_BAND_COUNT, _LOWEST_HZ, _HIGHEST_HZ = 26, 120.0, 6_800.0
CEPSTRUM_COUNT = 12
_BLOCK_FRAMES = 2_048
_SPEECH_WEIGHT = 2.5
"""How far speech is from silence, in the unit of the levelled cepstra's own spread."""
_DELTA_WEIGHT = 0.5
_DELTA_REACH = 2
"""Frames to either side by which a change is measured."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Features:
    """What a recording is like.

    Args:
        values: one row for each frame, shape (frames, dimensions), in a file.
        speech: how sure it is that somebody speaks, 0 to 1, shape (frames,).
        step_s: seconds from frame to frame.
    """

    values: StoredRows
    speech: Floats
    step_s: float


def extract_features(samples: Rows, sample_rate_hz: int, path: Path, step_s: float = FRAME_MS / 1000) -> Features:
    """Listen to a recording of one channel.

    Args:
        samples: shape (samples, 1); read in blocks.
        path: where the rows are kept, as long as they are used; a file beside it is needed on the way. 18 MB an hour.
        step_s: a reading that is slower is listened to in longer steps, so that both have the same pace.
    """
    loudness: list[Floats] = []
    blocks = _listen(samples, sample_rate_hz, step_s, loudness)
    cepstra = write_rows(path.with_suffix(".cepstra"), blocks, CEPSTRUM_COUNT)
    speech = _judge_speech(loudness)
    values = write_rows(path, _build_values(cepstra, speech), 2 * CEPSTRUM_COUNT + 1)
    cepstra.path.unlink()
    return Features(values, speech, step_s)


def judge_speech(samples: Rows, sample_rate_hz: int, step_s: float = FRAME_MS / 1000) -> Floats:
    """How sure it is that somebody speaks, 0 to 1, shape (frames,)."""
    return _judge_speech([_measure_loudness(bands) for bands in _iterate_bands(samples, sample_rate_hz, step_s)])


def _listen(samples: Rows, sample_rate_hz: int, step_s: float, loudness: list[Floats]) -> Iterator[Floats]:
    """Cepstra block by block; how loud each frame is, is added to a list."""
    cosines = _build_cosines()
    for bands in _iterate_bands(samples, sample_rate_hz, step_s):
        loudness.append(_measure_loudness(bands))
        yield bands @ cosines


def _iterate_bands(samples: Rows, sample_rate_hz: int, step_s: float) -> Iterator[Floats]:
    """Energies of the mel bands in decibels, block by block."""
    window_samples = round(_WINDOW_SAMPLES * sample_rate_hz / SAMPLE_RATE_HZ)
    fft_size = 1 << (window_samples - 1).bit_length()
    weights = np.hanning(window_samples).astype(np.float32)
    mel = _build_mel_filters(fft_size, sample_rate_hz)
    step = step_s * sample_rate_hz
    starts = np.round(np.arange(int(len(samples) / step)) * step).astype(np.int64)
    reach = np.arange(window_samples) - window_samples // 2
    for first in range(0, len(starts), _BLOCK_FRAMES):
        check_stopped()
        indices = starts[first : first + _BLOCK_FRAMES, None] + reach
        inside = (indices >= 0) & (indices < len(samples))
        heard = pick_rows(samples, np.clip(indices, 0, len(samples) - 1))[..., 0]
        frames = np.where(inside, heard, 0).astype(np.float32)
        power = np.abs(np.fft.rfft(frames * weights, fft_size, axis=1)).astype(np.float32) ** 2 / window_samples
        yield (10 * np.log10(power @ mel + 1.0)).astype(np.float32)


def _measure_loudness(bands: Floats) -> Floats:
    """Decibels of each frame."""
    loudness: Floats = (10 * np.log10(np.mean(10 ** (bands / 10), axis=1))).astype(np.float32)
    return loudness


def _judge_speech(blocks: Sequence[Floats]) -> Floats:
    """0 at the recording's own noise, 1 at its own speech, by the energy between the two."""
    if not blocks:
        return np.zeros(0, np.float32)
    loudness = np.concatenate(blocks)
    floor, top = np.percentile(loudness, (5, 95))
    floor = max(float(floor), float(top) - 50.0)
    spread = max(float(top) - floor, 6.0)
    judged: Floats = np.clip((loudness - floor - 0.2 * spread) / (0.4 * spread), 0, 1).astype(np.float32)
    return judged


def _build_values(cepstra: Rows, speech: Floats) -> Iterator[Floats]:
    """Levelled cepstra and how they change, faded out where nobody speaks, and the speech itself; block by block."""
    mean, spread = _measure_spread(cepstra, speech)
    count = len(cepstra)
    for first in range(0, count, _BLOCK_FRAMES):
        last = min(first + _BLOCK_FRAMES, count)
        low, high = max(first - _DELTA_REACH, 0), min(last + _DELTA_REACH, count)
        levelled = ((cepstra[low:high] - mean) / spread).astype(np.float32)
        deltas = np.zeros_like(levelled)
        after, before = levelled[2 * _DELTA_REACH :], levelled[: -2 * _DELTA_REACH]
        deltas[_DELTA_REACH:-_DELTA_REACH] = (after - before) * _DELTA_WEIGHT
        weights = speech[first:last, None]
        inner = slice(first - low, last - low)
        values = np.concatenate([levelled[inner], deltas[inner]], axis=1) * weights / np.sqrt(CEPSTRUM_COUNT)
        yield np.concatenate([values, _SPEECH_WEIGHT * weights], axis=1).astype(np.float32)


def _measure_spread(cepstra: Rows, speech: Floats) -> tuple[Floats, Floats]:
    """Mean and spread over the frames in which somebody speaks; shapes (12,)."""
    total = float(np.sum(speech, dtype=np.float64)) + 1e-6 * len(speech)
    sums, squares = np.zeros(CEPSTRUM_COUNT), np.zeros(CEPSTRUM_COUNT)
    for first, block in iterate_blocks(cepstra):
        weights = speech[first : first + len(block), None] + 1e-6
        sums += (block * weights).sum(axis=0, dtype=np.float64)
        squares += (block**2 * weights).sum(axis=0, dtype=np.float64)
    mean = sums / max(total, 1e-9)
    spread = np.sqrt(np.maximum(squares / max(total, 1e-9) - mean**2, 0.0))
    return mean.astype(np.float32), np.maximum(spread, 1e-3).astype(np.float32)


def _build_cosines() -> Floats:
    """The cosine transform from bands to cepstra, without the first, which is loudness."""
    bands = np.arange(_BAND_COUNT) + 0.5
    orders = np.arange(1, CEPSTRUM_COUNT + 1)
    cosines: Floats = np.cos(np.pi / _BAND_COUNT * bands[:, None] * orders).astype(np.float32)
    return cosines


def _build_mel_filters(fft_size: int, sample_rate_hz: int) -> Floats:
    """Overlapping triangles, evenly spaced as the ear hears pitch; shape (frequencies, bands)."""
    highest_hz = min(_HIGHEST_HZ, sample_rate_hz / 2)
    lowest, highest = (float(2595 * np.log10(1 + hz / 700)) for hz in (_LOWEST_HZ, highest_hz))
    mels = np.linspace(lowest, highest, _BAND_COUNT + 2)
    corners_hz = 700 * (10 ** (mels / 2595) - 1)
    hz = np.fft.rfftfreq(fft_size, 1 / sample_rate_hz)[:, None]
    rising = (hz - corners_hz[:-2]) / np.diff(corners_hz)[:-1]
    falling = (corners_hz[2:] - hz) / np.diff(corners_hz)[1:]
    filters: Floats = np.maximum(0, np.minimum(rising, falling)).astype(np.float32)
    return filters
