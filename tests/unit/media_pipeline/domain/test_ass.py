"""Burned captions: what people write stays text, in its place."""

from __future__ import annotations

import re

import pytest

from media_pipeline.domain.ass import build_ass, escape_text, format_ass_time
from media_pipeline.domain.clip_layout import SAFE_BOTTOM, SAFE_RIGHT, plan_clip_layout
from media_pipeline.domain.webvtt import Cue


def build(cues: list[Cue], *, film_aspect: float | None = None, bars: tuple[float, ...] = ()) -> list[str]:
    layout = plan_clip_layout(film_aspect=film_aspect, has_captions=bool(cues))
    script = build_ass(
        cues,
        layout,
        duration_ms=5_000,
        bars=bars,
        font_family="Noto Sans",
        line_height=1.36,
        measure=lambda t: 30 * len(t),
    )
    return [line for line in script.splitlines() if line.startswith("Dialogue")]


def test_text_cannot_give_commands() -> None:
    assert escape_text("{\\b1}đậm\nhai") == "\\{\\\u2060b1\\}đậm\\Nhai"


def test_a_caption_is_one_line_of_the_script() -> None:
    (line,) = build([Cue(1_000, 2_345, "Xin chào\nbà con")])
    assert line.startswith("Dialogue: 2,0:00:01.00,0:00:02.34,Caption,{\\pos(")
    assert line.endswith("}Xin chào\\Nbà con")


def test_a_word_wider_than_the_card_is_made_smaller() -> None:
    (line,) = build([Cue(0, 1_000, "x" * 60)])
    percent = re.search(r"\\fscx(\d+)", line)
    assert percent is not None
    assert int(percent.group(1)) < 60


def test_over_a_film_that_fills_the_clip_each_caption_brings_its_card() -> None:
    card, text = build([Cue(0, 1_000, "Xin chào")], film_aspect=9 / 16)
    assert "\\p1" in card
    assert text.endswith("Xin chào")


def test_the_waveform_is_drawn_pale_and_played() -> None:
    pale, played = build([], bars=(0.5, 1.0))
    assert "\\t(0,5000,\\clip(" in played
    assert "\\clip" not in pale


@pytest.mark.parametrize("aspect", [None, 16 / 9, 4 / 3, 1.0, 0.8, 3 / 4, 9 / 16, 3.5])
def test_what_is_to_be_read_stays_clear_of_the_phones_buttons(aspect: float | None) -> None:
    layout = plan_clip_layout(film_aspect=aspect, has_captions=True)
    assert layout.captions is not None
    for box in (layout.title, layout.captions, layout.notices):
        assert box.bottom <= SAFE_BOTTOM
        assert box.right <= SAFE_RIGHT
    assert layout.title.bottom <= layout.captions.top


@pytest.mark.parametrize("aspect", [16 / 9, 4 / 3, 1.0, 0.8, 3.5, 20.0])
def test_a_band_has_even_sides_and_touches_neither_title_nor_captions(aspect: float) -> None:
    layout = plan_clip_layout(film_aspect=aspect, has_captions=True)
    assert layout.film is not None
    assert layout.captions is not None
    assert layout.film.width % 2 == layout.film.height % 2 == 0
    assert layout.title.bottom < layout.film.top
    assert layout.film.bottom < layout.captions.top


def test_times_have_hundredths() -> None:
    assert format_ass_time(3_661_239) == "1:01:01.23"
