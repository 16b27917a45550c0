"""Which sizes and which frame rate a video gets. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from media_pipeline.domain.presets import Film
from media_pipeline.domain.probe import FilmStream

OWN_HEIGHT_RATIO = 1.25
"""A source that is so much taller than the tallest planned height below it gets its own height, too."""
USUAL_RATES_FPS = tuple(
    Fraction(rate) for rate in ("5", "10", "12", "15", "20", "24000/1001", "24", "25", "30000/1001", "30")
)
"""From slow to fast."""
RATE_TOLERANCE = Fraction(1, 2000)


@dataclass(frozen=True, slots=True)
class FilmSize:
    """One version of a video; both edges are even, as H.264 in 4:2:0 needs them."""

    name: str
    """`film-360`; also the suffix of its file."""
    width_px: int
    height_px: int
    max_bit_rate_bps: int


def plan_film_sizes(film: FilmStream, preset: Film) -> tuple[FilmSize, ...]:
    """The versions from small to large, none larger than the source."""
    source_height = _make_even(film.height_px)
    heights = [height for height in sorted(preset.heights_px) if height <= source_height]
    if not heights or (source_height < max(preset.heights_px) and source_height >= heights[-1] * OWN_HEIGHT_RATIO):
        heights.append(source_height)
    return tuple(_build_size(film, height, preset) for height in heights)


def plan_frame_rate(film: FilmStream, max_frame_rate_fps: int) -> Fraction:
    """The source's own rate, or the next usual one above it: phones record irregularly, and only on average so fast.

    A rate that is too fast is halved until it fits, so that every second picture goes, evenly.
    """
    rate = Fraction(film.frame_rate_fps)
    while rate > max_frame_rate_fps * (1 + RATE_TOLERANCE):
        rate /= 2
    usual = (r for r in USUAL_RATES_FPS if 0 < rate <= r * (1 + RATE_TOLERANCE))
    return min(next(usual, Fraction(max_frame_rate_fps)), Fraction(max_frame_rate_fps))


def plan_poster_size(film: FilmStream, max_height_px: int) -> tuple[int, int]:
    """Width and height of the still."""
    height = min(_make_even(film.height_px), max_height_px)
    return _scale_width(film, height), height


def _build_size(film: FilmStream, height: int, preset: Film) -> FilmSize:
    limits = sorted(preset.max_bit_rate_bps.items())
    max_bit_rate_bps = next((limit for limit_height, limit in limits if limit_height >= height), limits[-1][1])
    return FilmSize(f"film-{height}", _scale_width(film, height), height, max_bit_rate_bps)


def _scale_width(film: FilmStream, height: int) -> int:
    return max(2, 2 * round(film.width_px * height / film.height_px / 2))


def _make_even(pixels: int) -> int:
    return max(2, pixels // 2 * 2)
