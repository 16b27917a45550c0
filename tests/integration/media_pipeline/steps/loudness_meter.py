"""A second meter of loudness, written from ITU-R BS.1770-5 and sharing nothing with ffmpeg's."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from media_pipeline.ffmpeg.run import find_ffmpeg

RATE_HZ = 48_000
# Annex 1, tables 1 and 2: the filters at 48 kHz, numerator and denominator.
_HEAD = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_LOW_CUT = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_BLOCK, _STEP = RATE_HZ * 4 // 10, RATE_HZ // 10
_OVERSAMPLING = 4

Samples = NDArray[np.float64]


@dataclass(frozen=True)
class Reading:
    """What a listener gets."""

    lufs: float
    true_peak_dbtp: float


def read_samples(path: Path, channel_count: int) -> Samples:
    """Samples of a file at 48 kHz, a row for each channel."""
    options = ["-f", "f32le", "-ar", str(RATE_HZ), "-ac", str(channel_count)]
    command = [find_ffmpeg(), "-v", "error", "-i", str(path), *options, "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    return np.frombuffer(raw, dtype="<f4").astype(np.float64).reshape(-1, channel_count).T


def measure(path: Path, channel_count: int = 1) -> Reading:
    """Integrated loudness and true peak of a file."""
    samples = read_samples(path, channel_count)
    return Reading(_measure_loudness(samples), _measure_true_peak(samples))


def _measure_loudness(samples: Samples) -> float:
    weighted = np.array([_weigh(channel) for channel in samples])
    starts = range(0, weighted.shape[1] - _BLOCK + 1, _STEP)
    powers = np.array([np.mean(weighted[:, start : start + _BLOCK] ** 2, axis=1).sum() for start in starts])
    powers = powers[_to_lufs(powers) > -70]
    if powers.size == 0:
        return -np.inf
    gate = _to_lufs(powers.mean()) - 10
    return float(_to_lufs(powers[_to_lufs(powers) > gate].mean()))


def _to_lufs(power: Samples) -> Samples:
    with np.errstate(divide="ignore"):
        return -0.691 + 10 * np.log10(power)


def _weigh(channel: Samples) -> Samples:
    """Both filters at once, as a product of spectra; the padding keeps the end out of the beginning."""
    size = channel.size + RATE_HZ
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    response = np.prod([np.polyval(b[::-1], z) / np.polyval(a[::-1], z) for b, a in (_HEAD, _LOW_CUT)], axis=0)
    return np.fft.irfft(np.fft.rfft(channel, size) * response, size)[: channel.size]


def _measure_true_peak(samples: Samples) -> float:
    size = samples.shape[1]
    dense = np.fft.irfft(np.fft.rfft(samples), size * _OVERSAMPLING) * _OVERSAMPLING
    with np.errstate(divide="ignore"):
        return float(20 * np.log10(np.abs(dense).max()))
