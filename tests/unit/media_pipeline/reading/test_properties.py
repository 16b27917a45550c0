"""What holds for every reading of every text: random characters, and legal phrases thrown together at random."""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from media_pipeline.reading import Reading, Region, check_lexicon, read_aloud
from media_pipeline.reading.letters import looks_abbreviated
from media_pipeline.reading.tables import load_tables

_PAUSES = set(" \n.,;:?!…")
_WORDS = re.compile(r"[^\W\d_]+")
_TABLES = load_tables()
_ABBREVIATIONS = sorted(entry.written for group in _TABLES.words.entries.values() for entry in group)

FRAGMENTS = [
    *_ABBREVIATIONS,
    *_TABLES.senses,
    *_TABLES.dotted,
    *_TABLES.units.spoken,
    *_TABLES.symbols,
    *(
        "Nghị định",
        "số",
        "khoản",
        "Điều",
        "điểm",
        "ngày",
        "tháng",
        "năm",
        "thứ",
        "quý",
        "từ",
        "đến",
        "gọi",
        "mẫu",
        "ngõ",
    ),
    *("tổ", "của Chính phủ", "Ủy ban", "phường", "y tế", "Hải An", "TỊCH", "CHỦ", "PHÁP", "iPhone", "XYZ", "QWRT"),
    *("42/2022/NĐ-CP", "766/QĐ-TTg", "31/2024/QH15", "57-NQ/TW", "01/2016/TTLT-BTP-BCA", "1234/UBND-VP", "9/XYZ-ABC"),
    *("06:2022/BXD", "24/11/2026", "24-11", "01/7", "30/4", "11/2026", "2026-11-24", "5h30", "17:00", "7 giờ 30"),
    *("24/7", "1:500", "2/3", "12/34/5", "0", "5", "05", "15", "105", "1.005", "1.500.000", "3,05", "1,2,3", "2.2"),
    *("0225", "114", "1022", "1900", "0912345678", "007", "15A-123.45", "T2–T6", "½", "²", "③", "Ⅲ", "I", "II", "V"),
    *("XIV", "VI", "MDC", "a", "b", "đ", "A", "B", "ii", "http://", "a@b.vn", "dichvucong.gov.vn/x-1", "v.v."),
    *(". ", ".", ",", ", ", "; ", ": ", "…", "...", "? ", "! ", " - ", "-", "–", " — ", "/", "(", ") ", ")", "“"),
    *("” ", "'", "\n", "\n\n", "\n- ", "\n+ ", "\n• ", "\n1. ", "\na) ", "\t", "  ", "*", "#", "_", "&"),
]

mixed_texts = st.lists(st.sampled_from(FRAGMENTS), max_size=14).flatmap(
    lambda parts: st.lists(st.sampled_from(["", " ", " ", "”", "\n"]), min_size=len(parts), max_size=len(parts)).map(
        lambda gaps: "".join(part + gap for part, gap in zip(parts, gaps, strict=True))
    )
)
texts = st.one_of(st.text(max_size=60), mixed_texts, st.text(alphabet="0123456789.,/-:; hxTIVab()+đNĐ%\n", max_size=40))
regions = st.sampled_from(Region)


def check(reading: Reading, region: Region) -> None:
    """Everything that a reading promises."""
    assert is_covered(reading)
    spoken = reading.spoken
    assert unicodedata.is_normalized("NFC", spoken)
    assert [c for c in spoken if not (c.isalpha() or c in _PAUSES)] == []
    assert spoken == spoken.strip()
    assert not re.search(r" [ .,;:?!…\n]|[.,;:?!…]{2}|\n\n\n|\n ", spoken)
    unexplained = {u.written for u in reading.unknown}
    known = _TABLES.known_names
    for word in _WORDS.findall(spoken):
        assert not looks_abbreviated(word) or word in unexplained | known or is_within(word, unexplained), word
    again = read_aloud(spoken, region=region)
    assert again.spoken == spoken
    assert not list(again.changes)


def is_covered(reading: Reading) -> bool:
    ends = [0, *(segment.end for segment in reading.segments)]
    starts = [*(segment.start for segment in reading.segments), len(reading.written)]
    written = [reading.written[segment.start : segment.end] for segment in reading.segments]
    return ends == starts and written == [segment.written for segment in reading.segments]


def is_within(word: str, unexplained: set[str]) -> bool:
    return any(word in form for form in unexplained)


@settings(max_examples=600, deadline=None)
@given(texts, regions)
@example("CT “UBND”", Region.NORTH)
@example("TM”. An", Region.NORTH)
@example("0 × _0", Region.NORTH)
@example("a\n(b) c\na”.\n b", Region.SOUTH)
@example("ᄀ\u200dᅡ e\u200b\u0301 \ud800", Region.NORTH)
def test_a_reading_is_whole_plain_and_final(text: str, region: Region) -> None:
    check(read_aloud(text, region=region), region)


OWN = {
    "QWX": "tổ xung kích",
    "UBND phường": "ủy ban phường",
    "XYZ 5": "nhóm năm",
    "Hải An": "phường nhà",
    "114": "số cứu hỏa",
}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*OWN, *FRAGMENTS]), max_size=10), regions)
def test_a_reading_with_own_entries_is_final(parts: list[str], region: Region) -> None:
    check_lexicon(OWN)
    reading = read_aloud(" ".join(parts), region=region, lexicon=OWN)
    assert is_covered(reading)
    assert read_aloud(reading.spoken, region=region, lexicon=OWN).spoken == reading.spoken


@pytest.mark.exhaustive
@settings(max_examples=10_000, deadline=None)
@given(texts, regions)
def test_thousands_of_readings_are_whole_plain_and_final(text: str, region: Region) -> None:
    check(read_aloud(text, region=region), region)


PHRASES = Path(__file__).with_name("golden.txt").read_text(encoding="utf-8")
HOSTILE = (
    *(
        "1",
        "1.111",
        "0 ",
        "1/",
        "-1",
        "(",
        "\n",
        "\n ",
        ".",
        ". .",
        "A.",
        "a.b",
        "x@",
        "CT ",
        "TƯ ",
        "VI ",
        "UBND ",
        "°",
    ),
    *("1/2022/NĐ-", "+84 912 ", "gọi 114, ", "năm học 2025-", "ngày 1/1, ", "http://a", "v.", "0225.", "I.", "(a"),
    *("\n1. ", "bảo hiểm y tế (BHYT) ", "Luật ", "5h-", "a²", "½", "m²/", "CT² "),
)
"""Parts that, repeated, would make a careless pattern try every way to cut them."""


@pytest.mark.parametrize("part", HOSTILE)
def test_no_text_is_too_hostile_to_be_read(part: str) -> None:
    assert is_covered(read_aloud(part * (8_000 // len(part))))


@pytest.mark.exhaustive
@pytest.mark.parametrize("part", HOSTILE)
def test_a_long_row_of_the_same_is_read(part: str) -> None:
    assert is_covered(read_aloud(part * (200_000 // len(part))))


@pytest.mark.exhaustive
def test_a_megabyte_of_phrases_is_read() -> None:
    phrases = (PHRASES * (1_000_000 // len(PHRASES) + 1))[:1_000_000]
    check(read_aloud(phrases), Region.NORTH)


@pytest.mark.parametrize("part", HOSTILE)
def test_the_work_grows_with_the_length_and_no_faster(part: str) -> None:
    short, long = (count_calls(part * (size // len(part))) for size in (400, 1_600))
    assert long <= 4.4 * short + 200


def count_calls(text: str) -> int:
    """Calls of functions, Python's and its own: a measure of work that no clock disturbs."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        read_aloud(text)
    finally:
        sys.setprofile(None)
    return count
