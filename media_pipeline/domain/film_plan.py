"""Which sizes and which frame rate a video gets. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from media_pipeline.domain.presets import Film
from media_pipeline.domain.probe import FilmStream

OWN_HEIGHT_RATIO = 1.25
"""A source that is so much taller than the tallest planned height below it gets its own height, too."""
_LARGEST_DENOMINATOR = 1001
"""Of the frame rates of television (30000/1001)."""


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
    """The source's own rate; a faster one is halved until it fits, so that every second picture goes, evenly."""
    if film.frame_rate_fps <= 0:
        return Fraction(max_frame_rate_fps)
    rate = Fraction(film.frame_rate_fps).limit_denominator(_LARGEST_DENOMINATOR)
    while rate > max_frame_rate_fps:
        rate /= 2
    return rate


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
