"""Slugs of Vietnamese words: addresses of tags, anchors of headings. Pure.

Unicode takes accents off letters by decomposition; `đ` has none and is folded by hand.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_UNDECOMPOSABLE = str.maketrans({"đ": "d", "Đ": "D"})
_KEPT_SLUGS = 4096
"""Headings such as «Cần chuẩn bị gì?» are on many pages."""
_GAP = re.compile(r"[^a-z0-9]+")


def fold_vietnamese(text: str) -> str:
    """The text without accents (`Đất đai` → `Dat dai`)."""
    decomposed = unicodedata.normalize("NFD", text.translate(_UNDECOMPOSABLE))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(_KEPT_SLUGS)
def build_slug(text: str) -> str:
    """ASCII words joined by hyphens (`Bảo hiểm y tế` → `bao-hiem-y-te`); empty when nothing is left."""
    return _GAP.sub("-", fold_vietnamese(text).lower()).strip("-")
