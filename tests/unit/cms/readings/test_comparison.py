"""A reading as rows for the eye."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cms.media.reading import Region, read_text
from cms.readings.comparison import Change, Kind, Stretch, build_rows, list_changes


def compare(text: str, **lexicon: str) -> list[tuple[Stretch, ...]]:
    return build_rows(read_text(text, Region.NORTH, lexicon))


def list_marked(text: str, **lexicon: str) -> list[tuple[str, str, Kind]]:
    rows = compare(text, **lexicon)
    return [(one.written, one.spoken, one.kind) for row in rows for one in row if one.kind is not Kind.SAME]


def test_each_line_is_a_row_and_each_change_is_marked() -> None:
    assert [len(row) for row in compare("Hạn là 24/11/2026.\n\nXin chào.")] == [3, 1]
    assert list_marked("Gọi 113 ngay.") == [("113", "một một ba", Kind.CHANGED)]


def test_what_is_not_said_is_marked_as_left_out() -> None:
    marked = list_marked("Bảo hiểm y tế (BHYT) là gì?")
    assert all(kind is Kind.SAME or "BHYT" not in spoken for _written, spoken, kind in marked)
    assert [kind for written, _spoken, kind in marked if "BHYT" in written] == [Kind.LEFT_OUT]


def test_an_unknown_abbreviation_is_marked_until_the_lexicon_has_it() -> None:
    assert list_marked("Gửi QXZ.") == [("QXZ", "QXZ", Kind.UNKNOWN)]
    assert list_marked("Gửi QXZ.", QXZ="quỹ xanh") == [("QXZ", "quỹ xanh", Kind.CHANGED)]


def test_equal_changes_are_told_once_with_their_number() -> None:
    changes = list_changes(read_text("Có 5 tổ, 5 nhà.", Region.NORTH, {}))
    assert changes == [Change("5", "năm", "số", 2)]


@given(st.text(st.sampled_from("aBộ 12/.,()-–\nUBND%đ₫;:*"), max_size=60))
def test_no_letter_is_lost_on_either_side(text: str) -> None:
    reading = read_text(text, Region.NORTH, {})
    rows = build_rows(reading)
    assert "".join("".join(one.written for row in rows for one in row).split()) == "".join(reading.written.split())
    assert "".join("".join(one.spoken for row in rows for one in row).split()) == "".join(reading.spoken.split())
