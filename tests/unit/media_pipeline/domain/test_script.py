"""How a script falls into sentences: nothing is lost, nothing is added."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.domain.script import split_script


@pytest.mark.parametrize(
    ("script", "sentences"),
    [
        ("Xin chào bà con. Hôm nay có tin vui!", ["Xin chào bà con.", "Hôm nay có tin vui!"]),
        ("Bà con ở TP. Hồ Chí Minh và P. An Khánh.", ["Bà con ở TP. Hồ Chí Minh và P. An Khánh."]),
        ("Mức phạt 1.000.000 đồng. Hết.", ["Mức phạt 1.000.000 đồng.", "Hết."]),
        ("«Có phải không?» Bà hỏi.", ["«Có phải không?»", "Bà hỏi."]),
        ("Chờ đã… rồi đi.", ["Chờ đã…", "rồi đi."]),
        ("Tiêu đề\nCâu đầu tiên.", ["Tiêu đề", "Câu đầu tiên."]),
        ("Một dòng được ngắt\ngiữa chừng.", ["Một dòng được ngắt giữa chừng."]),
        (f"{'Dòng dài ' * 8}của\nỦy ban nhân dân.", [f"{'Dòng dài ' * 8}của Ủy ban nhân dân."]),
        ("Xin chào.\r\n\r\nHết.\r\n", ["Xin chào.", "Hết."]),
        ("Không có dấu chấm cuối", ["Không có dấu chấm cuối"]),
        ("Một. *** Hai.", ["Một.", "*** Hai."]),
    ],
)
def test_sentences_end_where_a_reader_pauses(script: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in split_script(script)] == sentences


def test_an_empty_line_begins_a_paragraph() -> None:
    found = split_script("Một. Hai.\n\nBa.\n \t\n\nBốn.")
    assert [(sentence.text, sentence.paragraph) for sentence in found] == [
        ("Một.", 0),
        ("Hai.", 0),
        ("Ba.", 1),
        ("Bốn.", 2),
    ]


@pytest.mark.parametrize("script", ["", " \n\n ", "…", "* * *\n\n---"])
def test_what_has_no_word_has_no_sentence(script: str) -> None:
    assert split_script(script) == ()


def test_text_is_composed() -> None:
    (sentence,) = split_script(unicodedata.normalize("NFD", "Điều lệ."))
    assert sentence.text == "Điều lệ."


@given(st.text(alphabet="aBđ.!? \n\t«»…12", max_size=80))
def test_every_letter_is_spoken_once_and_in_order(script: str) -> None:
    spoken = "".join(sentence.text for sentence in split_script(script))
    assert [c for c in spoken if c.isalnum()] == [c for c in unicodedata.normalize("NFC", script) if c.isalnum()]


@given(st.text(max_size=200))
def test_words_are_never_empty_and_paragraphs_never_go_back(script: str) -> None:
    sentences = split_script(script)
    assert all(word for sentence in sentences for word in sentence.words)
    paragraphs = [sentence.paragraph for sentence in sentences]
    assert paragraphs == sorted(paragraphs)
