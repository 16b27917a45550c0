"""Text on printed pages: every line within its width, no word lost."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.printing import THOUSAND, keep_printable, measure_word, wrap_text

WORDS = st.lists(st.text("aiđmwỄgpỡ.", min_size=1, max_size=12), min_size=1, max_size=40)


@given(WORDS, st.sampled_from((8.0, 11.5, 44.0)), st.floats(60, 520), st.booleans())
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(
    words: list[str], size_pt: float, width_pt: float, is_bold: bool
) -> None:
    lines = wrap_text(" ".join(words), size_pt=size_pt, width_pt=width_pt, is_bold=is_bold)
    assert "".join(lines).replace(" ", "") == "".join(words)
    for line in lines:
        is_single_letter = len(line) == 1
        assert is_single_letter or measure_word(line, is_bold=is_bold) * size_pt / THOUSAND <= width_pt + 0.01


@given(WORDS)
def test_a_line_takes_as_many_words_as_it_can(words: list[str]) -> None:
    lines = wrap_text(" ".join(words), size_pt=10, width_pt=300)
    for line, following in itertools.pairwise(lines):
        longer = f"{line} {following.split(' ')[0]}"
        assert measure_word(longer) * 10 / THOUSAND > 300 - 0.01


def test_what_holds_together_is_not_parted() -> None:
    lines = wrap_text("theo Điều\u00a027 của luật", size_pt=20, width_pt=measure_word("theo Điều") * 20 / THOUSAND)
    assert "Điều\u00a027" in lines


def test_letters_that_the_font_lacks_are_left_out() -> None:
    assert keep_printable("Luật 😀 ỡ漢") == "Luật  ỡ"
    assert wrap_text("😀 😀", size_pt=10, width_pt=100) == []
