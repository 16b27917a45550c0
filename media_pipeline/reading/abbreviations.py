"""Abbreviations, names, signs of measure that stand alone, codes of letters and digits, and what nobody knows. Pure."""

from __future__ import annotations

import re

from media_pipeline.reading.cursor import Cursor, Match
from media_pipeline.reading.letters import is_syllable, looks_abbreviated, say_letter, spell
from media_pipeline.reading.model import Rule, Unknown
from media_pipeline.reading.numerals import say_digits
from media_pipeline.reading.tables import Sense
from media_pipeline.reading.web import say_address

INITIALS = re.compile(r"[A-Za-zĐđ](?:\.[A-Za-zĐđ]){1,5}(?!\w)")
AND_SO_ON = re.compile(r"v\.\s?v(?!\w)[.…]*|vv(?!\w)[.…]*", re.IGNORECASE)
_CODE = re.compile(r"([A-ZĐ]{1,3}|[a-zđ])[-.]?(\d{1,6})(?![\d]|[.,/]\d)")
_ROMAN_LETTERS = frozenset("IVXLCDM")
_NO_NAMES = frozenset(("Nghị", "Quyết", "Thông", "Chỉ", "Công", "Luật", "Kế", "Văn", "Báo", "Tờ"))
"""First words of texts, whose types are said without being written."""
_GLUED_NUMBER = re.compile(r"[1-9]\d{1,3}(?!\w)|(?<=QL)[1-9](?!\w)")
_NUMBER_NEXT = re.compile(r"(?:số\s)?\d")
_SENSE_WINDOW = 48


def read_lexicon(cursor: Cursor, word: str) -> Match | None:
    """The editor's own entry."""
    found = cursor.lexicon.find(cursor.text, cursor.start, word)
    return Match(found[1], found[0].spoken, Rule.LEXICON) if found else None


def read_dotted(cursor: Cursor, word: str) -> Match | None:
    """«TP. Hải Phòng», «P.5», «ThS. Nguyễn Văn A»; initials «N.V.A»."""
    tables, end = cursor.tables, cursor.start + len(word)
    known = tables.words.find(cursor.text, cursor.start, word)
    if known and known[1] > end:
        return None
    settled, after = cursor.gap_after(end)
    if settled == ". " and after < len(cursor.text):
        if word in tables.places and _is_place(cursor, after):
            return Match(after, f"{tables.places[word]} ", Rule.ABBREVIATION)
        if word in tables.dotted:
            return Match(after, f"{tables.dotted[word]} ", Rule.ABBREVIATION)
    found = INITIALS.match(cursor.text, cursor.start)
    if found is None:
        return None
    letters = found.group().split(".")
    return Match(found.end(), " ".join(say_letter(tables, letter) for letter in letters), Rule.LETTER)


def read_and_so_on(cursor: Cursor) -> Match | None:
    """«v.v.»: its last full stop counts where a sentence ends."""
    found = AND_SO_ON.match(cursor.text, cursor.start)
    if found is None:
        return None
    settled, after = cursor.gap_after(found.end())
    is_end = after == len(cursor.text) or "\n" in settled or cursor.text[after].isupper()
    stop = (
        "."
        if is_end
        and (settled in (" ", "\n", "\n\n") or found.end() == len(cursor.text))
        and not found.group()[-1].isalpha()
        else ""
    )
    return Match(found.end(), f"vân vân{stop}", Rule.ABBREVIATION)


def read_abbreviation(cursor: Cursor, word: str) -> Match | None:
    """A known abbreviation or name, by its context where it has several meanings."""
    if is_word_among_capitals(cursor, word):
        return None
    found = cursor.tables.words.find(cursor.text, cursor.start, word)
    end = cursor.start + len(word)
    glued = cursor.tables.glued.get(word)
    if glued and _GLUED_NUMBER.match(cursor.text, end):
        is_said = f" {cursor.said(_SENSE_WINDOW)}".casefold().endswith(f" {glued} ")
        return Match(end, "" if is_said else glued, Rule.ABBREVIATION)
    code = _CODE.match(cursor.text, cursor.start)
    if code and code.end(1) == code.start(2):
        return None
    if word in cursor.tables.senses and (found is None or found[1] == end):
        sense = _choose_sense(cursor, word, end, cursor.said(_SENSE_WINDOW))
        return Match(end, _drop_said(cursor, sense.say), Rule.ABBREVIATION) if sense else _report(cursor, end)
    return Match(found[1], _drop_said(cursor, found[0].spoken), found[0].rule) if found else None


def read_code(cursor: Cursor) -> Match | None:
    """«CT01», «A1», «C06»: letters by their names, then the number."""
    found = _CODE.match(cursor.text, cursor.start)
    if found is None:
        return None
    letters, digits = found.groups()
    is_row = digits.startswith("0") or len(digits) > 3
    number = say_digits(digits) if is_row else cursor.numerals.say(digits)
    return Match(found.end(), f"{spell(cursor.tables, letters)} {number}", Rule.CODE)


def read_word(cursor: Cursor, word: str) -> Match | None:
    """What is left: a single letter, an abbreviation that nobody knows, or (None) a word."""
    if len(word) == 1:
        name = say_letter(cursor.tables, word)
        return None if name == word else Match(cursor.start + 1, name, Rule.LETTER)
    if word in cursor.tables.known_names or not looks_abbreviated(word):
        return None
    return _report(cursor, cursor.start + len(word))


def say_known(cursor: Cursor, written: str) -> str:
    """What is said for a known abbreviation with one meaning, wherever it stands; empty for any other text."""
    for words in (cursor.lexicon, cursor.tables.words):
        found = words.find(written, 0, written)
        if found and found[1] == len(written):
            return found[0].spoken
    return ""


def _drop_said(cursor: Cursor, spoken: str) -> str:
    """«quy chuẩn QCVN», «giấy GCN»: the words that both share are said once; a law's name begins with a capital."""
    said = f" {cursor.said(_SENSE_WINDOW).casefold()}"
    words = spoken.split(" ")
    for count in range(len(words) - 1, 0, -1):
        if said.endswith(f" {' '.join(words[:count]).casefold()} "):
            return " ".join(words[count:])
    return spoken[0].upper() + spoken[1:] if said.endswith(" luật ") and spoken.islower() else spoken


def _report(cursor: Cursor, end: int) -> Match:
    written = cursor.text[cursor.start : end]
    return Match(end, written, Rule.UNKNOWN, (Unknown(cursor.start, end, written),))


def _is_place(cursor: Cursor, start: int) -> bool:
    """Whether a name or a number stands at `start`, and no person's name before the letter."""
    following = cursor.text[start]
    return (following.isupper() or following.isdecimal()) and not cursor.said_word().istitle()


def is_word_among_capitals(cursor: Cursor, word: str) -> bool:
    """«TƯ» in «SỞ TƯ PHÁP» is a word: it could be a syllable and a word in capitals is its neighbour."""
    if not (word.isupper() and len(word) > 1 and is_syllable(word)):
        return False
    following, start = cursor.next_word(cursor.start + len(word))
    is_code = cursor.text[start + len(following) : start + len(following) + 1].isdecimal()
    neighbours = (cursor.said_word(), "" if is_code else following)
    return any(_is_capital_word(cursor, neighbour) for neighbour in neighbours)


def _is_capital_word(cursor: Cursor, word: str) -> bool:
    """A word in capitals that every rule leaves alone."""
    return (
        len(word) > 1
        and word.isupper()
        and is_syllable(word)
        and not _ROMAN_LETTERS.issuperset(word)
        and word not in cursor.tables.senses
        and word not in cursor.tables.words.entries
        and word not in cursor.lexicon.entries
    )


def _choose_sense(cursor: Cursor, word: str, end: int, said: str, depth: int = 3) -> Sense | None:
    """The first sense of `word`, which ends at `end`, that fits what is said before and after it."""
    said = f" {' '.join(said.casefold().split())}"
    following = _say_following(cursor, word, end, depth)
    is_number_next = _is_number_next(cursor, end)
    return next((sense for sense in cursor.tables.senses[word] if _holds(sense, said, following, is_number_next)), None)


def _holds(sense: Sense, said: str, following: str, is_number_next: bool) -> bool:
    if sense.before and not said.endswith(tuple(f" {words}" for words in sense.before)):
        return False
    if sense.after and not following.casefold().startswith(tuple(f"{words} " for words in sense.after)):
        return False
    if sense.name and not (following[:2].istitle() and following.split(" ")[0] not in _NO_NAMES):
        return False
    return not sense.number or is_number_next


def _say_following(cursor: Cursor, word: str, end: int, depth: int) -> str:
    """The next words as they will be said, each followed by a blank."""
    words: list[str] = []
    while len(words) < depth:
        said = words[-1] if words else word
        word, start = cursor.next_word(end)
        if not word:
            break
        spoken, end = _say_one(cursor, word, start, said, depth - len(words) - 1)
        words.append(re.split(r"[.,;:?!…]", spoken)[0])
        if words[-1] != spoken:
            break
    return "".join(f"{spoken} " for spoken in words)


def _say_one(cursor: Cursor, word: str, start: int, said: str, depth: int) -> tuple[str, int]:
    """What will be said for the word at `start`, and its end."""
    end = start + len(word)
    address = None if cursor.text[end : end + 1].isspace() else say_address(cursor.tables, cursor.text, start)
    if address:
        return address
    known = cursor.lexicon.find(cursor.text, start, word) or cursor.tables.words.find(cursor.text, start, word)
    if word in cursor.tables.senses and (known is None or known[1] == end):
        sense = _choose_sense(cursor, word, end, said, depth)
        return (sense.say if sense else word), end
    return (known[0].spoken, known[1]) if known else (word, end)


def _is_number_next(cursor: Cursor, end: int) -> bool:
    settled, start = cursor.gap_after(end)
    return settled in (" ", ": ") and _NUMBER_NEXT.match(cursor.text, start) is not None
