"""Mail and web addresses: «tuphap@haiphong.gov.vn», «https://dichvucong.gov.vn/tra-cuu». Pure."""

from __future__ import annotations

import re

from media_pipeline.reading.cursor import Cursor, Match
from media_pipeline.reading.letters import is_bare_syllable, spell
from media_pipeline.reading.model import Rule
from media_pipeline.reading.numerals import say_digits
from media_pipeline.reading.tables import Tables

_TAIL = r"[A-Za-z0-9_%+~@&=#?:./-]{0,400}[A-Za-z0-9_/]"
_ADDRESS = re.compile(
    rf"(?:https?://|www\.){_TAIL}|"
    r"[A-Za-z0-9_%+-]{1,64}(?:\.[A-Za-z0-9_%+-]{1,64}){0,4}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}|"
    r"[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.(?:vn|com|net|org|edu|info|gov|asia|io|app)(?![\w@-]|\.\w)"
    rf"(?:/(?:{_TAIL})?)?"
)
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z]+|\d+|.", re.IGNORECASE)
_MAX_LETTERS = 32


def read_address(cursor: Cursor) -> Match | None:
    """An address, sign by sign; its scheme and a last stroke are not said."""
    found = say_address(cursor.tables, cursor.text, cursor.start)
    return Match(found[1], found[0], Rule.WEB) if found else None


def say_address(tables: Tables, text: str, start: int) -> tuple[str, int] | None:
    """The words of the address at `start` and its end."""
    found = _ADDRESS.match(text, start)
    address = _SCHEME.sub("", found.group()).rstrip("/.:") if found else ""
    if not (found and address):
        return None
    return " ".join(filter(None, (_say_token(tables, token) for token in _TOKEN.findall(address)))), found.end()


def _say_token(tables: Tables, token: str) -> str:
    if token.isdigit():
        return say_digits(token)
    if token in tables.web_signs:
        return tables.web_signs[token]
    known = tables.web_words.get(token.lower())
    if known:
        return known
    syllables = _cut(tables, token.lower())
    return " ".join(syllables) if syllables else spell(tables, token)


def _cut(tables: Tables, letters: str) -> tuple[str, ...]:
    """Letters without marks as the fewest and most even known words and syllables; empty when they are none."""
    if len(letters) > _MAX_LETTERS:
        return ()
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(letters) + 1):
        cuts = [
            (*head, piece)
            for start in range(end - 1)
            if (head := best[start]) is not None
            and ((piece := letters[start:end]) in tables.web_words or is_bare_syllable(piece))
        ]
        best.append(min(cuts, key=lambda cut: (len(cut), sum(len(piece) ** 2 for piece in cut)), default=None))
    return tuple(tables.web_words.get(piece, piece) for piece in best[-1] or ())
