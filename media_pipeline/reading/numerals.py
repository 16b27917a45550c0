"""Numbers in Vietnamese words. Pure.

Northern and southern words differ in four places: nghìn/ngàn (1,000), linh/lẻ (the empty tens), tư/bốn (24, 34, …) and
trên/xẹt (the stroke in an address).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from media_pipeline.reading.model import Region

_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION_DIGITS = 9
LONGEST_NUMBER = 27
"""Digits from which on a number is a row of digits: «tỷ tỷ tỷ» says nothing to anybody."""
_LONGEST_FRACTION = 3
"""Decimal places that are read as one number: «3,125», but not «3,1416»."""


@dataclass(frozen=True, slots=True)
class Numerals:
    """The words of a region."""

    thousand: str
    empty_tens: str
    four_after_tens: str
    stroke: str
    """Between the numbers of a house in a lane: «12/34»."""

    def say(self, digits: str) -> str:
        """A whole number; leading zeros are not heard.

        Args:
            digits: one or more of 0–9.
        """
        digits = digits.lstrip("0") or "0"
        if len(digits) > LONGEST_NUMBER:
            return say_digits(digits)
        return self._say_billions(digits)

    def say_decimal(self, whole: str, places: str) -> str:
        """«3,5» → «ba phẩy năm», «3,05» → «ba phẩy không năm»."""
        is_one_number = len(places) <= _LONGEST_FRACTION and not places.startswith("0")
        return f"{self.say(whole)} phẩy {self.say(places) if is_one_number else say_digits(places)}"

    def _say_billions(self, digits: str) -> str:
        """Groups of nine digits, each of them followed by as many «tỷ» as there are groups behind it."""
        head = len(digits) % _BILLION_DIGITS or _BILLION_DIGITS
        groups = [digits[:head], *_chunk(digits[head:], _BILLION_DIGITS)]
        words: list[str] = []
        for index, group in enumerate(groups):
            if int(group):
                words += [self._say_below_billion(group, is_first=index == 0), *["tỷ"] * (len(groups) - index - 1)]
        return " ".join(words) or _UNITS[0]

    def _say_below_billion(self, digits: str, *, is_first: bool) -> str:
        names = ("triệu", self.thousand, "")
        groups = _chunk(digits.zfill(_BILLION_DIGITS), 3)
        words: list[str] = []
        for group, name in zip(groups, names, strict=True):
            if int(group):
                words += [self._say_hundreds(group, is_first=is_first and not words), name]
        return " ".join(word for word in words if word)

    def _say_hundreds(self, group: str, *, is_first: bool) -> str:
        hundreds, tens, units = (int(digit) for digit in group)
        words: list[str] = []
        if hundreds or not is_first:
            words += [_UNITS[hundreds], "trăm"]
        if tens == 0 and units and words:
            words.append(self.empty_tens)
        if tens == 1:
            words.append("mười")
        elif tens > 1:
            words += [_UNITS[tens], "mươi"]
        if units:
            words.append(self._say_unit(tens, units))
        return " ".join(words)

    def _say_unit(self, tens: int, units: int) -> str:
        if units == 5 and tens:
            return "lăm"
        if units == 1 and tens > 1:
            return "mốt"
        if units == 4 and tens > 1:
            return self.four_after_tens
        return _UNITS[units]


NUMERALS = {
    Region.NORTH: Numerals(thousand="nghìn", empty_tens="linh", four_after_tens="tư", stroke="trên"),
    Region.SOUTH: Numerals(thousand="ngàn", empty_tens="lẻ", four_after_tens="bốn", stroke="xẹt"),
}


def say_digits(digits: str) -> str:
    """One digit after the other: «114» → «một một bốn»."""
    return " ".join(_UNITS[int(digit)] for digit in digits)


def say_groups(groups: Sequence[str]) -> str:
    """Rows of digits with a pause between them."""
    return ", ".join(say_digits(group) for group in groups)


def parse_roman(letters: str) -> int | None:
    """The value of a Roman numeral in capitals, None when it is not written as one would: «IIII», «VX»."""
    values = [_ROMAN[letter] for letter in letters]
    total = sum(-a if a < b else a for a, b in itertools.pairwise([*values, 0]))
    return total if 0 < total < 4000 and _format_roman(total) == letters else None


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_STEPS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _format_roman(value: int) -> str:
    letters = ""
    for step, sign in _ROMAN_STEPS:
        letters += sign * (value // step)
        value %= step
    return letters


def _chunk(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]
