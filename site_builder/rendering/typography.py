"""Spaces that must not break, as Vietnamese readers expect them: «Điều 20», «khoản 1», «12 giờ», «500.000 đồng».

Only plain spaces are exchanged for no-break ones; no letter is touched. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

NO_BREAK_SPACE = "\u00a0"

_KEPT_TEXTS = 4096
"""Titles and summaries, which stand on many pages."""
_PLACES = ("điều", "khoản", "điểm", "chương", "mục", "phần", "số", "ngày", "tháng", "năm", "quý", "mức", "bước")
_POINT = ("điểm",)
_AMOUNTS = ("nghìn", "triệu", "tỷ", "tỉ")
_UNITS = (
    r"giờ|phút|giây|ngày|tháng|năm|tuần|quý|tuổi|đồng|nghìn|triệu|tỷ|tỉ|lần|người|bước|bản|mét|km|m²|m2|kg|lít|%|"
    r"km/h|mg"
)
_HAS_NUMBER = re.compile(r"\d|iểm[ \n]|[ \n]đồng")


def _after(words: Iterable[str]) -> str:
    """Behind one of the words and the space: looked for backwards from a space, of which a text has few."""
    return "|".join(rf"(?<=\b{word}[ \n])" for word in words)


_AFTER_WORD = re.compile(
    rf"[ \n](?:(?=\d)(?:{_after((*_PLACES, *map(str.capitalize, _PLACES)))})"
    rf"|(?=[a-zđ]\b)(?:{_after((*_POINT, *map(str.capitalize, _POINT)))})"
    rf"|(?=đồng\b)(?:{_after(_AMOUNTS)}))"
)
_AFTER_NUMBER = re.compile(rf"(\d(?<![\w.,/-]\d)\d*(?:[.,/-]\d+)*)[ \n](?=(?:{_UNITS})(?!\w))")


@lru_cache(_KEPT_TEXTS)
def keep_together(text: str) -> str:
    """The text with no-break spaces between a number and the word it belongs to."""
    if not _HAS_NUMBER.search(text):
        return text
    return _AFTER_NUMBER.sub(rf"\1{NO_BREAK_SPACE}", _AFTER_WORD.sub(NO_BREAK_SPACE, text))
