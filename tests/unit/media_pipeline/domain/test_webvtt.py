"""Captions as text: read, checked, written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.domain.webvtt import (
    Cue,
    cut_cues,
    format_transcript,
    format_webvtt,
    normalise_cue_text,
    parse_captions,
)
from media_pipeline.errors import MediaRejected

texts = st.text(min_size=1).map(normalise_cue_text).filter(bool)
cue_lists = st.lists(st.tuples(st.integers(0, 5_000), st.integers(1, 9_000), texts), min_size=1).map(
    lambda steps: tuple(
        Cue(
            sum(step for step, _, _ in steps[: index + 1]),
            sum(step for step, _, _ in steps[: index + 1]) + length,
            text,
        )
        for index, (_, length, text) in enumerate(steps)
    )
)


@given(cue_lists)
def test_written_cues_are_read_back(cues: tuple[Cue, ...]) -> None:
    assert parse_captions(format_webvtt(cues)) == cues


@given(texts)
def test_normalised_text_stays_as_it_is(text: str) -> None:
    assert normalise_cue_text(text) == text
    assert unicodedata.is_normalized("NFC", text)


def test_webvtt_is_read_without_notes_styles_names_and_positions() -> None:
    text = (
        "WEBVTT - Bản tin\n\nSTYLE\n::cue { color: red }\n\nNOTE người ghi\n\nmo-dau\n"
        "00:01.000 --> 00:04.500 align:start position:0%\n"
        "<v Lan>Xin chào <b>bà con</b> &amp; các cháu</v>\nphường Hải An\n"
    )
    assert parse_captions(text) == (Cue(1_000, 4_500, "Xin chào bà con & các cháu\nphường Hải An"),)


def test_subrip_is_read() -> None:
    text = (
        "\ufeff1\r\n00:00:01,000 --> 00:00:02,5\r\n{\\an8}<i>Xin chào</i>\r\n\r\n"
        "2\r\n01:00:03,000 --> 01:00:04,000\r\nHết\r\n"
    )
    assert parse_captions(text) == (Cue(1_000, 2_500, "Xin chào"), Cue(3_603_000, 3_604_000, "Hết"))


def test_combining_marks_are_composed() -> None:
    text = f"WEBVTT\n\n00:00.000 --> 00:01.000\n{unicodedata.normalize('NFD', 'ở trễ ậ')}\n"
    assert parse_captions(text)[0].text == "ở trễ ậ"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Xin chào bà con.\n",
        "WEBVTT\n\n00:02.000 --> 00:02.000\nTrùng\n",
        "WEBVTT\n\n00:02.000 --> 00:01.000\nNgược\n",
    ],
)
def test_what_no_player_can_show_is_refused(text: str) -> None:
    with pytest.raises(MediaRejected):
        parse_captions(text)


def test_cues_out_of_order_are_refused_with_their_line() -> None:
    text = "WEBVTT\n\n00:05.000 --> 00:06.000\nHai\n\n00:01.000 --> 00:02.000\nMột\n"
    with pytest.raises(MediaRejected, match="6"):
        parse_captions(text)


def test_a_cut_counts_from_its_own_start() -> None:
    cues = (Cue(0, 900, "a"), Cue(1_000, 3_000, "b"), Cue(3_000, 5_050, "c"), Cue(6_000, 7_000, "d"))
    assert cut_cues(cues, 2_000, 5_000) == (Cue(0, 1_000, "b"), Cue(1_000, 3_000, "c"))


def test_slivers_of_a_cue_are_not_shown() -> None:
    assert cut_cues((Cue(0, 2_100, "a"),), 2_000, 5_000) == ()


def test_a_transcript_has_a_paragraph_for_each_run_of_speech() -> None:
    cues = (
        Cue(0, 900, "Xin chào\nbà con."),
        Cue(1_000, 2_000, "Hôm nay"),
        Cue(4_000, 5_000, "trời đẹp."),
        Cue(9_000, 9_900, "Hết."),
    )
    assert format_transcript(cues) == "Xin chào bà con. Hôm nay trời đẹp.\n\nHết.\n"


@pytest.mark.parametrize("timing", ["-00:00:01.000 --> 00:00:02.000", "00:00:01 --> 00:00:02", "00:99:00.0 --> 1:00.0"])
def test_a_time_that_cannot_be_read_is_named_with_its_line(timing: str) -> None:
    with pytest.raises(MediaRejected) as caught:
        parse_captions(f"WEBVTT\n\n00:00.000 --> 00:01.000\nXin chào\n\n{timing}\nHết\n")
    assert "6" in str(caught.value)
    assert timing in str(caught.value)
