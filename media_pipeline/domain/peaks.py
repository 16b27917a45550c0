"""The shape of a recording: a lowest and a highest sample for each of at most a thousand moments, as JSON and as SVG.

The JSON is the version 2 of BBC audiowaveform's, which players read. Pure.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

MOST_PEAKS = 1_000
"""Enough for a player across a desktop screen; 8 kB of JSON."""
BAR_COUNT = 200
SVG_WIDTH, SVG_HEIGHT = 1_000, 100
LOWEST_BAR = 2
"""Height of a silent bar in the SVG's units, so that the line never breaks off."""


@dataclass(frozen=True, slots=True)
class Peaks:
    """Extremes of equally long stretches of a recording, mixed down to one channel."""

    sample_rate_hz: int
    samples_per_peak: int
    lowest: tuple[int, ...]
    """−128 to 127 for each stretch."""
    highest: tuple[int, ...]


def choose_samples_per_peak(sample_count: int, most_peaks: int = MOST_PEAKS) -> int:
    """The shortest stretch that gives no more than `most_peaks`."""
    return max(1, -(-sample_count // most_peaks))


def format_peaks_json(peaks: Peaks) -> str:
    """`data` alternates lowest and highest."""
    data = [extreme for pair in zip(peaks.lowest, peaks.highest, strict=True) for extreme in pair]
    document = {
        "version": 2,
        "channels": 1,
        "sample_rate": peaks.sample_rate_hz,
        "samples_per_pixel": peaks.samples_per_peak,
        "bits": 8,
        "length": len(peaks.lowest),
        "data": data,
    }
    return json.dumps(document, separators=(",", ":")) + "\n"


def compute_bars(peaks: Peaks, count: int = BAR_COUNT) -> tuple[float, ...]:
    """How loud each of `count` stretches is on average, 0 to 1; the loudest is 1, unless all is silent."""
    heights = [max(-low, high, 0) for low, high in zip(peaks.lowest, peaks.highest, strict=True)]
    if not heights:
        return (0.0,) * count
    bars = []
    for number in range(count):
        start = number * len(heights) // count
        end = max(start + 1, (number + 1) * len(heights) // count)
        bars.append(sum(heights[start:end]) / (end - start))
    loudest = max([*bars, 1])
    return tuple(bar / loudest for bar in bars)


def build_waveform_svg(peaks: Peaks) -> str:
    """Bars in the colour of the text around them, stretched to whatever box they get; for the eye alone."""
    step = SVG_WIDTH / BAR_COUNT
    stroke = f'fill="none" stroke="currentColor" stroke-width="{step * 0.6:g}"'
    marks = []
    for number, bar in enumerate(compute_bars(peaks)):
        height = max(LOWEST_BAR, round(bar * SVG_HEIGHT))
        marks.append(f"M{(number + 0.5) * step:g} {(SVG_HEIGHT - height) / 2:g}v{height}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SVG_WIDTH} {SVG_HEIGHT}" preserveAspectRatio="none" '
        f'aria-hidden="true"><path d="{"".join(marks)}" {stroke}/></svg>\n'
    )
