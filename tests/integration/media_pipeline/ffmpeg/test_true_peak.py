"""The peak between the samples: the same figure as when all of a sound is brought to 192 kHz, however it comes in."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from hypothesis import given, settings
from hypothesis import strategies as st

from media_pipeline.ffmpeg.true_peak import LARGEST_GAIN, PEAK_RATE_HZ, REACH, Samples, TruePeakMeter

RATES_HZ = (44_100, 48_000)
LAYOUTS = {1: "mono", 2: "stereo"}


def bring_to_peak_rate(samples: Samples, rate_hz: int, channel_count: int) -> Samples:
    """All of a sound at once, 64 bits."""
    frame = AudioFrame.from_ndarray(samples.reshape(1, -1), format="dbl", layout=LAYOUTS[channel_count])
    frame.sample_rate = rate_hz
    resampler = AudioResampler("dbl", LAYOUTS[channel_count], PEAK_RATE_HZ)
    return np.concatenate([dense.to_ndarray()[0] for dense in (*resampler.resample(frame), *resampler.resample(None))])


def measure_whole(samples: Samples, rate_hz: int, channel_count: int = 1) -> float:
    """With silence before and behind, where the resampler would mirror the sound: 8 × 147 samples shift no position."""
    dense = bring_to_peak_rate(np.pad(samples, 1176 * channel_count), rate_hz, channel_count)
    return float(20 * np.log10(max(np.abs(dense).max(), np.abs(samples).max())))


def measure(samples: Samples, rate_hz: int, channel_count: int = 1, cuts: tuple[int, ...] = ()) -> float:
    meter = TruePeakMeter(rate_hz, LAYOUTS[channel_count], channel_count)
    for start, end in pairwise((0, *sorted(cut * channel_count for cut in cuts), samples.size)):
        meter.add(samples[start:end])
    return meter.finish()


def build_noise(count: int, seed: int = 1) -> Samples:
    """Noise whose samples are within ±0.1."""
    return np.random.default_rng(seed).uniform(-0.1, 0.1, count)


def build_burst(rate_hz: int, count: int) -> Samples:
    """A quarter of the sample rate, sampled beside its peaks: 3 dB higher between the samples than in them."""
    return 0.9 * np.sin(np.pi / 2 * np.arange(count) + np.pi / 4) * np.hanning(count)


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_a_tone_is_higher_between_its_samples(rate_hz: int) -> None:
    tone = build_burst(rate_hz, 4096)
    assert np.abs(tone).max() == pytest.approx(0.9 * math.sqrt(0.5), rel=0.001)
    assert measure(tone, rate_hz) == pytest.approx(20 * math.log10(0.9), abs=0.01)


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_a_burst_with_lower_samples_outdoes_an_earlier_louder_one(rate_hz: int) -> None:
    sound = build_noise(10 * rate_hz)
    sound[rate_hz : rate_hz + 400] = 0.7 * np.hanning(400)
    sound[8 * rate_hz : 8 * rate_hz + 4096] = build_burst(rate_hz, 4096)
    assert measure(sound, rate_hz) == pytest.approx(20 * math.log10(0.9), abs=0.01)


@settings(deadline=None, max_examples=40)
@given(
    rate_hz=st.sampled_from(RATES_HZ),
    channel_count=st.sampled_from([1, 2]),
    count=st.integers(1, 120_000),
    at=st.floats(0, 1),
    pieces=st.lists(st.floats(0, 1), max_size=5),
    seed=st.integers(0, 9),
)
def test_wherever_the_peak_is_and_however_the_sound_comes_in_pieces_it_is_found(
    rate_hz: int, channel_count: int, count: int, at: float, pieces: list[float], seed: int
) -> None:
    sound = build_noise(count * channel_count, seed).reshape(count, channel_count)
    start = int(at * count)
    burst = build_burst(rate_hz, 64)[: count - start]
    sound[start : start + 64, -1] += burst
    cuts = tuple(int(piece * count) for piece in pieces)
    wanted = measure_whole(sound.ravel(), rate_hz, channel_count)
    assert measure(sound.ravel(), rate_hz, channel_count, cuts) == pytest.approx(wanted, abs=0.001)


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_no_sound_is_higher_between_its_samples_than_is_believed(rate_hz: int) -> None:
    """Single samples show the taps of the interpolating filter for every position between two samples."""
    shortest = rate_hz // math.gcd(rate_hz, PEAK_RATE_HZ)
    block = shortest * -(-4 * REACH // shortest)
    dense_block = block * PEAK_RATE_HZ // rate_hz
    sound = np.zeros((block, 3, block))  # each sample of a block once alone, with silence before and behind
    sound[range(block), 1, range(block)] = 1
    taps = np.abs(bring_to_peak_rate(sound.ravel(), rate_hz, 1))
    sums = taps[: taps.size // dense_block * dense_block].reshape(-1, dense_block).sum(axis=0)
    assert LARGEST_GAIN - 0.02 <= sums.max() <= LARGEST_GAIN


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_no_sample_reaches_further_than_is_believed(rate_hz: int) -> None:
    sound = np.zeros(4_000)
    sound[2_000] = 1
    heard = np.flatnonzero(np.abs(bring_to_peak_rate(sound, rate_hz, 1)) > 1e-9) * rate_hz / PEAK_RATE_HZ
    assert heard.min() >= 2_000 - REACH
    assert heard.max() <= 2_000 + REACH


def test_silence_has_no_peak() -> None:
    assert measure(np.zeros(1000), 48_000) == -math.inf
    assert measure(np.zeros(0), 48_000) == -math.inf
