"""Roman numerals and ordinals: «quý III/2026», «Chương II», «thứ 4». Pure."""

from __future__ import annotations

import re

from media_pipeline.reading.abbreviations import is_word_among_capitals
from media_pipeline.reading.cursor import Cursor, Match
from media_pipeline.reading.model import Rule
from media_pipeline.reading.numerals import parse_roman

_ROMAN = re.compile(r"([IVXLCDM]{1,9})(?![A-Za-z])(?:\s?/\s?((?:19|20)\d{2})(?!\d))?((?:\.\d{1,2}){1,3}(?![\d/]))?")
_SMALL_ROMAN = re.compile(r"(?:ii|iii|iv|vi|vii|viii|ix|i|v|x)(?=\))")
_PLAIN = re.compile(r"[IVX]{2,9}")
_NUMBERED = re.compile(
    r"(?:quý|chương|mục|phần|khóa|khoá|kỳ|thứ|loại|hạng|cấp|nhóm|vùng|khu vực|bậc|đợt|tập|phụ lục|bảng|thế kỷ|"
    r"đại hội|đại hội đảng|tuyến|quyển|khu|lần|phiên|tiểu mục|biểu|hệ|trường sa|giai đoạn|học kỳ)"
    r"(?:\s(?:lần\s)?(?:thứ|số))?\s$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"thứ\s$", re.IGNORECASE)
_WEEKDAYS_SAID = re.compile(r"thứ (?:(?:hai|ba|tư|năm|sáu|bảy)(?:, | và | hoặc ))+$", re.IGNORECASE)
_QUARTER_YEAR = re.compile(r"([1-4])/((?:19|20)\d{2})(?!\d)")
_QUARTER = re.compile(r"quý\s$", re.IGNORECASE)
_ORDINAL_FIGURE = re.compile(r"(\d{1,4})(?![\d]|[.,/:-]\d)")
_JOINED = re.compile(r"(?:,|và|hoặc|đến|-|–)\s$")


def read_roman(cursor: Cursor) -> Match | None:
    """A Roman numeral in capitals, where it is no word and no letter."""
    found = _ROMAN.match(cursor.text, cursor.start)
    value = parse_roman(found.group(1)) if found else None
    if found is None or value is None or cursor.text[found.end(1) : found.end(1) + 1].isalpha():
        return None
    said = cursor.said(32)
    is_numbered = _NUMBERED.search(said) is not None
    is_joined = _JOINED.search(said) is not None and cursor.start - cursor.last_roman < 12
    if not (is_numbered or is_joined or _PLAIN.fullmatch(found.group(1))):
        return None
    if not is_numbered and is_word_among_capitals(cursor, found.group(1)):
        return None
    words = _say_ordinal(cursor, value) if _ORDINAL.search(said) else cursor.numerals.say(str(value))
    if found.group(2):
        words += f" năm {cursor.numerals.say(found.group(2))}"
    for part in (found.group(3) or "").split(".")[1:]:
        words += f" chấm {cursor.numerals.say(part)}"
    return Match(found.end(), words, Rule.ROMAN)


def read_small_roman(cursor: Cursor) -> Match | None:
    """«(ii)», and «ii)» in a list."""
    found = _SMALL_ROMAN.match(cursor.text, cursor.start)
    value = parse_roman(found.group().upper()) if found else None
    if found is None or value is None:
        return None
    if len(found.group()) == 1 and cursor.text[cursor.start - 1 : cursor.start] != "(":
        return None
    return Match(found.end(), cursor.numerals.say(str(value)), Rule.ROMAN)


def read_ordinal(cursor: Cursor) -> Match | None:
    """«thứ 1» → «thứ nhất», «thứ 4» → «thứ tư»; «quý 3/2026»."""
    found = _ORDINAL_FIGURE.match(cursor.text, cursor.start)
    if found and found.group(1) == "4" and _WEEKDAYS_SAID.search(cursor.said(40)):
        return Match(found.end(), "tư", Rule.ORDINAL)
    if found and _ORDINAL.search(cursor.said(6)):
        return Match(found.end(), _say_ordinal(cursor, int(found.group(1))), Rule.ORDINAL)
    quarter = _QUARTER_YEAR.match(cursor.text, cursor.start)
    if quarter and _QUARTER.search(cursor.said(6)):
        words = f"{cursor.numerals.say(quarter.group(1))} năm {cursor.numerals.say(quarter.group(2))}"
        return Match(quarter.end(), words, Rule.DATE)
    return None


def _say_ordinal(cursor: Cursor, value: int) -> str:
    return {1: "nhất", 4: "tư"}.get(value) or cursor.numerals.say(str(value))
