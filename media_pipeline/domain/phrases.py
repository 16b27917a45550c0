"""What a voice is given at a time: a sentence, or the piece between two commas when the pause there is ours. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from media_pipeline.domain.script import ScriptSentence
from media_pipeline.domain.speech_timeline import SpokenPart

_PAUSE = re.compile(r"[,;:][\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a sentence; the pieces of a sentence, joined by spaces, are the sentence."""

    text: str
    sentence: int
    """Counted from 0."""
    offset: int
    """Where in the sentence it begins, in characters."""


def split_phrases(sentences: Sequence[ScriptSentence], *, at_commas: bool) -> tuple[Phrase, ...]:
    """Every sentence as a whole, or cut after each comma, semicolon and colon; no piece is without a letter."""
    phrases: list[Phrase] = []
    for number, sentence in enumerate(sentences):
        offset = 0
        for text in _cut(sentence) if at_commas else (sentence.text,):
            phrases.append(Phrase(text, number, offset))
            offset += len(text) + 1
    return tuple(phrases)


def join_parts(phrases: Sequence[Phrase], parts: Sequence[SpokenPart], pause_ms: int) -> list[SpokenPart]:
    """What was made of each sentence, from what was made of its phrases."""
    pairs = zip(phrases, parts, strict=True)
    return [_join(list(group), pause_ms) for _number, group in groupby(pairs, key=lambda pair: pair[0].sentence)]


def list_silences(phrases: Sequence[Phrase], pauses_ms: Sequence[int], pause_ms: int) -> list[int]:
    """The silence in milliseconds before each phrase, and after the last one.

    Args:
        pauses_ms: before each sentence and after the last one.
        pause_ms: between two phrases of a sentence.
    """
    return [pauses_ms[phrase.sentence] if phrase.offset == 0 else pause_ms for phrase in phrases] + [pauses_ms[-1]]


def _cut(sentence: ScriptSentence) -> list[str]:
    pieces: list[str] = []
    words: list[str] = []
    for word in sentence.words:
        words.append(word)
        if _PAUSE.search(word):
            pieces.append(" ".join(words))
            words = []
    return _join_unspoken([*pieces, " ".join(words)] if words else pieces)


def _join_unspoken(pieces: Sequence[str]) -> list[str]:
    """A piece without a letter or a digit («–,») clings to the one before, at the start to the one after."""
    joined: list[str] = []
    for piece in pieces:
        if joined and not (_is_spoken(piece) and _is_spoken(joined[-1])):
            joined[-1] += f" {piece}"
        else:
            joined.append(piece)
    return joined


def _is_spoken(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _join(pairs: Sequence[tuple[Phrase, SpokenPart]], pause_ms: int) -> SpokenPart:
    clock_ms, starts = 0.0, list[tuple[int, int]]()
    for phrase, part in pairs:
        if phrase.offset:
            clock_ms += pause_ms
            starts.append((phrase.offset, round(clock_ms)))
        starts += [(phrase.offset + position, round(clock_ms + at)) for position, at in part.word_starts]
        clock_ms += part.duration_ms
    return SpokenPart(clock_ms, tuple(starts))
