"""What a reading is: the written text cut into segments, each with what is said for it. Pure values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Region(StrEnum):
    """Whose words are used: «nghìn, linh, hai mươi tư» or «ngàn, lẻ, hai mươi bốn»."""

    NORTH = "north"
    SOUTH = "south"


class Rule(StrEnum):
    """Which rule chose the words of a segment."""

    NONE = "none"
    """Said as it is written."""
    SPACE = "space"
    """Blanks only: nothing that is heard."""
    PAUSE = "pause"
    """Brackets, dashes, quotation marks, bullets: a pause, or nothing."""
    LEXICON = "lexicon"
    """The editor's own entry; it comes before every other rule."""
    ABBREVIATION = "abbreviation"
    NAME = "name"
    UNKNOWN = "unknown"
    """An abbreviation that nobody has explained: it stays as it is written."""
    CITATION = "citation"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    DIGITS = "digits"
    RANGE = "range"
    FRACTION = "fraction"
    ORDINAL = "ordinal"
    ROMAN = "roman"
    LIST = "list"
    MONEY = "money"
    PERCENT = "percent"
    UNIT = "unit"
    PHONE = "phone"
    PLATE = "plate"
    ADDRESS = "address"
    CODE = "code"
    WEB = "web"
    LETTER = "letter"
    SYMBOL = "symbol"


@dataclass(frozen=True, slots=True)
class Unknown:
    """An abbreviation without an explanation: the reading cannot be signed off while there is one."""

    start: int
    end: int
    """Span in `Reading.written`, in characters."""
    written: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the written text and what is said for it."""

    start: int
    end: int
    """Span in `Reading.written`, in characters."""
    written: str
    spoken: str
    rule: Rule

    @property
    def is_change(self) -> bool:
        """Whether an editor should look at it: the words or the pauses are others, not only the blanks."""
        return self.written != self.spoken and self.rule is not Rule.SPACE


@dataclass(frozen=True)
class Reading:
    """A text and its reading, segment by segment.

    The segments cover `written` from its first character to its last, in order and without overlap, and their spoken
    parts put together are `spoken`: letters, blanks and the pauses `. , ; : ? ! …`, nothing else.
    """

    written: str
    """The text in NFC, with line ends `\\n` and without invisible characters. Every span counts in it."""
    segments: tuple[Segment, ...]
    unknown: tuple[Unknown, ...]
    """In their order; each occurrence counts."""

    @cached_property
    def spoken(self) -> str:
        """What is said, in NFC."""
        return "".join(segment.spoken for segment in self.segments)

    @property
    def changes(self) -> Iterator[Segment]:
        """The segments that an editor should look at."""
        return (segment for segment in self.segments if segment.is_change)

    @property
    def is_complete(self) -> bool:
        """Whether every abbreviation is known, so that the reading can be signed off."""
        return not self.unknown
