"""What is heard in a recording: the same in one block or in many, and in the same memory for an hour as for minutes."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from media_pipeline.alignment import features, passes
from media_pipeline.alignment.features import CEPSTRUM_COUNT, SAMPLE_RATE_HZ, extract_features, judge_speech
from media_pipeline.alignment.passes import lay_over
from media_pipeline.stored_rows import StoredRows

MOST_GROWTH_BYTES = 2 * 2**20
"""For six minutes more; what is heard in two recordings of that time takes 3.6 MB, their samples 23."""


def write_bursts(path: Path, duration_s: int) -> StoredRows:
    """Noise that comes and goes, each second another, as samples in a file."""
    generator = np.random.default_rng(5)
    with path.open("wb") as file:
        for _second in range(duration_s):
            sound = generator.normal(size=SAMPLE_RATE_HZ) * generator.uniform(300, 6_000)
            sound[: SAMPLE_RATE_HZ // 4] *= 0.001
            file.write(sound.astype("<i2").tobytes())
    return StoredRows(path, "<i2", 1, duration_s * SAMPLE_RATE_HZ)


@pytest.fixture
def bursts(tmp_path: Path) -> Iterator[StoredRows]:
    yield write_bursts(tmp_path / "bursts.raw", 20)


def test_blocks_leave_no_seam(bursts: StoredRows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = extract_features(bursts, SAMPLE_RATE_HZ, tmp_path / "whole")
    monkeypatch.setattr(features, "_BLOCK_FRAMES", 37)
    pieces = extract_features(bursts, SAMPLE_RATE_HZ, tmp_path / "pieces")
    assert np.allclose(whole.values[:], pieces.values[:], atol=1e-4)
    assert np.array_equal(whole.speech, judge_speech(bursts, SAMPLE_RATE_HZ))


def test_speech_is_told_from_silence_and_levelled(bursts: StoredRows, tmp_path: Path) -> None:
    heard = extract_features(bursts, SAMPLE_RATE_HZ, tmp_path / "rows")
    assert len(heard.values) == len(heard.speech) == 1_000
    loud = heard.speech > 0.5
    assert 0.6 < loud.mean() < 0.85
    cepstra = heard.values[:][loud][:, :CEPSTRUM_COUNT] * np.sqrt(CEPSTRUM_COUNT) / heard.speech[loud, None]
    assert np.abs(cepstra.mean(axis=0)).max() < 0.3
    assert np.abs(cepstra.std(axis=0) - 1).max() < 0.3


@pytest.mark.parametrize("count", [0, 1, 3, 5])
def test_a_recording_of_a_few_frames_has_features(tmp_path: Path, count: int) -> None:
    samples = write_bursts(tmp_path / "a.raw", 1)
    few = StoredRows(samples.path, "<i2", 1, count * SAMPLE_RATE_HZ // 50)
    heard = extract_features(few, SAMPLE_RATE_HZ, tmp_path / "rows")
    assert (len(heard.values), len(heard.speech)) == (count, count)


def test_memory_does_not_grow_with_the_duration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passes, "COARSE_WIDTH", 1_500)  # two minutes: less than the whole in either case
    peaks = []
    for minutes in (3, 9):
        samples = write_bursts(tmp_path / f"{minutes}.raw", 60 * minutes)
        tracemalloc.start()
        recording = extract_features(samples, SAMPLE_RATE_HZ, tmp_path / f"{minutes}.recording")
        reading = extract_features(samples, SAMPLE_RATE_HZ, tmp_path / f"{minutes}.reading")
        path = lay_over(recording, reading, np.zeros(len(reading.values), bool))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert np.median(np.abs(path - np.arange(len(path)))) == 0, "a sound lies on itself"
    print(f"peaks: {[round(peak / 2**20) for peak in peaks]} MiB")
    assert peaks[1] - peaks[0] < MOST_GROWTH_BYTES
