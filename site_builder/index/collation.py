"""Vietnamese alphabetical order: a ă â b c d đ e ê …, then the tones, then capitals. Pure.

As in a dictionary of TCVN order: letters decide over the whole text, tones (none, huyền, hỏi, ngã, sắc, nặng) only
between texts of the same letters.
"""

from __future__ import annotations

import unicodedata

SortKey = tuple[tuple[str, ...], tuple[int, ...], str]

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_MARKS = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}
"""Breve, circumflex, horn: these make another letter (ă, â, ơ). Both orders, a ă â and o ô ơ, come out right."""
_BEFORE_LETTERS = "0"


def build_sort_key(text: str) -> SortKey:
    """A key that sorts texts as a Vietnamese dictionary does."""
    letters: list[str] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFD", text.casefold().replace("đ", "d\u0306")):
        if char in _TONES and tones:
            tones[-1] = _TONES[char]
        elif char in _MARKS and letters:
            letters[-1] += _MARKS[char]
        else:
            letters.append(char if char.isalpha() else _BEFORE_LETTERS + char)
            tones.append(0)
    return tuple(letters), tuple(tones), text.swapcase()
