"""Days, months, years, quarters and times of the day. Pure.

The first ten days of a month are «mùng», the fourth month is «tháng tư», and the word «ngày» is said where it is not
written. «3/4» is three quarters unless its neighbours make it a day.
"""

from __future__ import annotations

import re
from calendar import monthrange

from media_pipeline.reading.cursor import Cursor, Match
from media_pipeline.reading.model import Rule

_FULL = re.compile(r"(\d{1,2})\s?([/.–-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d]|[/.,]\d)")
_ISO = re.compile(r"(\d{4})([-/])(\d{2})\2(\d{2})(?!\d)")
_DAY_MONTH = re.compile(r"(\d{1,2})\s?([/.-])\s?(\d{1,2})(?![\d]|[/.,]\d)")
_DAYS_MONTH = re.compile(r"(\d{1,2})\s?[-–]\s?(?=(\d{1,2})/(\d{1,2})(?!\d))")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s?[/-]\s?((?:19|20)\d{2})(?![\d]|[/.,]\d|\s?[/-]\s?[A-ZĐ])")
_MONTHS_YEAR = re.compile(r"(\d{1,2})\s?[-–]\s?(?=(\d{1,2})/((?:19|20)\d{2})(?!\d))")
_SHORT_MONTH = re.compile(r"T(\d{1,2})[/-]((?:19|20)\d{2})(?!\d)")
_SAID_DAY = re.compile(r"(?:ngày|mùng|mồng|hôm|sáng|trưa|chiều|tối|đêm)[:,]?\s$", re.IGNORECASE)
_DAY_CONTEXT = re.compile(r"(?:dịp|lễ|tết|từ|trước|sau|qua|hạn|kỷ niệm|nghỉ|nay|đến)[:,(]?\s$", re.IGNORECASE)
_LISTED = re.compile(r"(?:,|và|hoặc|đến)\s$")
_SHARE_OF = re.compile(
    r"(?:\s?(?:đến|-|–)\s?\d{1,2}/\d{1,2})?\s(?:tổng|số|diện|mức|thời|lương|giá|chiều|quãng|dân|thành viên|đại biểu|hộ|"
    r"phần|vốn|tiền|thu nhập|khối|đoạn|cuộc|người|kinh phí|chi phí|học phí|trở lên)\b"
)
"""What can only follow a share: «1/3 tổng số thành viên»."""
_ROUND_THE_CLOCK = (24, 7)
_FEAST_SAID = re.compile(
    r"(?:lễ|dịp|tết|nghỉ|kỷ niệm|chào mừng)\s(?:ngày\s)?(?:[^.;]{0,40}\s(?:và|đến)\s|[^.;]{0,40},\s)?$", re.IGNORECASE
)
"""«lễ 30/4 và 1/5»: the word «ngày» is not said."""
_NAMED_DAY = re.compile(
    r"(?:[Nn]gày [A-ZĐ]|Tết |Quốc khánh|Quốc tế|Giải phóng|Chiến thắng|Thương binh|Dương lịch)[^,.;\d]{0,48} $"
)
"""«Ngày Pháp luật Việt Nam 9/11»."""
_SAID_MONTH = re.compile(r"tháng\s$", re.IGNORECASE)
_NO_DATE = re.compile(
    r"(?:quý|xếp|hạng|bản đồ|số|nhà|ngõ|ngách|hẻm|kiệt|thửa|lô|tổ|tỷ lệ|tỉ lệ|điều|khoản|điểm|mục|"
    r"hỗ trợ|trực|phục vụ|đạt|mẫu|phòng|chiếm|khoảng|hơn|gần)\s$",
    re.IGNORECASE,
)
_FEASTS = frozenset(
    ((30, 4), (2, 9), (20, 11), (22, 12), (19, 8), (27, 7), (20, 10), (8, 3), (19, 5), (26, 3), (27, 2), (28, 6))
)
"""Days that everybody calls by their date: they are no fractions."""
_AFTER_DAY = re.compile(r"\s?[-–]\s?\d{1,2}/\d{1,2}(?!\d)|\s(?:âm lịch|hằng năm|hàng năm|dương lịch)")
_DAYS_OF_MONTH = re.compile(r"\s(?:hằng tháng|hàng tháng|mỗi tháng|tháng)\b")
_DAY_OF_MONTH = re.compile(
    r"(\d{1,2})(?=\s(?:tháng\s(?:\d|giêng|chạp|này|sau|tới)|hằng tháng|hàng tháng|mỗi tháng|âm lịch))"
)
_MONTH = re.compile(r"(0?4)(?!\d|[.,/:-]\d|\s?(?:%|ngày|tuần|lần|giờ)\b)")
_WEEKDAY_SIGNS = re.compile(
    r"(?P<prefix>T|[Tt]hứ\s)(?P<first>[2-7])\s?[-–]\s?(?:T|[Tt]hứ\s)?(?P<last>[2-7]|CN|[Cc]hủ [Nn]hật)(?![\w/])"
)
_WEEKDAYS = {"2": "hai", "3": "ba", "4": "tư", "5": "năm", "6": "sáu", "7": "bảy"}
_CLOCKS = (
    re.compile(r"(\d{1,2})\s?[hgH]\s?(\d{2})(?!\w)(?:\s?(?:phút\b|['′p](?!\w)|ph\b))?"),
    re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?!\d|:\d)(?:\s?h\b)?"),
    re.compile(
        r"(\d{1,2})\sgiờ\s(\d{2})"
        r"(?=[.,;:!?)\n]|\s?[-–]\s?\d|\s(?:sáng|chiều|tối|trưa|ngày|hằng|hàng|đến|và)\b|$)"
    ),
)
"""Each with hours, minutes and perhaps seconds."""
_HOURS = re.compile(r"(\d{1,3})\s?(?:h|H)(?![\w'])")
_HOUR_SIGN = re.compile(r"(\d{1,2})g(?=\s?[-–]\s?\d{1,2}g|\s(?:sáng|trưa|chiều|tối|đêm|ngày|hằng|hàng|đến)\b)")
_HOUR_LETTER = re.compile(r"(\d{1,2})g(?!\w)")
_MINUTES = re.compile(r"(\d{1,3})\s?(?:ph)(?!\w)")


def read_date(cursor: Cursor) -> Match | None:
    """A date in any of the usual forms."""
    for read in (_read_iso, _read_full, _read_days, _read_months, _read_month_year, _read_day_month):
        found = read(cursor)
        if found:
            return found
    return None


def read_day_or_month(cursor: Cursor) -> Match | None:
    """«ngày 5 tháng 7», «tháng 4»: a number whose word stands before it."""
    return _read_day_of_month(cursor) or _read_month(cursor)


def read_time(cursor: Cursor) -> Match | None:
    """«5h30», «17:00», «7 giờ 30», «48h»."""
    for pattern in _CLOCKS:
        found = pattern.match(cursor.text, cursor.start)
        if found is None:
            continue
        hours, minutes = found.group(1, 2)
        seconds: str = (found.group(3) or "0") if pattern.groups > 2 else "0"
        if int(hours) <= 24 and int(minutes) < 60 and int(seconds) < 60:
            return Match(found.end(), _say_time(cursor, hours, minutes, seconds), Rule.TIME)
    found = _HOURS.match(cursor.text, cursor.start) or _HOUR_SIGN.match(cursor.text, cursor.start)
    if found is None and cursor.said(9).endswith("giờ đến "):
        found = _HOUR_LETTER.match(cursor.text, cursor.start)
    if found:
        return Match(found.end(), f"{cursor.numerals.say(found.group(1))} giờ", Rule.TIME)
    found = _MINUTES.match(cursor.text, cursor.start)
    return Match(found.end(), f"{cursor.numerals.say(found.group(1))} phút", Rule.TIME) if found else None


def read_weekdays(cursor: Cursor) -> Match | None:
    """«T2–T6», «thứ 2 - thứ 6», «T2-CN»."""
    found = _WEEKDAY_SIGNS.match(cursor.text, cursor.start)
    if found is None:
        return None
    last = _WEEKDAYS.get(found["last"])
    first_word = "Thứ" if found["prefix"].startswith("T") and cursor.is_sentence_start else "thứ"
    return Match(
        found.end(), f"{first_word} {_WEEKDAYS[found['first']]} đến {f'thứ {last}' if last else 'Chủ nhật'}", Rule.DATE
    )


def read_short_month(cursor: Cursor) -> Match | None:
    """«T11/2026»."""
    found = _SHORT_MONTH.match(cursor.text, cursor.start)
    if found is None or not 1 <= int(found.group(1)) <= 12:
        return None
    return Match(
        found.end(), f"tháng {_say_month(cursor, found.group(1))} năm {_say_year(cursor, found.group(2))}", Rule.DATE
    )


def _say_time(cursor: Cursor, hours: str, minutes: str, seconds: str) -> str:
    words = f"{cursor.numerals.say(hours)} giờ"
    if int(minutes) or int(seconds):
        words += f" {_say_padded(cursor, minutes)} phút"
    if int(seconds):
        words += f" {_say_padded(cursor, seconds)} giây"
    return words


def _say_padded(cursor: Cursor, number: str) -> str:
    return ("không " if number[0] == "0" and number != "00" else "") + cursor.numerals.say(number)


def _read_iso(cursor: Cursor) -> Match | None:
    found = _ISO.match(cursor.text, cursor.start)
    if found is None or not _is_day(found.group(4), found.group(3), found.group(1)):
        return None
    return Match(found.end(), _say_day(cursor, found.group(4), found.group(3), found.group(1)), Rule.DATE)


def _read_full(cursor: Cursor) -> Match | None:
    found = _FULL.match(cursor.text, cursor.start)
    if found is None:
        return None
    day, _separator, month, year = found.groups()
    if len(year) == 2:
        if not (_SAID_DAY.search(cursor.said(10)) or (int(day) > int(month) and 20 <= int(year) <= 40)):
            return None
        year = f"20{year}"
    if not _is_day(day, month, year):
        return None
    return Match(found.end(), _say_day(cursor, day, month, year), Rule.DATE)


def _read_days(cursor: Cursor) -> Match | None:
    """The first day of «20-25/11»: it says «ngày» for both."""
    found = _DAYS_MONTH.match(cursor.text, cursor.start)
    if found is None or not (_is_day(found.group(1), found.group(3)) and _is_day(found.group(2), found.group(3))):
        return None
    if int(found.group(1)) >= int(found.group(2)) or _NO_DATE.search(cursor.said(14)):
        return None
    return Match(found.end(), f"{_say_ngay(cursor)}{_say_day_number(cursor, found.group(1))} đến ngày ", Rule.DATE)


def _read_months(cursor: Cursor) -> Match | None:
    """The first month of «4-6/2026»."""
    found = _MONTHS_YEAR.match(cursor.text, cursor.start)
    if (
        found is None
        or not _SAID_MONTH.search(cursor.said(8))
        or not 1 <= int(found.group(1)) < int(found.group(2)) <= 12
    ):
        return None
    return Match(found.end(), f"{_say_month(cursor, found.group(1))} đến tháng ", Rule.DATE)


def _read_month_year(cursor: Cursor) -> Match | None:
    found = _MONTH_YEAR.match(cursor.text, cursor.start)
    if found is None or not 1 <= int(found.group(1)) <= 12 or _NO_DATE.search(cursor.said(14)):
        return None
    month = "" if _SAID_MONTH.search(cursor.said(8)) else "tháng "
    return Match(
        found.end(), f"{month}{_say_month(cursor, found.group(1))} năm {_say_year(cursor, found.group(2))}", Rule.DATE
    )


def _read_day_month(cursor: Cursor) -> Match | None:
    found = _DAY_MONTH.match(cursor.text, cursor.start)
    if found is None or not _is_day(found.group(1), found.group(3)):
        return None
    if found.group(2) == "/":
        is_day = _means_day(cursor, found.end(), int(found.group(1)), int(found.group(3)))
    else:
        said = cursor.said(16)
        is_range = _DAYS_OF_MONTH.match(cursor.text, found.end()) or said.casefold().endswith("các ngày ")
        is_day = _SAID_DAY.search(said) is not None and (found.group(2) == "." or not is_range)
    return Match(found.end(), _say_day(cursor, *found.group(1, 3)), Rule.DATE) if is_day else None


def _means_day(cursor: Cursor, end: int, day: int, month: int) -> bool:
    """Whether «9/11» is a day; it is a share where its neighbours do not say so."""
    said = cursor.said(16)
    if _SAID_DAY.search(said):
        return True
    if _NO_DATE.search(said) or (day, month) == _ROUND_THE_CLOCK:
        return False
    if day > month or (day, month) in _FEASTS:
        return True
    if _SHARE_OF.match(cursor.text, end):
        return False
    is_listed = _LISTED.search(said) is not None and cursor.start - cursor.last_date <= len(" hoặc ")
    is_in_context = _DAY_CONTEXT.search(said) or _NAMED_DAY.search(cursor.said_sentence())
    return bool(is_listed or is_in_context or _AFTER_DAY.match(cursor.text, end))


def _read_day_of_month(cursor: Cursor) -> Match | None:
    """«ngày 5 tháng 7»: «mùng năm»."""
    found = _DAY_OF_MONTH.match(cursor.text, cursor.start)
    if found is None or not _SAID_DAY.search(cursor.said(8)) or not 1 <= int(found.group(1)) <= 31:
        return None
    return Match(found.end(), _say_day_number(cursor, found.group(1)), Rule.DATE)


def _read_month(cursor: Cursor) -> Match | None:
    """«tháng 4»: «tháng tư»."""
    found = _MONTH.match(cursor.text, cursor.start)
    return Match(found.end(), "tư", Rule.DATE) if found and _SAID_MONTH.search(cursor.said(8)) else None


def _is_day(day: str, month: str, year: str = "2024") -> bool:
    return 1 <= int(month) <= 12 and int(year) >= 1 and 1 <= int(day) <= monthrange(int(year), int(month))[1]


def _say_day(cursor: Cursor, day: str, month: str, year: str = "") -> str:
    words = f"{_say_ngay(cursor, bool(year))}{_say_day_number(cursor, day)} tháng {_say_month(cursor, month)}"
    return f"{words} năm {_say_year(cursor, year)}" if year else words


def _say_ngay(cursor: Cursor, has_year: bool = True) -> str:
    if _SAID_DAY.search(cursor.said(10)) or (not has_year and _is_feast_said(cursor)):
        return ""
    return "ngày "


def _is_feast_said(cursor: Cursor) -> bool:
    said = cursor.said_sentence()
    return _FEAST_SAID.search(said) is not None or _NAMED_DAY.search(said) is not None


def _say_day_number(cursor: Cursor, day: str) -> str:
    is_first_ten = int(day) <= 10 and not re.search(r"(?:mùng|mồng)\s$", cursor.said(6), re.IGNORECASE)
    return ("mùng " if is_first_ten else "") + cursor.numerals.say(day)


def _say_month(cursor: Cursor, month: str) -> str:
    return "tư" if int(month) == 4 else cursor.numerals.say(month)


def _say_year(cursor: Cursor, year: str) -> str:
    return cursor.numerals.say(year)
