"""Numbers in words: each can be told from every other, in both regions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.reading import Region
from media_pipeline.reading.numerals import LONGEST_NUMBER, NUMERALS, parse_roman, say_digits

NORTH, SOUTH = NUMERALS[Region.NORTH], NUMERALS[Region.SOUTH]
_DIGITS = {word: digit for digit, word in enumerate("không một hai ba bốn năm sáu bảy tám chín".split())}  # noqa: SIM905
_DIGITS |= {"mốt": 1, "tư": 4, "lăm": 5}
_ROMAN_STEPS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_SCALES = {"nghìn": 10**3, "triệu": 10**6}


def understand(words: str) -> int:
    """The number that a listener hears."""
    *groups, last = words.split(" tỷ")
    total = 0
    for group in groups:
        total = (total + understand_below_billion(group)) * 10**9 if group.strip() else total * 10**9
    return total + understand_below_billion(last)


def understand_below_billion(words: str) -> int:
    total = part = 0
    for word in words.split():
        if word in _SCALES:
            total, part = total + part * _SCALES[word], 0
        elif word == "trăm":
            part *= 100
        elif word == "mươi":
            part += part % 10 * 9
        elif word == "mười":
            part += 10
        elif word != "linh":
            part += _DIGITS[word]
    return total + part


@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_a_listener_hears_the_number_that_was_written(number: int) -> None:
    assert understand(NORTH.say(str(number))) == number


@given(st.integers(min_value=0, max_value=10**12))
def test_the_regions_say_the_same_number(number: int) -> None:
    north = NORTH.say(str(number)).replace("nghìn", "ngàn").replace("linh", "lẻ").replace("mươi tư", "mươi bốn")
    assert SOUTH.say(str(number)) == north


@pytest.mark.parametrize(
    ("digits", "north"),
    [
        ("15", "mười lăm"),
        ("21", "hai mươi mốt"),
        ("24", "hai mươi tư"),
        ("14", "mười bốn"),
        ("105", "một trăm linh năm"),
        ("1005", "một nghìn không trăm linh năm"),
        ("2026", "hai nghìn không trăm hai mươi sáu"),
        ("1" + "0" * 18, "một tỷ tỷ"),
        ("1" + "0" * 15, "một triệu tỷ"),
        ("0007", "bảy"),
    ],
)
def test_numbers_are_said_as_in_school(digits: str, north: str) -> None:
    assert NORTH.say(digits) == north


def test_a_row_too_long_for_a_number_is_said_digit_by_digit() -> None:
    digits = "9" * (LONGEST_NUMBER + 1)
    assert NORTH.say(digits) == say_digits(digits)


@given(st.integers(min_value=1, max_value=3999))
def test_a_roman_numeral_is_understood(value: int) -> None:
    letters, rest = "", value
    for size, sign in _ROMAN_STEPS:
        letters, rest = letters + sign * (rest // size), rest % size
    assert parse_roman(letters) == value


@pytest.mark.parametrize("letters", ["IIII", "VX", "IC", "XXXX", "VV"])
def test_letters_that_nobody_writes_as_a_number_are_none(letters: str) -> None:
    assert parse_roman(letters) is None
