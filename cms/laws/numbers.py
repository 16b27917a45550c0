"""Numbers of Vietnamese legal texts (số hiệu), tolerant of how people type them. Pure.

Texts that make rules carry their year (`68/2020/QH14`, `39/2020/TT-BTTTT`) and are unique by number. Individual
decisions and plans do not (`766/QĐ-TTg`, `160/KH-UBND`): every body counts from 1 each year, so those are keyed by
number, issuer and date of issue.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from cms.core.slugs import fold_vietnamese

_PREFIX = re.compile(r"^\s*số\s*(hiệu)?\s*:?\s*", re.IGNORECASE)
_WITH_YEAR = re.compile(r"^\d+[a-z]?/(19|20)\d\d/", re.IGNORECASE)
_TYPING_HABITS = {
    "NĐCP": "NĐ-CP",
    "ND-CP": "NĐ-CP",
    "NDCP": "NĐ-CP",
    "QD-TTG": "QĐ-TTg",
    "QĐTTG": "QĐ-TTg",
    "QĐ-TTG": "QĐ-TTg",
    "QD-UBND": "QĐ-UBND",
}
"""What the last part is often typed as → how it is written."""


def normalise_number(text: str) -> str:
    """The number as it is officially written: no `Số:`, no stray spaces, `NĐ-CP` with its accent and hyphen."""
    number = re.sub(r"\s+", "", _PREFIX.sub("", unicodedata.normalize("NFC", text)))
    head, slash, tail = number.rpartition("/")
    return head + slash + _TYPING_HABITS.get(tail.upper(), tail)


def has_year(number: str) -> bool:
    """Whether the number itself tells the year of issue."""
    return _WITH_YEAR.match(number) is not None


def build_number_key(number: str, *, issuer: str, issued: date | None) -> str:
    """What must be unique in the registry."""
    key = fold_vietnamese(normalise_number(number)).lower()
    if has_year(key):
        return key
    return f"{key} | {fold_vietnamese(issuer).lower().strip()} | {issued.isoformat() if issued else ''}"
