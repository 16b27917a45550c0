"""Word events of a sentence → its words with their times. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from media_pipeline.domain.timings import SpokenSentence, SpokenWord

_TOKEN = re.compile(r"\S+")


class Event(Protocol):
    """The voice begins a word: position in the sentence, milliseconds from the beginning of its sound."""

    @property
    def position(self) -> int: ...

    @property
    def start_ms(self) -> int: ...


def time_sentence(
    text: str, paragraph: int, events: Sequence[Event], *, start_ms: int, duration_ms: int
) -> SpokenSentence:
    """The sentence with a time for each of its tokens (a word with the punctuation that clings to it).

    A token that the voice passes over (a dash) begins where the next one does. A token read as several words (a number)
    begins with the first of them.

    Args:
        start_ms: where the sentence's sound begins in the recording.
        duration_ms: of its sound.
    """
    tokens = list(_TOKEN.finditer(text))
    starts = [_find_start(token, events) for token in tokens]
    end_ms = start_ms + duration_ms
    words: list[SpokenWord] = []
    following = end_ms
    for token, start in zip(reversed(tokens), reversed(starts), strict=True):
        begins = following if start is None else min(start_ms + start, following)
        words.append(SpokenWord(token[0], begins, following))
        following = begins
    return SpokenSentence(text, start_ms, end_ms, paragraph, tuple(reversed(words)))


def _find_start(token: re.Match[str], events: Sequence[Event]) -> int | None:
    starts = [event.start_ms for event in events if token.start() <= event.position < token.end()]
    return min(starts, default=None)
