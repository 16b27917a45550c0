"""Where a sound begins and ends, read from the samples on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from media_pipeline.ffmpeg.tracks import WINDOW_MS, find_heard, measure_track_peaks
from tests.integration.media_pipeline.steps.samples import run


def write_track(path: Path, expression: str, duration_s: float, rate_hz: int = 8_000) -> Path:
    source = f"aevalsrc='{expression}':s={rate_hz}:d={duration_s}"
    run("-f", "lavfi", "-i", source, "-c:a", "pcm_f32le", "-f", "w64", path)
    return path


@pytest.mark.parametrize(
    ("start_s", "end_s", "duration_s"), [(0.5, 1.5, 2), (0, 2, 2), (12.34, 13, 30), (0.5, 24.9, 25)]
)
def test_the_first_and_the_last_sound_are_found(
    tmp_path: Path, start_s: float, end_s: float, duration_s: float
) -> None:
    beep = f"between(t,{start_s},{end_s})*0.5*sin(2*PI*440*t)"
    heard = find_heard(write_track(tmp_path / "a.w64", beep, duration_s), 8_000, 1, -40)
    assert heard is not None
    assert heard == pytest.approx((1000 * start_s, 1000 * end_s), abs=WINDOW_MS)


def test_a_second_channel_is_heard_too(tmp_path: Path) -> None:
    track = write_track(tmp_path / "a.w64", "0|between(t,1,2)*0.5*sin(2*PI*440*t)", 4)
    assert find_heard(track, 8_000, 2, -40) == pytest.approx((1000, 2000), abs=WINDOW_MS)


def test_what_is_below_the_threshold_is_silence(tmp_path: Path) -> None:
    track = write_track(tmp_path / "a.w64", "0.001*sin(2*PI*440*t)", 1)
    assert find_heard(track, 8_000, 1, -40) is None
    assert find_heard(track, 8_000, 1, -80) == (0, 1000)


def test_the_extremes_of_a_part_are_those_of_its_samples(tmp_path: Path) -> None:
    track = write_track(tmp_path / "a.w64", "between(t,1,2)*0.5+between(t,2,3)*-1.5", 4)
    peaks = measure_track_peaks(track, 8_000, start_ms=1_000, duration_ms=2_500, most_peaks=50)
    assert (peaks.sample_rate_hz, peaks.samples_per_peak) == (8_000, 400)
    assert peaks.highest[:20] == (64,) * 20
    assert peaks.lowest[21:40] == (-128,) * 19  # above full scale
    assert (peaks.lowest[41:], peaks.highest[41:]) == ((0,) * 9, (0,) * 9)


@pytest.mark.parametrize(("start_ms", "peak_count"), [(900, 100), (1_000, 0)])
def test_no_peaks_are_read_behind_the_end_of_a_track(tmp_path: Path, start_ms: int, peak_count: int) -> None:
    track = write_track(tmp_path / "a.w64", "0.5", 1)
    assert len(measure_track_peaks(track, 8_000, start_ms=start_ms, duration_ms=500).highest) == 8 * peak_count
