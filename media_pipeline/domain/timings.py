"""When the built-in voice says what: the measure of captions and of the words that a player marks. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word (in Vietnamese: a syllable) with the punctuation that clings to it, as it stands in the script."""

    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class SpokenSentence:
    """A sentence as it stands in the script; its words follow each other without overlap."""

    text: str
    start_ms: int
    end_ms: int
    paragraph: int
    """Counted from 0."""
    words: tuple[SpokenWord, ...]


@dataclass(frozen=True, slots=True)
class SpeechTimings:
    """Everything that is said, in order, measured from the start of the recording."""

    sentences: tuple[SpokenSentence, ...]
    duration_ms: int
