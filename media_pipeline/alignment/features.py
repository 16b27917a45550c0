"""Sound → what it is like, frame by frame: whether somebody speaks, and which vowel or consonant it may be.

Mel-frequency cepstra (Davis and Mermelstein 1980), levelled over the recording so that the voice, the room and the
microphone fall away, and faded out by how sure it is that there is speech at all: silence is near silence, whatever
its noise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

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

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Features:
    """What a recording is like.

    Args:
        values: one row for each frame, shape (frames, dimensions).
        speech: how sure it is that somebody speaks, 0 to 1, shape (frames,).
        step_s: seconds from frame to frame.
    """

    values: Floats
    speech: Floats
    step_s: float


def extract_features(samples: npt.NDArray[np.int16], sample_rate_hz: int, step_s: float = FRAME_MS / 1000) -> Features:
    """Listen to a recording of one channel.

    Args:
        samples: may be mapped from a file; it is read in blocks.
        step_s: a reading that is slower is listened to in longer steps, so that both have the same pace.
    """
    blocks = list(_iterate_bands(samples, sample_rate_hz, step_s))
    bands = np.concatenate(blocks) if blocks else np.zeros((0, _BAND_COUNT), np.float32)
    speech = _judge_speech(bands)
    cepstra = _level(bands @ _build_cosines(), speech)
    deltas = np.zeros_like(cepstra)
    deltas[2:-2] = (cepstra[4:] - cepstra[:-4]) * _DELTA_WEIGHT
    values = np.concatenate([cepstra, deltas], axis=1) * speech[:, None] / np.sqrt(CEPSTRUM_COUNT)
    return Features(np.concatenate([values, _SPEECH_WEIGHT * speech[:, None]], axis=1), speech, step_s)


def _iterate_bands(samples: npt.NDArray[np.int16], sample_rate_hz: int, step_s: float) -> Iterator[Floats]:
    """Energies of the mel bands in decibels, block by block."""
    window_samples = round(_WINDOW_SAMPLES * sample_rate_hz / SAMPLE_RATE_HZ)
    fft_size = 1 << (window_samples - 1).bit_length()
    weights = np.hanning(window_samples).astype(np.float32)
    mel = _build_mel_filters(fft_size, sample_rate_hz)
    step = step_s * sample_rate_hz
    starts = np.round(np.arange(int(len(samples) / step)) * step).astype(np.int64)
    reach = np.arange(window_samples) - window_samples // 2
    for first in range(0, len(starts), _BLOCK_FRAMES):
        indices = starts[first : first + _BLOCK_FRAMES, None] + reach
        inside = (indices >= 0) & (indices < len(samples))
        frames = np.where(inside, samples[np.clip(indices, 0, len(samples) - 1)], 0).astype(np.float32)
        power = np.abs(np.fft.rfft(frames * weights, fft_size, axis=1)).astype(np.float32) ** 2 / window_samples
        yield (10 * np.log10(power @ mel + 1.0)).astype(np.float32)


def _judge_speech(bands: Floats) -> Floats:
    """0 at the recording's own noise, 1 at its own speech, by the energy between the two."""
    if not len(bands):
        return np.zeros(0, np.float32)
    loudness = 10 * np.log10(np.mean(10 ** (bands / 10), axis=1))
    floor, top = np.percentile(loudness, (5, 95))
    floor = max(float(floor), float(top) - 50.0)
    spread = max(float(top) - floor, 6.0)
    judged: Floats = np.clip((loudness - floor - 0.2 * spread) / (0.4 * spread), 0, 1).astype(np.float32)
    return judged


def _level(cepstra: Floats, speech: Floats) -> Floats:
    """Mean 0 and spread 1 over the frames in which somebody speaks."""
    weights = speech + 1e-6
    mean = np.average(cepstra, axis=0, weights=weights) if len(cepstra) else 0.0
    spread = np.sqrt(np.average((cepstra - mean) ** 2, axis=0, weights=weights)) if len(cepstra) else 1.0
    levelled: Floats = ((cepstra - mean) / np.maximum(spread, 1e-3)).astype(np.float32)
    return levelled


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
