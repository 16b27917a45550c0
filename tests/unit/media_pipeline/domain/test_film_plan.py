"""Sizes and rates of videos."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.domain.film_plan import (
    USUAL_RATES_FPS,
    choose_av1_size,
    plan_film_sizes,
    plan_frame_rate,
    plan_poster_size,
)
from media_pipeline.domain.probe import FilmStream
from media_pipeline.presets import load_video_preset

PRESET = load_video_preset().film


def build_film(
    width_px: int, height_px: int, *, rotation: int = 0, pixel_aspect: float = 1.0, fps: float = 25.0
) -> FilmStream:
    return FilmStream("h264", width_px, height_px, rotation, pixel_aspect, fps, 1000)


films = st.builds(
    build_film,
    st.integers(16, 8192),
    st.integers(16, 8192),
    rotation=st.sampled_from([0, 90, 180, 270]),
    pixel_aspect=st.floats(0.5, 2),
)


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (
            1920,
            1080,
            [("film-360", 640, 360), ("film-480", 854, 480), ("film-720", 1280, 720), ("film-1080", 1920, 1080)],
        ),
        (
            3840,
            2160,
            [("film-360", 640, 360), ("film-480", 854, 480), ("film-720", 1280, 720), ("film-1080", 1920, 1080)],
        ),
        (1280, 720, [("film-360", 640, 360), ("film-480", 854, 480), ("film-720", 1280, 720)]),
        (854, 480, [("film-360", 640, 360), ("film-480", 854, 480)]),
        (800, 600, [("film-360", 480, 360), ("film-480", 640, 480), ("film-600", 800, 600)]),
        (640, 361, [("film-360", 638, 360)]),
        (711, 400, [("film-360", 640, 360)]),
        (320, 241, [("film-240", 318, 240)]),
    ],
)
def test_versions_follow_the_source(width: int, height: int, expected: list[tuple[str, int, int]]) -> None:
    sizes = plan_film_sizes(build_film(width, height), PRESET)
    assert [(size.name, size.width_px, size.height_px) for size in sizes] == expected


def test_a_turned_video_is_planned_as_it_is_shown() -> None:
    sizes = plan_film_sizes(build_film(1920, 1080, rotation=90), PRESET)
    assert [(size.width_px, size.height_px) for size in sizes] == [(360, 640), (480, 854), (720, 1280), (1080, 1920)]


def test_a_size_of_its_own_gets_the_bit_rate_of_the_next_larger_one() -> None:
    small, _middle, own = plan_film_sizes(build_film(800, 600), PRESET)
    assert (small.max_bit_rate_bps, own.max_bit_rate_bps) == (800_000, 2_500_000)


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [(1920, 1080, 720), (1080, 1920, 720), (640, 360, 360), (320, 240, 240), (62, 90, 0)],
)
def test_av1_gets_the_largest_size_that_phones_play(width: int, height: int, expected: int) -> None:
    size = choose_av1_size(plan_film_sizes(build_film(width, height), PRESET), load_video_preset().av1)
    assert (size.short_side_px if size else 0) == expected


@given(films)
def test_no_version_is_larger_than_the_source_and_all_edges_are_even(film: FilmStream) -> None:
    sizes = plan_film_sizes(film, PRESET)
    sides = [size.short_side_px for size in sizes]
    assert sides == sorted(set(sides))
    for size in sizes:
        assert min(size.width_px, size.height_px) == size.short_side_px <= min(film.width_px, film.height_px)
        assert max(size.width_px, size.height_px) <= max(film.width_px, film.height_px) + 1
        assert size.width_px % 2 == size.height_px % 2 == 0
        ratio = max(film.width_px, film.height_px) / min(film.width_px, film.height_px)
        assert abs(max(size.width_px, size.height_px) - ratio * size.short_side_px) <= 2


@pytest.mark.parametrize(
    ("fps", "expected"),
    [
        (25.0, Fraction(25)),
        (30000 / 1001, Fraction(30000, 1001)),
        (24000 / 1001, Fraction(24000, 1001)),
        (60.0, Fraction(30)),
        (60000 / 1001, Fraction(30000, 1001)),
        (50.0, Fraction(25)),
        (240.0, Fraction(30)),
        (29.2, Fraction(30000, 1001)),
        (13.73, Fraction(15)),
        (1.0, Fraction(5)),
        (0.0, Fraction(30)),
    ],
)
def test_rates_are_usual_ones(fps: float, expected: Fraction) -> None:
    assert plan_frame_rate(build_film(640, 360, fps=fps), 30) == expected


@pytest.mark.parametrize(
    ("rhythm_fps", "expected"),
    [(Fraction(1000, 33), 30), (Fraction(30), 30), (Fraction(60), 30), (Fraction(25), 25), (Fraction(7), 10)],
)
def test_irregular_pictures_keep_their_rhythm(rhythm_fps: Fraction, expected: int) -> None:
    assert plan_frame_rate(build_film(640, 360, fps=12.9), 30, rhythm_fps) == expected


@given(st.floats(0, 1000))
def test_a_rate_is_never_above_the_limit(fps: float) -> None:
    rate = plan_frame_rate(build_film(640, 360, fps=fps), 30)
    assert rate in USUAL_RATES_FPS


@given(films, st.integers(90, 1080))
def test_a_still_is_even_and_no_larger_than_the_source(film: FilmStream, max_height_px: int) -> None:
    width, height = plan_poster_size(film, max_height_px // 2 * 2)
    assert width % 2 == height % 2 == 0
    assert height <= min(film.height_px, max_height_px)
