"""What is said, read from captions and from plain text."""

from __future__ import annotations

from site_builder.rendering.transcripts import Line, read_captions, read_plain
from tests.unit.site_builder.rendering.samples import CAPTIONS


def test_cues_become_lines_that_know_when() -> None:
    assert read_captions(CAPTIONS) == (Line("Xin chào bà con & cô bác.", 0.5), Line("Hết.", 65.25))


def test_notes_styles_and_windows_line_ends_are_no_lines() -> None:
    text = "\ufeffWEBVTT\n\nNOTE 00:01 nháp\n\nSTYLE\n::cue {}\n\n01:00:01.000 --> 01:00:02.000 line:0\nMột\n"
    assert read_captions(text.replace("\n", "\r\n")) == (Line("Một", 3601.0),)


def test_a_line_is_shown_with_a_clock() -> None:
    line = Line("Hết.", 65.25)
    assert (line.clock, line.seconds) == ("1:05", "65.25")


def test_paragraphs_of_a_plain_text_know_no_time() -> None:
    assert read_plain("Một\nhai\n\n \nBa\n") == (Line("Một\nhai"), Line("Ba"))
