"""Telephone numbers, short numbers, identity and account numbers, number plates: digit by digit. Pure."""

from __future__ import annotations

import itertools
import re

from media_pipeline.reading.cursor import Cursor, Match
from media_pipeline.reading.letters import say_letter
from media_pipeline.reading.model import Rule
from media_pipeline.reading.numerals import say_digits, say_groups

_ABROAD = re.compile(r"\+(84)\)?[\s.-]?((?:\(0\)\s?)?\d{1,4}(?:[\s.-]?\d{2,4}){1,4})(?!\d)")
_SUBSCRIBER = re.compile(r"0\d{1,4}\)?[ .-]?(?:[\dxX]{1,4}(?:[ .-](?=[\dxX])|(?=[\dxX]|\b))){1,4}(?![\w]|[.,]\d)")
_UNBROKEN = re.compile(r"0\d{8,10}(?![\d]|[.,]\d)")
_SERVICE = re.compile(r"(1[89]00)[ .]?([\dxX]{4}|[\dxX]{6}|[\dxX]{2,3}[ .]?[\dxX]{2,3})(?![\w]|[.,/-]\d)")
_LOCAL = re.compile(r"\d{1,4}(?:[. ]\d{3}){1,2}(?:[. ]\d{3})?(?![\w]|[.,]\d)")
_LOCAL_SAID = re.compile(
    r"(?:điện thoại|số máy|fax|hotline|đường dây nóng)(?:\s(?:số|bàn|cố định))?:?\s$", re.IGNORECASE
)
_SHORT_LIST = re.compile(r"1\d{2}(?:\s?/\s?1\d{2}){1,3}(?![\d/])")
_SHORT = re.compile(r"(?:1\d{2,5}|[2-9]\d{2,4}|1[89]00)(?![\d\w%°]|[.,/:–-]\d|\s?(?:%|đồng|nghìn|triệu|tỷ))")
_EMERGENCIES = frozenset(("111", "112", "113", "114", "115"))
_CALL = re.compile(
    r"(?:gọi|bấm số|quay số|bấm máy|alo|tổng đài|đường dây nóng|hotline|điện thoại|số máy|nhắn tin|liên hệ|liên lạc|"
    r"báo cháy|cấp cứu|cảnh sát|cứu hỏa|cứu nạn|cứu hộ|khẩn cấp|báo ngay|fax|zalo|di động)"
    r"(?:\s[^.;:?!\d]{0,40})?[:,]?\s?$",
    re.IGNORECASE,
)
_CALL_LIST = re.compile(r"(?:một một [\w]+|một không hai hai)(?:,|\shoặc|\svà|\shay)\s$")
_EMERGENCY_SAID = re.compile(
    r"(?:^|\s)(?:số|đầu số|với|báo|cho|nhớ|vào|tới|qua|lực lượng|công an|đội|xe|máy)\s$", re.IGNORECASE
)
_NOT_CALLED = re.compile(
    r"(?:điều|khoản|điểm|mục|luật|nghị định|thông tư|quyết định|nghị quyết|chỉ thị|năm|tháng|phạt|"
    r"tổng số|gồm|có|hơn|khoảng|trong|sau|trước|từ|đến|được|mỗi|cả|ngày|số nhà|ngõ)(?:\ssố)?\s$",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\s(?:người|hộ|gia đình|trường hợp|vụ|ngày|giờ|phút|giây|tháng|năm|lần|lượt|bản|bộ|hồ sơ|cơ sở|đơn vị|phường|"
    r"xã|tổ|cuộc|cán bộ|điểm|căn|xe|học sinh|trẻ|cái|chiếc|km|m|kg|triệu|nghìn|tỷ|đồng|thủ tục|tin|bài|hội nghị|"
    r"đại biểu|cây|con|tấn|mét|thành viên|câu|điều|văn bản|khu|lớp|doanh nghiệp|lao động|tuổi|trang|phần trăm)\b|"
    r"\s[A-ZĐ]"
)
_CODE = re.compile(r"\d{5,20}(?!\d|[.,/]\d)")
_SECRET = re.compile(r"\d{3,8}(?!\d|[.,/]\d)")
_SECRET_SAID = re.compile(r"(?:mã|mã số|mã xác thực|ô tê pê|pin|mật khẩu)(?:\s(?:số|là))?[:,]?\s$", re.IGNORECASE)
_CODED = re.compile(
    r"(?:số tài khoản|tài khoản|căn cước|căn cước công dân|định danh|định danh cá nhân|mã số thuế|"
    r"chứng minh nhân dân|hộ chiếu|mã hồ sơ|mã bưu chính|số hiệu|biên lai|serial|số thẻ|bảo hiểm)"
    r"(?:\s(?:số|là))?[:,]?\s$",
    re.IGNORECASE,
)
_LONG = re.compile(r"(?:\d{9,20}|0\d{3,19})(?!\d|[.,/]\d|\s?(?:đ|đồng|VNĐ|VND|người|m²|m2|%)(?!\w))")
_PLATE = re.compile(
    r"(\d{2})\s?-?\s?([A-ZĐ]{1,2})(\d?)\s?[-–. ]\s?(\d{3})\.?(\d{2})(?![\d\w])|"
    r"(\d{2})-?([A-ZĐ]{1,2})(\d?)\s?[-–]\s?(\d{4})(?![\d\w])"
)


def read_phone(cursor: Cursor) -> Match | None:
    """A number that is dialled."""
    text, start = cursor.text, cursor.start
    found = _SERVICE.match(text, start)
    if found and not re.search(r"năm\s$", cursor.said(6)):
        return _dial(found.end(), [found.group(1), *_split_dialled(found.group(2))])
    found = _UNBROKEN.match(text, start)
    if found:
        return _dial(found.end(), _split_row(found.group()))
    found = _SUBSCRIBER.match(text, start)
    if found and _is_dialled(found.group()):
        return _dial(found.end(), _split_dialled(found.group()))
    found = _LOCAL.match(text, start) if _LOCAL_SAID.search(cursor.said(32)) else None
    if found:
        return _dial(found.end(), _split_dialled(found.group()))
    return _read_short(cursor)


def read_abroad(cursor: Cursor) -> Match | None:
    """«+84 …»."""
    found = _ABROAD.match(cursor.text, cursor.start)
    if found is None or not 8 <= len(re.sub(r"\D", "", found.group(2))) <= 11:
        return None
    groups = re.findall(r"\d+", found.group(2))
    groups = _split_row(groups[0]) if len(groups) == 1 else groups
    return Match(found.end(), f"cộng {say_digits(found.group(1))}, {say_groups(groups)}", Rule.PHONE)


def read_code_number(cursor: Cursor) -> Match | None:
    """An identity number, a tax code, an account: a row of digits that counts nothing."""
    found = _LONG.match(cursor.text, cursor.start)
    if found is None and _CODED.search(cursor.said(40)):
        found = _CODE.match(cursor.text, cursor.start)
    if found is None and _SECRET_SAID.search(cursor.said(24)):
        found = _SECRET.match(cursor.text, cursor.start)
    if found is None:
        return None
    digits = found.group()
    groups = [digits[start : start + 3] for start in range(0, len(digits), 3)] if len(digits) > 5 else [digits]
    return Match(found.end(), say_groups(groups), Rule.DIGITS)


def read_plate(cursor: Cursor) -> Match | None:
    """«15A-123.45», «15B1-123.45», «16H-1234»."""
    found = _PLATE.match(cursor.text, cursor.start)
    if found is None:
        return None
    province, letters, series, *digits = (part for part in found.groups() if part is not None)
    head = " ".join(say_letter(cursor.tables, letter).lower() for letter in letters)
    serial = f" {say_digits(series)}" if series else ""
    return Match(
        found.end(), f"{cursor.numerals.say(province)} {head}{serial}, {say_digits(''.join(digits))}", Rule.PLATE
    )


def _read_short(cursor: Cursor) -> Match | None:
    text, start = cursor.text, cursor.start
    found = _SHORT_LIST.match(text, start)
    if found and all(number in _EMERGENCIES for number in re.findall(r"\d+", found.group())):
        return _dial(found.end(), re.findall(r"\d+", found.group()))
    found = _SHORT.match(text, start)
    if found is None:
        return None
    said, number = cursor.said_sentence(), found.group()
    if _COUNTS.match(text, found.end()) or _NOT_CALLED.search(said):
        return None
    is_emergency = number in _EMERGENCIES and (_EMERGENCY_SAID.search(said) or _stands_alone(cursor, found.end()))
    is_called = _CALL.search(said) or _CALL_LIST.search(said) or is_emergency
    return _dial(found.end(), [number]) if is_called else None


def _stands_alone(cursor: Cursor, end: int) -> bool:
    """Whether the number is a line, a cell of a table or a heading of its own."""
    settled, after = cursor.gap_after(end)
    is_followed = settled != " " and not (settled == "" and after < len(cursor.text))
    return cursor.is_sentence_start and is_followed and not settled.startswith(". ")


def _is_dialled(written: str) -> bool:
    """Whether a broken row that starts with 0 is a telephone number: «024 3826 1234», but not «01 - 31»."""
    return 8 <= len(re.findall(r"[\dxX]", written)) <= 11


def _dial(end: int, groups: list[str]) -> Match:
    said = [" ".join("ích" if digit in "xX" else say_digits(digit) for digit in group) for group in groups]
    return Match(end, ", ".join(said), Rule.PHONE)


def _split_dialled(written: str) -> list[str]:
    """The groups as they are written; longer ones in threes and a last four: «3843456» → 384, 3456."""
    return re.findall(r"[\dxX]{3}(?=[\dxX]{2})|[\dxX]+", written)


def _split_row(digits: str) -> list[str]:
    """10 digits as 4-3-3, 11 as 4-4-3, others by threes."""
    cuts = {10: (4, 7), 11: (4, 8), 9: (3, 6)}.get(len(digits), ())
    bounds = [0, *cuts, len(digits)]
    return [digits[a:b] for a, b in itertools.pairwise(bounds)]
