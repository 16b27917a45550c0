"""A script as paragraphs of sentences, each to be spoken in one breath. Pure.

A blank line ends a paragraph, every line end a sentence; within a line, a sentence ends at `.`, `!`, `?` or `…` before
a capital letter or a digit. Initials and common titles («TP. Hồ Chí Minh») end none.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_PARAGRAPHS = re.compile(r"\n\s*\n")
_SENTENCE_END = re.compile(r"""(?<=[.!?…])(["'»”’)\]]*)\s+(?=["'«“‘(\[]*[^\W_])""")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[A-ZĐ]|TP|TX|TT|Tp|St|Ths|TS|PGS|GS|ĐT|ThS|Ô|BS)\.$")


@dataclass(frozen=True, slots=True)
class ScriptSentence:
    """A sentence to be spoken."""

    text: str
    paragraph: int
    """Counted from 0."""


def split_script(script: str) -> tuple[ScriptSentence, ...]:
    """The sentences of a script in their order; those without a letter or a digit are left out."""
    text = unicodedata.normalize("NFC", script).replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = [paragraph for paragraph in _PARAGRAPHS.split(text) if paragraph.strip()]
    return tuple(
        ScriptSentence(sentence, number)
        for number, paragraph in enumerate(paragraphs)
        for line in paragraph.splitlines()
        for sentence in _split_line(" ".join(line.split()))
        if any(char.isalnum() for char in sentence)
    )


def _split_line(line: str) -> list[str]:
    sentences: list[str] = []
    begin = 0
    for match in _SENTENCE_END.finditer(line):
        if not _ends_sentence(line, match):
            continue
        sentences.append(line[begin : match.end(1)].strip())
        begin = match.end()
    return [*sentences, line[begin:].strip()]


def _ends_sentence(line: str, match: re.Match[str]) -> bool:
    following = line[match.end() :].lstrip("\"'«“‘([")
    is_beginning = following[:1].isupper() or following[:1].isdigit()
    return is_beginning and not _ABBREVIATION.search(line[: match.start()])
