"""Chapters as an editor writes them: one on each line."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cms.media.chapters import ChaptersField, find_beyond, format_chapters, parse_chapters

LINES = "0:00 Mở đầu\n\n1:05 Ai phải khai báo\n1:02:03,5 – Nhắc lại\n"
CHAPTERS = [
    {"start_ms": 0, "title": "Mở đầu"},
    {"start_ms": 65_000, "title": "Ai phải khai báo"},
    {"start_ms": 3_723_500, "title": "Nhắc lại"},
]


def test_a_line_is_a_time_and_a_title() -> None:
    assert parse_chapters(LINES) == CHAPTERS
    assert parse_chapters("") == []


def test_what_is_stored_is_shown_as_lines() -> None:
    assert format_chapters(CHAPTERS) == "0:00 Mở đầu\n1:05 Ai phải khai báo\n1:02:03.500 Nhắc lại"


@pytest.mark.parametrize(
    ("lines", "sentences"),
    [
        ("Mở đầu", ["Dòng 1: hãy bắt đầu bằng phút và giây"]),
        ("0:00 Mở đầu\n1:75 Sai", ["Dòng 2: hãy bắt đầu bằng phút và giây"]),
        ("0:00 Mở đầu\n1:05", ["Dòng 2: hãy viết tên phần"]),
        ("0:00 Mở đầu\n\n\n0:00 Lại", ["Dòng 4: phần này phải bắt đầu sau phần đứng trước (0:00)"]),
        ("2:00 Hai\n1:00 Một", ["Dòng 2: phần này phải bắt đầu sau phần đứng trước (2:00)"]),
        ("0:00 " + "a" * 201, ["Dòng 1: tên phần dài quá 200 ký tự"]),
        ("a b\n0:10", ["Dòng 1: hãy bắt đầu", "Dòng 2: hãy viết tên phần"]),
    ],
)
def test_each_wrong_line_is_named_in_a_sentence(lines: str, sentences: list[str]) -> None:
    with pytest.raises(ValidationError) as refusal:
        parse_chapters(lines)
    assert len(refusal.value.messages) == len(sentences)
    for message, sentence in zip(refusal.value.messages, sentences, strict=True):
        assert message.startswith(sentence)


TITLES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=20)


@given(st.lists(st.tuples(st.integers(0, 20_000_000), TITLES), max_size=8, unique_by=lambda pair: pair[0]))
def test_what_is_shown_is_read_as_it_is_stored(pairs: list[tuple[int, str]]) -> None:
    lines = format_chapters([{"start_ms": start_ms, "title": title} for start_ms, title in sorted(pairs)])
    try:
        chapters = parse_chapters(lines)
    except ValidationError:  # a title of dashes alone
        assert any(not title.strip("-–—") for _start_ms, title in pairs)
        return
    assert format_chapters(chapters) == format_chapters(parse_chapters(format_chapters(chapters)))
    assert [chapter["start_ms"] for chapter in chapters] == sorted(start_ms for start_ms, _title in pairs)


def test_a_form_that_was_not_touched_has_not_changed() -> None:
    field = ChaptersField()
    assert not field.has_changed(CHAPTERS, format_chapters(CHAPTERS).replace("\n", "\r\n"))
    assert field.has_changed(CHAPTERS, "0:00 Mở đầu")


def test_a_chapter_behind_the_end_is_found() -> None:
    assert find_beyond(CHAPTERS, 65_000) == CHAPTERS[1]
    assert find_beyond(CHAPTERS, 4_000_000) is None
