"""One pass over the text: at each word, figure or pause the rules are asked in order; the first that knows it speaks.

Every rule looks at a window of fixed length, so that the time grows with the length of the text and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from media_pipeline.reading.abbreviations import (
    read_abbreviation,
    read_and_so_on,
    read_code,
    read_dotted,
    read_lexicon,
    read_word,
)
from media_pipeline.reading.citations import read_citation
from media_pipeline.reading.contacts import read_abroad, read_code_number, read_phone, read_plate
from media_pipeline.reading.cursor import WORD, Cursor, Match
from media_pipeline.reading.dates import read_date, read_day_or_month, read_short_month, read_time, read_weekdays
from media_pipeline.reading.figures import (
    read_about,
    read_comparison,
    read_connector,
    read_minus,
    read_number,
    read_other_number,
    read_prefixed_money,
    read_ratio,
    read_stroked,
    read_times,
)
from media_pipeline.reading.letters import looks_abbreviated
from media_pipeline.reading.model import Reading, Region, Rule
from media_pipeline.reading.pauses import read_counter, read_run
from media_pipeline.reading.roman import read_ordinal, read_roman, read_small_roman
from media_pipeline.reading.signs import compose
from media_pipeline.reading.tables import Tables, Wordlist
from media_pipeline.reading.web import read_address

_Rule = Callable[[Cursor], Match | None]
_FIGURE_RULES: tuple[_Rule, ...] = (read_counter, read_day_or_month, read_phone, read_ordinal, read_code_number)
"""For a number that stands alone."""
_JOINED_FIGURE_RULES: tuple[_Rule, ...] = (
    read_counter,
    read_address,
    read_citation,
    read_date,
    read_day_or_month,
    read_phone,
    read_plate,
    read_time,
    read_ordinal,
    read_stroked,
    read_ratio,
    read_code_number,
)
"""For a number with a sign, a letter or another number behind it."""
_FIGURES = re.compile(r"\d+")
_IS_JOINED = re.compile(r"\d+(?:[.,]\d|\s?[-–—/:⁄]\s?\w|[^\W\d_]|\s(?:\d|[hHgG]\b|giờ|ph\b)|\))")
_SIGN_RULES = (read_connector, read_abroad, read_about, read_prefixed_money, read_run, read_comparison, read_minus)
_ADDRESS_GOES_ON = re.compile(r"[.@_:%+\d-]")
_SAID_SMALL = frozenset((Rule.LEXICON, Rule.UNKNOWN, Rule.PAUSE, Rule.SPACE, Rule.RANGE))
"""Rules whose words keep their small letter at the start of a sentence."""


def scan(text: str, region: Region, tables: Tables, lexicon: Wordlist) -> Reading:
    """Read a whole text."""
    cursor = Cursor(compose(text), region, tables, lexicon)
    length = len(cursor.text)
    while cursor.start < length:
        _step(cursor)
    return Reading(cursor.text, tuple(cursor.finish()), tuple(cursor.unknown))


def _step(cursor: Cursor) -> None:
    character = cursor.text[cursor.start]
    if character.isalpha():
        _read_letters(cursor)
    elif character.isdecimal():
        cursor.add(_begin_sentence(cursor, _read_digits(cursor)))
    elif character.isalnum():
        cursor.add(read_other_number(cursor))
    else:
        cursor.add(_begin_sentence(cursor, _read_sign(cursor)))


def _read_letters(cursor: Cursor) -> None:
    found = WORD.match(cursor.text, cursor.start)
    word = found.group() if found else cursor.text[cursor.start]
    end = cursor.start + len(word)
    if _is_plain(cursor, word, end):
        cursor.keep(end)
        return
    match = _ask_about(cursor, word, end)
    if match is None:
        cursor.keep(end)
    else:
        cursor.add(_begin_sentence(cursor, match))


def _is_plain(cursor: Cursor, word: str, end: int) -> bool:
    """The common case, decided fast: an ordinary word that no table names, with a blank or a stop behind it."""
    return (
        len(word) > 1
        and word not in cursor.lexicon.entries
        and word not in cursor.tables.words.entries
        and word not in cursor.tables.dotted
        and (word.islower() or word.istitle())
        and not looks_abbreviated(word)
        and not _ADDRESS_GOES_ON.match(cursor.text, end)
        and (cursor.text[end : end + 1] != ")")
    )


def _ask_about(cursor: Cursor, word: str, end: int) -> Match | None:
    found = read_lexicon(cursor, word) or read_small_roman(cursor) or read_counter(cursor)
    if word == "x":
        found = found or read_connector(cursor) or read_times(cursor)
    if not found and _ADDRESS_GOES_ON.match(cursor.text, end):
        found = read_address(cursor)
    found = (
        found
        or read_weekdays(cursor)
        or read_short_month(cursor)
        or read_and_so_on(cursor)
        or read_dotted(cursor, word)
    )
    found = found or read_roman(cursor) or read_abbreviation(cursor, word)
    return found or read_code(cursor) or read_word(cursor, word)


def _read_digits(cursor: Cursor) -> Match:
    digits = _FIGURES.match(cursor.text, cursor.start)
    first = digits.group() if digits else ""
    found = read_lexicon(cursor, first)
    is_joined = _IS_JOINED.match(cursor.text, cursor.start) is not None
    for rule in _JOINED_FIGURE_RULES if is_joined else _FIGURE_RULES:
        found = found or rule(cursor)
    known = None if found else cursor.tables.words.find(cursor.text, cursor.start, first)
    if known:
        found = Match(known[1], known[0].spoken, known[0].rule)
    return found or read_number(cursor)


def _read_sign(cursor: Cursor) -> Match:
    for rule in _SIGN_RULES:
        found = rule(cursor)
        if found:
            return found
    end = cursor.start + 1
    return Match(end, cursor.tables.symbols.get(cursor.text[cursor.start], ""), Rule.SYMBOL)


def _begin_sentence(cursor: Cursor, match: Match) -> Match:
    """A capital where a sentence begins, unless the written text begins with a small letter there."""
    first = cursor.text[cursor.start]
    is_small = match.spoken[:1].islower() and match.rule not in _SAID_SMALL
    if not (is_small and not first.islower() and cursor.is_sentence_start):
        return match
    return Match(match.end, match.spoken[0].upper() + match.spoken[1:], match.rule, match.unknown)
