"""Thumbnails of a video: how many there are, how large, and which belongs to which time."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.domain.film_plan import FilmSize
from media_pipeline.domain.thumbnails import build_thumbnails_vtt, plan_thumbnails
from media_pipeline.presets import load_video_preset

PRESET = load_video_preset().thumbnails
WIDE, UPRIGHT, TINY = (FilmSize(360, 640, 360, 1), FilmSize(360, 360, 640, 1), FilmSize(32, 48, 32, 1))


@pytest.mark.parametrize(
    ("size", "duration_ms", "expected"),
    [
        (WIDE, 46_000, (23, 10, 3, 160, 90)),
        (UPRIGHT, 46_000, (23, 10, 3, 90, 160)),
        (TINY, 300, (1, 1, 1, 48, 32)),
        (WIDE, 4 * 3600 * 1000, (100, 10, 10, 160, 90)),
    ],
)
def test_a_sheet_is_small(size: FilmSize, duration_ms: int, expected: tuple[int, ...]) -> None:
    sheet = plan_thumbnails(size, duration_ms, Fraction(25), PRESET)
    assert (sheet.count, sheet.columns, sheet.rows, sheet.width_px, sheet.height_px) == expected


@given(st.integers(1, 4 * 3600 * 1000), st.sampled_from([Fraction(5), Fraction(30000, 1001), Fraction(30)]))
def test_every_picture_lies_on_the_sheet_and_the_cues_cover_the_video(duration_ms: int, rate: Fraction) -> None:
    sheet = plan_thumbnails(WIDE, duration_ms, rate, PRESET)
    cues = re.findall(
        r"(\S+) --> (\S+)\na\.webp#xywh=(\d+),(\d+),160,90\n", build_thumbnails_vtt(sheet, "a.webp", duration_ms)
    )
    assert len(cues) == sheet.count <= PRESET.max_count
    assert [start for start, *_rest in cues][1:] == [end for _start, end, *_rest in cues][:-1]
    assert len({place for _start, _end, *place in map(tuple, cues) for place in [tuple(place)]}) == sheet.count
    assert all(int(left) < sheet.columns * 160 and int(top) < sheet.rows * 90 for _start, _end, left, top in cues)


def test_players_read_the_track() -> None:
    sheet = plan_thumbnails(WIDE, 3000, Fraction(25), PRESET)
    assert build_thumbnails_vtt(sheet, "a.webp", 3000) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\na.webp#xywh=0,0,160,90\n\n"
        "00:00:02.000 --> 00:00:03.000\na.webp#xywh=160,0,160,90\n"
    )
