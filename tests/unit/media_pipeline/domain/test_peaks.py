"""The shape of a recording as JSON and SVG."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.domain.peaks import (
    MOST_PEAKS,
    Peaks,
    build_waveform_svg,
    choose_samples_per_peak,
    compute_bars,
    format_peaks_json,
)


@given(st.integers(0, 10**9))
def test_there_are_never_more_peaks_than_allowed(sample_count: int) -> None:
    samples_per_peak = choose_samples_per_peak(sample_count)
    assert -(-sample_count // samples_per_peak) <= MOST_PEAKS


def test_json_alternates_lowest_and_highest() -> None:
    document = json.loads(format_peaks_json(Peaks(8_000, 4, (-3, -5), (2, 7))))
    assert document["data"] == [-3, 2, -5, 7]
    assert (document["length"], document["sample_rate"], document["samples_per_pixel"]) == (2, 8_000, 4)


@given(st.lists(st.tuples(st.integers(-128, 0), st.integers(0, 127)), max_size=300), st.integers(1, 200))
def test_bars_are_relative_to_the_loudest(extremes: list[tuple[int, int]], count: int) -> None:
    bars = compute_bars(Peaks(8_000, 1, tuple(low for low, _ in extremes), tuple(high for _, high in extremes)), count)
    assert len(bars) == count
    assert all(0 <= bar <= 1 for bar in bars)


def test_the_loudest_bar_fills_the_picture_and_silence_stays_visible() -> None:
    svg = build_waveform_svg(Peaks(8_000, 1, (0,) * 100 + (-64,) * 100, (0,) * 200))
    heights = {int(height) for height in re.findall(r"v(\d+)", svg)}
    assert heights == {2, 100}


def test_a_silent_recording_has_a_waveform_too() -> None:
    assert set(compute_bars(Peaks(8_000, 1, (), ()))) == {0.0}
    assert "<path" in build_waveform_svg(Peaks(8_000, 1, (), ()))
