"""Spans, unknown abbreviations, the form of the text, the editor's own entries."""

from __future__ import annotations

import unicodedata

import pytest

from media_pipeline.errors import LexiconError
from media_pipeline.reading import Region, Rule, check_lexicon, read_aloud


def test_each_change_names_its_span_and_its_rule() -> None:
    text = "Hạn 24/11/2026, phạt 500.000 đồng, gọi 1022."
    changes = [(c.written, c.spoken, c.rule) for c in read_aloud(text).changes]
    assert changes == [
        ("24/11/2026", "ngày hai mươi tư tháng mười một năm hai nghìn không trăm hai mươi sáu", Rule.DATE),
        ("500.000 đồng", "năm trăm nghìn đồng", Rule.MONEY),
        ("1022", "một không hai hai", Rule.PHONE),
    ]
    assert [text[c.start : c.end] for c in read_aloud(text).changes] == [written for written, _spoken, _rule in changes]


def test_what_is_said_as_written_is_no_change() -> None:
    reading = read_aloud("Bà con làm ngay ba việc tối nay.\n\nMột, khóa van bình ga.")
    assert list(reading.changes) == []
    assert reading.spoken == reading.written


def test_blanks_are_set_right_without_a_change() -> None:
    reading = read_aloud("  Xin chào   bà con .\t\n")
    assert (reading.spoken, list(reading.changes)) == ("Xin chào bà con.", [])


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Theo QWX và UBND phường.", ["QWX"]),
        ("QWX, rồi lại QWX", ["QWX", "QWX"]),
        ("CT phòng", ["CT"]),
        ("Quyết định số 12/QĐ-QWX", ["QWX"]),
        ("Anh ấy dùng YouPhone.", ["YouPhone"]),
        ("tđ", ["tđ"]),
        ("Sở Tư pháp, VNeID, ông A, vitamin C, hạng B2", []),
        ("QUY ĐỊNH VỀ TƯ PHÁP", []),
    ],
)
def test_what_nobody_explained_is_reported_each_time(text: str, unknown: list[str]) -> None:
    reading = read_aloud(text)
    assert [found.written for found in reading.unknown] == unknown
    assert [text[found.start : found.end] for found in reading.unknown] == unknown
    assert reading.is_complete is (not unknown)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("CT 05", "Chỉ thị không năm"),
        ("CT UBND phường", "Chủ tịch Ủy ban nhân dân phường"),
        ("CT TNHH An Phát", "Công ty trách nhiệm hữu hạn An Phát"),
        ("TT 01/2024/TT-BTP", "Thông tư số không một năm hai nghìn không trăm hai mươi tư của Bộ Tư pháp"),
        ("TT Chính phủ", "Thủ tướng Chính phủ"),
        ("TT. Cát Bà", "Thị trấn Cát Bà"),
        ("TT Y tế", "Trung tâm Y tế"),
        ("TT HĐND", "Thường trực Hội đồng nhân dân"),
        ("Bộ TT&TT", "Bộ Thông tin và Truyền thông"),
        ("mẫu CT01", "mẫu xê tê không một"),
    ],
)
def test_ct_and_tt_are_read_by_their_neighbours(text: str, spoken: str) -> None:
    assert read_aloud(text).spoken == spoken


def test_an_abbreviation_that_repeats_what_was_said_is_silent() -> None:
    assert read_aloud("bảo hiểm y tế (BHYT) là bắt buộc").spoken == "bảo hiểm y tế là bắt buộc"
    assert read_aloud("thẻ (BHYT) là bắt buộc").spoken == "thẻ, bảo hiểm y tế, là bắt buộc"


def test_spans_count_in_the_composed_text() -> None:
    reading = read_aloud(unicodedata.normalize("NFD", "Điều\u200b 5\r\nkhoản 2"))
    assert reading.written == "Điều 5\nkhoản 2"
    assert reading.spoken == "Điều năm\nkhoản hai"
    assert [reading.written[c.start : c.end] for c in reading.changes] == ["5", "2"]


def test_own_entries_come_before_every_rule_and_the_longest_first() -> None:
    lexicon = {"UBND": "ủy ban", "UBND phường": "ủy ban phường", "QWX": "tổ 5", "114": "số cứu hỏa"}
    reading = read_aloud("UBND phường, UBND xã, QWX, gọi 114", lexicon=lexicon)
    assert reading.spoken == "ủy ban phường, ủy ban xã, tổ năm, gọi số cứu hỏa"
    assert [c.rule for c in reading.changes] == [Rule.LEXICON] * 4
    assert reading.is_complete


def test_an_own_entry_names_an_issuer() -> None:
    reading = read_aloud("Quyết định số 12/QĐ-QWX", lexicon={"QWX": "Quỹ Khuyến học"})
    assert (reading.spoken, reading.is_complete) == ("Quyết định số mười hai của Quỹ Khuyến học", True)


def test_an_own_entry_ends_no_word_halfway() -> None:
    assert read_aloud("lúa nước, lúan", lexicon={"lúa": "thóc"}).spoken == "thóc nước, lúan"


def test_own_entries_use_the_words_of_the_region() -> None:
    assert read_aloud("QWX", region=Region.SOUTH, lexicon={"QWX": "tổ 24"}).spoken == "tổ hai mươi bốn"


@pytest.mark.parametrize(("written", "spoken"), [("QWX", "tổ xung kích"), ("Zalo OA", "Zalo ô ây"), ("3T", "ba tốt")])
def test_an_entry_that_works_is_accepted(written: str, spoken: str) -> None:
    check_lexicon({written: spoken})


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("", "gì đó"),
        ("&", "và"),
        ("A" * 81, "dài"),
        ("QWX", " … "),
        ("lúa", "lúa gạo"),
        ("QWX", "nhóm QWX"),
        ("QWX", "ABCX"),
    ],
)
def test_an_entry_that_cannot_work_is_refused_with_a_sentence(written: str, spoken: str) -> None:
    with pytest.raises(LexiconError) as refused:
        check_lexicon({written: spoken})
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("text", ["", " \n ", "…", "—", "\ud800\u0301", "- \n- ", "()"])
def test_what_has_no_word_has_no_reading(text: str) -> None:
    reading = read_aloud(text)
    assert (reading.spoken, reading.is_complete) == ("", True)


def test_entries_are_refused_that_would_read_each_other_again() -> None:
    check_lexicon({"QWX": "tổ xung kích", "KHX": "khách hàng"})
    with pytest.raises(LexiconError, match="tổ xung kích"):
        check_lexicon({"QWX": "tổ xung kích", "xung kích": "tự quản"})
    with pytest.raises(LexiconError, match="nhóm QWX"):
        check_lexicon({"QWX": "tổ xung kích", "KHX": "nhóm QWX"})
