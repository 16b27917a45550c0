"""Spaces that must not break, as Vietnamese readers expect them: «Điều 20», «khoản 1», «12 giờ», «500.000 đồng».

Only plain spaces are exchanged for no-break ones; no letter is touched. Pure.
"""

from __future__ import annotations

import re

NO_BREAK_SPACE = "\u00a0"

_PLACES = r"[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Cc]hương|[Mm]ục|[Pp]hần|[Ss]ố|[Nn]gày|[Tt]háng|[Nn]ăm|[Qq]uý|[Mm]ức|[Bb]ước"
_UNITS = (
    r"giờ|phút|giây|ngày|tháng|năm|tuần|quý|tuổi|đồng|nghìn|triệu|tỷ|tỉ|lần|người|bước|bản|mét|km|m²|m2|kg|lít|%|"
    r"km/h|mg"
)
_NUMBER = r"\d+(?:[.,/-]\d+)*"
_BEFORE_NUMBER = re.compile(rf"\b({_PLACES})[ \n](?=\d)")
_BEFORE_POINT = re.compile(r"\b([Đđ]iểm)[ \n](?=[a-zđ]\b)")
_AFTER_NUMBER = re.compile(rf"(?<![\w.,/-])({_NUMBER})[ \n](?=(?:{_UNITS})(?!\w))")
_BEFORE_CURRENCY = re.compile(r"\b(nghìn|triệu|tỷ|tỉ)[ \n](?=đồng\b)")
_HAS_NUMBER = re.compile(r"\d|iểm[ \n]")
_PATTERNS = (_BEFORE_NUMBER, _BEFORE_POINT, _AFTER_NUMBER, _BEFORE_CURRENCY)


def keep_together(text: str) -> str:
    """The text with no-break spaces between a number and the word it belongs to."""
    if not _HAS_NUMBER.search(text):
        return text
    for pattern in _PATTERNS:
        text = pattern.sub(rf"\1{NO_BREAK_SPACE}", text)
    return text
