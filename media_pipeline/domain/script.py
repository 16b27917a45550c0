"""A script as it is read aloud: paragraphs, sentences, words. Nothing is rewritten; what is spoken stands in the text.

A line break ends a sentence unless the text was only wrapped there: the line before is long or the next one goes on
with a small letter. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

WRAPPED_LENGTH = 60
"""Characters from which on a line without a full stop counts as wrapped."""
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’»)\]]*$")
_NO_END = re.compile(r"(?:^|[\s(\"“«])(?:[A-ZĐ]|TP|Tp|ThS|TS|PGS|GS|BS|KS|NXB|Đ/c)\.$")
"""Abbreviations whose full stop ends no sentence: «TP. Hồ Chí Minh», «P. An Khánh»."""


@dataclass(frozen=True, slots=True)
class ScriptSentence:
    """A sentence, its words separated by single spaces."""

    text: str
    paragraph: int
    """Counted from 0."""

    @property
    def words(self) -> list[str]:
        """Words with the punctuation that clings to them."""
        return self.text.split(" ")


def split_script(script: str) -> tuple[ScriptSentence, ...]:
    """The sentences of a script in their order; empty for a script without a letter or a digit."""
    text = unicodedata.normalize("NFC", script).replace("\r\n", "\n").replace("\r", "\n")
    sentences: list[ScriptSentence] = []
    paragraphs = (block for block in re.split(r"\n[ \t]*\n", text) if _is_spoken(block))
    for number, block in enumerate(paragraphs):
        for line in _unwrap(block):
            sentences += [ScriptSentence(sentence, number) for sentence in _split_line(line)]
    return tuple(sentences)


def _unwrap(block: str) -> list[str]:
    """Lines of a paragraph, those joined that were only wrapped."""
    lines: list[str] = []
    for line in (" ".join(line.split()) for line in block.split("\n")):
        if not line:
            continue
        if lines and not _SENTENCE_END.search(lines[-1]) and (len(lines[-1]) >= WRAPPED_LENGTH or line[0].islower()):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines


def _split_line(line: str) -> list[str]:
    sentences: list[str] = []
    words: list[str] = []
    for word in line.split(" "):
        words.append(word)
        text = " ".join(words)
        if _SENTENCE_END.search(word) and not _NO_END.search(text):
            sentences.append(text)
            words = []
    if words:
        sentences.append(" ".join(words))
    return _join_unspoken(sentences)


def _join_unspoken(sentences: list[str]) -> list[str]:
    """What has no letter («…») is no sentence of its own: it clings to the one before, or is left out."""
    joined: list[str] = []
    for sentence in sentences:
        if _is_spoken(sentence):
            joined.append(sentence)
        elif joined:
            joined[-1] += f" {sentence}"
    return joined


def _is_spoken(text: str) -> bool:
    return any(character.isalnum() for character in text)
