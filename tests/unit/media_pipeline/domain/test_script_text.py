"""Scripts are cut into the sentences that a reader would breathe between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.domain.script_text import split_script


def list_sentences(script: str) -> list[str]:
    return [sentence.text for sentence in split_script(script)]


@pytest.mark.parametrize(
    ("script", "sentences"),
    [
        ("Xin chào. Mời nghe tiếp!", ["Xin chào.", "Mời nghe tiếp!"]),
        ("Một câu\ntrên hai dòng", ["Một câu", "trên hai dòng"]),
        ("Bà hỏi: “Có phải không?” Ông đáp.", ["Bà hỏi: “Có phải không?”", "Ông đáp."]),
        ("Ở TP. Hồ Chí Minh và TS. Nguyễn.", ["Ở TP. Hồ Chí Minh và TS. Nguyễn."]),
        ("Lúc 7.30 sáng.", ["Lúc 7.30 sáng."]),
        ("Đợi đã… Rồi nói.", ["Đợi đã…", "Rồi nói."]),
        ("Hết. 15 ngày sau.", ["Hết.", "15 ngày sau."]),
        ("và v.v. còn nữa", ["và v.v. còn nữa"]),
        ("  \n\n — \n\n", []),
        ("", []),
    ],
)
def test_a_script_is_cut_where_a_sentence_ends(script: str, sentences: list[str]) -> None:
    assert list_sentences(script) == sentences


def test_a_blank_line_ends_a_paragraph_whatever_the_line_ends() -> None:
    assert [sentence.paragraph for sentence in split_script("A.\r\nB.\r\n\r\nC.")] == [0, 0, 1]


def test_decomposed_letters_are_composed() -> None:
    assert list_sentences("To\u0302i.") == ["Tôi."]


@given(st.lists(st.sampled_from(["Một", "hai.", "Ba!", "bốn", "“Năm.”", "6"]), min_size=1, max_size=12))
def test_the_words_of_a_line_come_back_in_their_order(words: list[str]) -> None:
    assert " ".join(list_sentences(" ".join(words))).split() == words
