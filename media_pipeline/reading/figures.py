"""Quantities: numbers with their separators, signs of measure and money, fractions, house numbers, ranges. Pure."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from media_pipeline.reading.cursor import WINDOW, Cursor, Match
from media_pipeline.reading.model import Region, Rule
from media_pipeline.reading.numerals import LONGEST_NUMBER, say_digits

_GROUPED = re.compile(r"(\d{1,3}(?:\.\d{3}){1,9})(?:,(\d{1,9}))?(?![\d]|[.,]\d)")
_GROUPED_BY_COMMA = re.compile(r"(\d{1,3}(?:,\d{3}){2,9})(?:\.(\d{1,9}))?(?![\d]|[.,]\d)")
_GROUPED_BY_BLANK = re.compile(r"(\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,9})(?:,(\d{1,9}))?(?!\d)")
_DECIMAL = re.compile(r"(\d{1,27}),(\d{1,9})(?![\d]|[.,]\d)")
_POINTED = re.compile(r"(\d{1,27})\.(\d{1,9})(?![\d]|[.,]\d)")
_SECTION = re.compile(r"\d{1,3}(?:\.\d{1,3}){2,5}(?![\d]|[.,]\d)")
_WHOLE = re.compile(r"\d+")
_HEIGHT = re.compile(r"(\d{1,2})m(\d{2})(?![\w])")
_STROKED = re.compile(r"(\d{1,6})\s?[/⁄]\s?(\d{1,6})(?:/(\d{1,6}))?(?![\d]|[/.,]\d)")
_OF_HOURS = re.compile(r"h(?!\w)")
_RATIO = re.compile(r"(\d{1,6})\s?:\s?(\d{1,7})(?![\d:])")
_PREFIXED = re.compile(r"([$€£¥])\s?(\d{1,3}(?:[.,]\d{3}){1,6}|\d{1,15})(?![\d]|[.,]\d)")
_X_TIMES = re.compile(r"x\s?(?=\d)")
_ABOUT = re.compile(r"[~≈]\s?(?=\d)")
_TIMES = re.compile(r"\s?[x×*]\s?(?=\d)|\s[x×]\s(?=[^\W_])")
_RANGE = re.compile(r"\s?[-–—−÷]\s?(?=\d)")
_NAMED_RANGE = re.compile(
    r"\s?[-–—]\s?(?=(?:thứ|tháng|ngày|quý|tuần|tổ|khoản|điều|chủ nhật)\s|[IVX]+\b)", re.IGNORECASE
)
_STROKE = re.compile(r"\s?/\s?")
_PER_NUMBER = re.compile(r"\s?/\s?(?=\d)")
_SCALE = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ số|bản đồ|xích)\s(?:là\s)?$", re.IGNORECASE)
_HOUSE = re.compile(
    r"(?:số nhà|nhà số|nhà|địa chỉ|địa chỉ số|ngõ|ngách|hẻm|kiệt|ngõ số|hẻm số|lô|lô số|thửa|thửa số|thửa đất số|"
    r"tờ bản đồ số|phòng|phòng số|căn hộ|căn hộ số|căn số|tại số|tổ|tổ số|trụ sở|số|ở)[:,]?\s$",
    re.IGNORECASE,
)
_STREET = re.compile(r"[\d/\s]{1,24}(?:ngõ|ngách|hẻm|kiệt|đường|phố|Lê|Nguyễn|Trần)\s")
_LISTED = re.compile(
    r"(?:điều|khoản|điểm|mục|tổ|lớp|khối|chương|phần|số|các|ngõ|phường|quận|câu|bảng|mẫu|loại)\s$", re.IGNORECASE
)
_SIGNED_NUMBER = re.compile(
    r"(?:số|mẫu|mã|đề án|tổ công tác|nghị quyết|chỉ thị|thông tư|nghị định|quyết định|kế hoạch|công văn)\s$",
    re.IGNORECASE,
)
_NUMERIC_RULES = frozenset(
    (
        Rule.NUMBER,
        Rule.MONEY,
        Rule.PERCENT,
        Rule.UNIT,
        Rule.DATE,
        Rule.TIME,
        Rule.FRACTION,
        Rule.ROMAN,
        Rule.ORDINAL,
        Rule.DIGITS,
    )
)
_COUNTED_RULES = frozenset((Rule.NUMBER, Rule.MONEY, Rule.PERCENT, Rule.UNIT, Rule.TIME, Rule.FRACTION))
_SCHOOL_YEAR = re.compile(r"năm học [^,.;:]{1,70}$", re.IGNORECASE)
_MEASURED_WORDS = re.compile(r"\s?(?:triệu|tỷ|tỉ|nghìn|ngàn|trăm|tấn|tạ|lít|mét|héc|phần trăm|điểm|lần|giờ)\b")


def read_number(cursor: Cursor) -> Match:
    """A number, with the sign behind it."""
    text, start = cursor.text, cursor.start
    for pattern in (_GROUPED, _GROUPED_BY_COMMA, _GROUPED_BY_BLANK):
        found = pattern.match(text, start)
        if found:
            whole = re.sub(r"\D", "", found.group(1))
            return _measure(cursor, found.end(), _say(cursor, whole, found.group(2)))
    found = _HEIGHT.match(text, start)
    if found:
        return Match(found.end(), " mét ".join(map(cursor.numerals.say, found.groups())), Rule.UNIT)
    found = _SECTION.match(text, start)
    if found:
        return Match(found.end(), " chấm ".join(map(cursor.numerals.say, found.group().split("."))), Rule.NUMBER)
    found = _DECIMAL.match(text, start)
    if found and not _LISTED.search(cursor.said(20)):
        return _measure(cursor, found.end(), _say(cursor, found.group(1), found.group(2)))
    found = _POINTED.match(text, start)
    if found:
        return _read_pointed(cursor, found)
    row = _WHOLE.match(text, start)
    end = row.end() if row else start + 1
    return _measure(cursor, end, _say_whole(cursor, text[start:end]))


def read_about(cursor: Cursor) -> Match | None:
    """«~20»: «khoảng hai mươi»."""
    found = _ABOUT.match(cursor.text, cursor.start)
    if found is None:
        return None
    return Match(found.end(), "" if cursor.said_word().casefold() == "khoảng" else "khoảng ", Rule.SYMBOL)


def read_prefixed_money(cursor: Cursor) -> Match | None:
    """«$100», «€ 2.500»."""
    found = _PREFIXED.match(cursor.text, cursor.start)
    if found is None:
        return None
    words = cursor.numerals.say(re.sub(r"\D", "", found.group(2)))
    return Match(found.end(), f"{words} {cursor.tables.symbols[found.group(1)]}", Rule.MONEY)


def read_comparison(cursor: Cursor) -> Match | None:
    """«>=», «<=», typed with two signs."""
    sign = {">=": "≥", "<=": "≤"}.get(cursor.text[cursor.start : cursor.start + 2])
    return Match(cursor.start + 2, cursor.tables.symbols[sign], Rule.SYMBOL) if sign else None


def read_minus(cursor: Cursor) -> Match | None:
    """«-5°C», «−3»: below zero."""
    return Match(cursor.start + 1, "âm", Rule.NUMBER) if cursor.text[cursor.start] in "-−" else None


def read_other_number(cursor: Cursor) -> Match:
    """A number in one character: «½», «②», «Ⅲ», «²»."""
    character = cursor.text[cursor.start]
    value = Fraction(unicodedata.numeric(character, 0)).limit_denominator(1000)
    words = cursor.numerals.say(str(abs(value.numerator)))
    if value.denominator > 1:
        words = f"{words} phần {'tư' if value.denominator == 4 else cursor.numerals.say(str(value.denominator))}"
    return Match(cursor.start + 1, words, Rule.NUMBER)


def read_stroked(cursor: Cursor) -> Match | None:
    """«2/3» a fraction, «12/34» a house, «1/500» a scale, «24/24»."""
    found = _STROKED.match(cursor.text, cursor.start)
    if found is None:
        return None
    numbers = [group for group in found.groups() if group]
    said = cursor.said(24)
    words = [_say_whole(cursor, number) for number in numbers]
    if _HOUSE.search(said) or _is_in_address(cursor):
        return Match(found.end(), f" {cursor.numerals.stroke} ".join(words), Rule.ADDRESS)
    if len(numbers) == 3 or not int(numbers[1]):
        return Match(found.end(), " trên ".join(words), Rule.FRACTION)
    above, below = (int(number) for number in numbers)
    is_share = above < below and (above == 1 or below <= 10) and not _SCALE.search(said)
    if is_share and below == 4:
        words[1] = "tư"
    if _OF_HOURS.match(cursor.text, found.end()):
        return Match(found.end() + 1, f"{' trên '.join(words)} giờ", Rule.TIME)
    return _measure(cursor, found.end(), f" {'phần' if is_share else 'trên'} ".join(words), Rule.FRACTION)


def read_ratio(cursor: Cursor) -> Match | None:
    """«tỷ lệ 1:500»."""
    found = _RATIO.match(cursor.text, cursor.start)
    if found is None:
        return None
    above, below = (cursor.numerals.say(number) for number in found.groups())
    return Match(found.end(), f"{above} trên {below}", Rule.FRACTION)


def read_times(cursor: Cursor) -> Match | None:
    """An x that multiplies: «(a + b) x 2», «x2»."""
    found = _X_TIMES.match(cursor.text, cursor.start)
    if found is None or cursor.said(6).casefold().endswith("điểm "):
        return None
    return Match(found.end(), "nhân ", Rule.SYMBOL)


def read_connector(cursor: Cursor) -> Match | None:
    """What joins two figures: «5–10», «3 x 4», «đồng/tháng», «mg/100 ml»."""
    text, start = cursor.text, cursor.start
    if cursor.last_rule in _NUMERIC_RULES:
        found = _RANGE.match(text, start) or _NAMED_RANGE.match(text, start)
        if found:
            is_school_year = _SCHOOL_YEAR.search(cursor.said(80)) is not None
            return Match(found.end(), ", " if is_school_year else " đến ", Rule.RANGE)
        found = _TIMES.match(text, start)
        if found and cursor.last_rule in _COUNTED_RULES:
            return Match(found.end(), " nhân ", Rule.SYMBOL)
    return _read_per(cursor)


def _read_per(cursor: Cursor) -> Match | None:
    text, start = cursor.text, cursor.start
    stroke = _STROKE.match(text, start)
    if stroke is None or not _is_counted(cursor):
        return None
    if _PER_NUMBER.match(text, start):
        return Match(stroke.end(), " trên ", Rule.UNIT)
    for word in cursor.tables.units.per:
        end = stroke.end() + len(word)
        if text.startswith(word, stroke.end()) and not text[end : end + 1].isalnum():
            return Match(end, f" một {cursor.tables.units.spoken.get(word, word)}", Rule.UNIT)
    return None


def _is_counted(cursor: Cursor) -> bool:
    """Whether what was said last is a number with its measure."""
    if cursor.last_rule in _COUNTED_RULES:
        return True
    return cursor.tables.units.counted.search(cursor.text, max(0, cursor.start - 24), cursor.start) is not None


def _read_pointed(cursor: Cursor, found: re.Match[str]) -> Match:
    """«2.2» is a section, «3.5 triệu» a decimal number typed the English way."""
    is_decimal = cursor.tables.units.after_number.match(cursor.text, found.end()) or _MEASURED_WORDS.match(
        cursor.text, found.end()
    )
    if is_decimal:
        return _measure(cursor, found.end(), _say(cursor, found.group(1), found.group(2)))
    words = f"{cursor.numerals.say(found.group(1))} chấm {cursor.numerals.say(found.group(2))}"
    return Match(found.end(), words, Rule.NUMBER)


def _measure(cursor: Cursor, end: int, words: str, rule: Rule = Rule.NUMBER) -> Match:
    """Add the sign of measure or money that follows."""
    units = cursor.tables.units
    found = units.after_number.match(cursor.text, end)
    if found is None:
        return Match(end, words, rule)
    sign = found.group(1)
    is_apart = found.start(1) > end
    if (sign in units.thousands and is_apart) or (sign == "'" and (is_apart or _is_quoted(cursor))):
        return Match(end, words, rule)
    spoken = cursor.numerals.thousand if sign in units.thousands else units.spoken[sign]
    if cursor.region is Region.SOUTH:
        spoken = spoken.replace("phần nghìn", "phần ngàn")
    if sign in units.money or sign in units.thousands:
        rule = Rule.MONEY
    else:
        rule = Rule.PERCENT if sign in units.shares else Rule.UNIT
    return Match(found.end(), f"{words} {spoken}", rule)


def _is_quoted(cursor: Cursor) -> bool:
    """Whether an apostrophe was opened before: «'khoản 5'» is no time."""
    return cursor.text.rfind("'", max(0, cursor.start - WINDOW), cursor.start) >= 0


def _say(cursor: Cursor, whole: str, places: str | None) -> str:
    return cursor.numerals.say_decimal(whole, places) if places else cursor.numerals.say(whole)


def _say_whole(cursor: Cursor, digits: str) -> str:
    """«05 ngày» is five days, «Nghị quyết 02» is «không hai», «0012» a row of digits."""
    if not digits.isascii():
        digits = "".join(str(unicodedata.decimal(digit)) for digit in digits)
    is_padded = digits[0] == "0" and len(digits) > 1
    if len(digits) > LONGEST_NUMBER or (is_padded and (len(digits) > 2 or _SIGNED_NUMBER.search(cursor.said(16)))):
        return say_digits(digits)
    return cursor.numerals.say(digits)


def _is_in_address(cursor: Cursor) -> bool:
    """«ngách 12/34/5 ngõ 6/7», «12/34 đường Lê Lợi»."""
    return _STREET.match(cursor.text, cursor.start) is not None
