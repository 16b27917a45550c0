"""Which sizes and which frame rate a video gets. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from media_pipeline.domain.presets import Av1, Film
from media_pipeline.domain.probe import FilmStream

OWN_SIZE_RATIO = 1.25
"""A source that is so much larger than the largest planned size below it gets its own size, too."""
USUAL_RATES_FPS = tuple(
    Fraction(rate) for rate in ("5", "10", "12", "15", "20", "24000/1001", "24", "25", "30000/1001", "30")
)
"""From slow to fast."""
RATE_TOLERANCE = Fraction(1, 2000)
REGULAR_TOLERANCE = Fraction(1, 50)
"""Containers round times to milliseconds: a rhythm so little faster than the limit is at the limit."""


@dataclass(frozen=True, slots=True)
class FilmSize:
    """One version of a video; both edges are even, as 4:2:0 needs them."""

    short_side_px: int
    """What the version is called after: height of a wide video, width of an upright one."""
    width_px: int
    height_px: int
    max_bit_rate_bps: int

    @property
    def name(self) -> str:
        """Name of its preset in H.264 (`film-360`)."""
        return f"film-{self.short_side_px}"


def plan_film_sizes(film: FilmStream, preset: Film) -> tuple[FilmSize, ...]:
    """The versions from small to large, none larger than the source."""
    source_px = _make_even(min(film.width_px, film.height_px))
    sides = [side for side in sorted(preset.short_sides_px) if side <= source_px]
    if not sides or (source_px < max(preset.short_sides_px) and source_px >= sides[-1] * OWN_SIZE_RATIO):
        sides.append(source_px)
    return tuple(_build_size(film, side, preset) for side in sides)


def choose_av1_size(sizes: Sequence[FilmSize], preset: Av1) -> FilmSize | None:
    """Which of the planned sizes AV1 gets; `None` when all are too small for its encoder."""
    fitting = [size for size in sizes if size.short_side_px <= preset.max_short_side_px]
    chosen = fitting[-1] if fitting else sizes[0]
    return chosen if min(chosen.width_px, chosen.height_px) >= preset.min_short_side_px else None


def plan_frame_rate(film: FilmStream, max_frame_rate_fps: int, rhythm_fps: Fraction | None = None) -> Fraction:
    """The source's own rate, or the next usual one above it.

    A rate that is too fast is halved until it fits, so that every second picture goes, evenly.

    Args:
        film: the source, with its average rate.
        max_frame_rate_fps: no faster.
        rhythm_fps: how fast pictures mostly follow each other where they come irregularly, as phones record: by the
            average, some would be shown long after their sounds.
    """
    rate = _round_to_limit(rhythm_fps or Fraction(film.frame_rate_fps), max_frame_rate_fps)
    while rate > max_frame_rate_fps * (1 + RATE_TOLERANCE):
        rate /= 2
    usual = (r for r in USUAL_RATES_FPS if 0 < rate <= r * (1 + RATE_TOLERANCE))
    return min(next(usual, Fraction(max_frame_rate_fps)), Fraction(max_frame_rate_fps))


def _round_to_limit(rate: Fraction, max_frame_rate_fps: int) -> Fraction:
    limit = Fraction(max_frame_rate_fps)
    return limit if limit * (1 + RATE_TOLERANCE) < rate <= limit * (1 + REGULAR_TOLERANCE) else rate


def plan_poster_size(film: FilmStream, max_height_px: int) -> tuple[int, int]:
    """Width and height of the still."""
    height = min(_make_even(film.height_px), max_height_px)
    return _scale_width(film, height), height


def _build_size(film: FilmStream, side: int, preset: Film) -> FilmSize:
    limits = sorted(preset.max_bit_rate_bps.items())
    max_bit_rate_bps = next((limit for limit_side, limit in limits if limit_side >= side), limits[-1][1])
    if film.height_px <= film.width_px:
        return FilmSize(side, _scale_width(film, side), side, max_bit_rate_bps)
    height = max(2, 2 * round(film.height_px * side / film.width_px / 2))
    return FilmSize(side, side, height, max_bit_rate_bps)


def _scale_width(film: FilmStream, height: int) -> int:
    return max(2, 2 * round(film.width_px * height / film.height_px / 2))


def _make_even(pixels: int) -> int:
    return max(2, pixels // 2 * 2)
