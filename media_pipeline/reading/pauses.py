"""Runs of stops, brackets, dashes and bullets → the pauses of a speaker; numbers and letters that count a list."""

from __future__ import annotations

import re

from media_pipeline.reading.abbreviations import AND_SO_ON, INITIALS, say_known
from media_pipeline.reading.cursor import Cursor, Match
from media_pipeline.reading.letters import say_letter
from media_pipeline.reading.model import Rule
from media_pipeline.reading.numerals import parse_roman
from media_pipeline.reading.runs import BULLET, RUN, STOPS, find_gap, find_mark

_COUNTER = re.compile(
    r"(?:(?P<number>\d{1,3}(?:\.\d{1,2}){0,3})(?![\d,.:/-]{0,2}\d)|(?P<roman>[IVX]{1,6})|(?P<letter>[A-Za-zĐđ]))(?![\w&])"
)
_COUNTER_END = re.compile(r"[ \t]?(?:[.)]|/(?=\s))")
_ECHO = re.compile(r"\s?\(\s?([^()\n]{2,120}?)\s?\)")
_ECHO_BEGINS = re.compile(
    r"(?:viết tắt|gọi tắt|gọi|sau đây gọi|sau đây gọi tắt|sau đây viết tắt|bằng chữ|viết bằng chữ)(?: là)?:?\s",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"thứ (?:hai|ba|tư|năm|sáu|bảy)$", re.IGNORECASE)
_NEXT_WEEKDAY = re.compile(r"(?:thứ\s|chủ nhật)", re.IGNORECASE)
_DASH = re.compile(r"\s*[-–—]\s*")


def read_run(cursor: Cursor) -> Match | None:
    """The pause for all that stands between two words."""
    found = RUN.match(cursor.text, cursor.start)
    if found is None:
        return None
    run, end = found.group(), found.end()
    said = cursor.said()
    if not said:
        return Match(end, "", _name_rule(run, ""))
    echo = _ECHO.match(cursor.text, cursor.start)
    if echo and _repeats(cursor, echo.group(1), said):
        after = RUN.match(cursor.text, echo.end())
        run, end = (after.group(), after.end()) if after else (" ", echo.end())
    if end == len(cursor.text):
        spoken = find_mark(run)
        return Match(end, "" if spoken == "," else spoken, _name_rule(run, spoken))
    if _DASH.fullmatch(run) and _WEEKDAY.search(said) and _NEXT_WEEKDAY.match(cursor.text, end):
        return Match(end, " đến ", Rule.RANGE)
    mark, gap = find_mark(run), find_gap(run)
    if said[-1] in STOPS:
        return Match(end, gap, _name_rule(run, gap))
    if not mark and "\n" in gap and (BULLET.search(run) or _is_counted(cursor, end)):
        mark = "."
    return Match(end, mark + gap, _name_rule(run, mark + gap))


def read_counter(cursor: Cursor) -> Match | None:
    """«1. », «a) », «II. » at the start of a line: «Một, », «a, », «Hai, »."""
    if not cursor.is_line_start:
        return None
    found = _find_counter(cursor, cursor.start)
    if found is None:
        return None
    settled, end = cursor.gap_after(found.end())
    is_dotted = "." in (found["number"] or "") and settled == " " and cursor.text[end : end + 1].isupper()
    if end == len(cursor.text) or not (settled == ". " or is_dotted or (settled == ", " and _ends(cursor, found))):
        return None
    words = _say_counter(cursor, found)
    return Match(end, f"{words}, ", Rule.LIST) if words else None


def _find_counter(cursor: Cursor, start: int) -> re.Match[str] | None:
    """The number or letter at `start`, unless it begins something else: «v.v.», «đ/c», «P. Hải An», «N.V.A»."""
    found = _COUNTER.match(cursor.text, start)
    letter = found["letter"] if found else None
    if letter and (
        letter in cursor.tables.places
        or cursor.tables.words.find(cursor.text, start, letter)
        or AND_SO_ON.match(cursor.text, start)
        or INITIALS.match(cursor.text, start)
    ):
        return None
    return found


def _ends(cursor: Cursor, found: re.Match[str]) -> bool:
    return _COUNTER_END.match(cursor.text, found.end()) is not None


def _say_counter(cursor: Cursor, found: re.Match[str]) -> str:
    if found["number"]:
        words = " chấm ".join(cursor.numerals.say(part) for part in found["number"].split("."))
        return words[0].upper() + words[1:]
    value = parse_roman(found["roman"]) if found["roman"] else None
    if value:
        return cursor.numerals.say(str(value)).capitalize()
    return say_letter(cursor.tables, found["letter"]) if found["letter"] else ""


def _is_counted(cursor: Cursor, start: int) -> bool:
    """Whether a number or letter that counts a list stands at `start`."""
    found = _find_counter(cursor, start)
    if found is None:
        return False
    settled, end = cursor.gap_after(found.end())
    if end == len(cursor.text):
        return False
    is_word = found["letter"] is not None or found["roman"] is not None
    return settled == ". " or (settled == ", " and _ends(cursor, found)) or ("." in found.group() and not is_word)


def _repeats(cursor: Cursor, bracketed: str, said: str) -> bool:
    """«bảo hiểm y tế (BHYT)», «02 (hai) bản», «50% (năm mươi phần trăm)»: the brackets say again what was said."""
    begun = _ECHO_BEGINS.match(bracketed)
    words = bracketed[begun.end() if begun else 0 :].strip(" .,“”\"'")
    spoken = f" {say_known(cursor, words) or words}".casefold()
    return len(spoken) > 2 and f" {said}".casefold().endswith(spoken)


def _name_rule(run: str, spoken: str) -> Rule:
    return Rule.SPACE if run.strip() == spoken.strip() else Rule.PAUSE
