"""Text → syllables, as they are written and as people type them without accents. Pure.

A mark of tone is moved to the end of its syllable, so that `hòa` and `hoà` are one spelling; `đ`, which Unicode does
not decompose, is folded by hand. `search.js` does the same, letter by letter.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST_SYLLABLE = 24
"""What is longer is no word of anybody's; it is cut here."""

_SYLLABLE = re.compile("[a-z0-9đ][a-z0-9đ\u0300-\u036f]*")
_MARKS = re.compile("[\u0300-\u036f]")
_TONES = {"\u0300": "`", "\u0301": "'", "\u0303": "~", "\u0309": "?", "\u0323": "."}
"""Huyền, sắc, ngã, hỏi, nặng, by the signs that Vietnamese have typed for them since e-mail had seven bits."""
_TONE_MARKS = re.compile(f"[{''.join(_TONES)}]")


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable, number or abbreviation of a text."""

    folded: str
    """Lower case, without accents; letters a–z and digits."""
    spelling: str
    """With its accents, the tone last (`tam.`, `hoa``, `đât.`); the same as `folded` when it has none."""


def split_syllables(text: str) -> list[Syllable]:
    """The syllables of a text, in their order; letters of other scripts are passed over."""
    lowered = unicodedata.normalize("NFD", text).lower()
    return [_build(found[:LONGEST_SYLLABLE]) for found in _SYLLABLE.findall(lowered)]


@lru_cache(16384)
def _build(written: str) -> Syllable:
    tones = _TONE_MARKS.findall(written)
    toneless = unicodedata.normalize("NFC", _TONE_MARKS.sub("", written))
    folded = _MARKS.sub("", written).replace("đ", "d")
    return Syllable(folded, toneless + (_TONES[tones[-1]] if tones else ""))
