"""Where the reading stands in a text, and what has been said so far. Rules look here; only `scanner` moves it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from media_pipeline.domain.script import WRAPPED_LENGTH
from media_pipeline.reading.model import Region, Rule, Segment, Unknown
from media_pipeline.reading.numerals import NUMERALS, Numerals
from media_pipeline.reading.runs import RUN, settle_run
from media_pipeline.reading.signs import NUMBER_SIGNS
from media_pipeline.reading.tables import Tables, Wordlist

WINDOW = 120
"""Characters that a rule looks back or ahead: its context never reaches further, so that time grows with the text."""
WORD = re.compile(rf"[^\W\d_{NUMBER_SIGNS}]+")
_LAST_WORD = re.compile(r"([^\W\d_]+) $")


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule makes of the text from the cursor to `end`."""

    end: int
    spoken: str
    rule: Rule
    unknown: tuple[Unknown, ...] = ()


@dataclass(slots=True)
class Cursor:
    """A position in a text in its canonical form (`signs.compose`)."""

    text: str
    region: Region
    tables: Tables
    lexicon: Wordlist
    start: int = 0
    segments: list[Segment] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    last_rule: Rule = Rule.NONE
    """The rule of the segment that ends where the cursor stands."""
    last_roman: int = -WINDOW
    """End of the last Roman numeral: «chương I và V»."""
    last_date: int = -WINDOW
    """End of the last date: «30/4, 1/5 và 2/9»."""
    _kept_from: int | None = None
    """Start of the text that is said as it is written and is no segment yet."""
    _closed: str = ""
    """The end of what the segments say, as long as a window."""

    @property
    def numerals(self) -> Numerals:
        """The numbers of the region."""
        return NUMERALS[self.region]

    @property
    def is_line_start(self) -> bool:
        """Whether nothing has been said on this line yet."""
        return self.said(1) in ("", "\n")

    @property
    def is_sentence_start(self) -> bool:
        """Whether a capital belongs here: after a full stop, and on a new line unless the text is only wrapped."""
        said = self.said(3).rstrip(" ")
        if said[-1:] == "\n" and said[-2:-1] not in ("\n", ".", "?", "!", "…"):
            line_end = self.text.rfind("\n", 0, self.start)
            line_start = self.text.rfind("\n", max(0, line_end - WRAPPED_LENGTH), line_end) + 1
            return line_start > 0 or line_end < WRAPPED_LENGTH
        return said[-1:] in ("", "\n", ".", "?", "!", "…")

    def said(self, limit: int = WINDOW) -> str:
        """The last characters of what has been said, at most a window of them."""
        if self._kept_from is None:
            return self._closed[-limit:]
        kept = self.text[max(self._kept_from, self.start - limit) : self.start]
        return (self._closed + kept)[-limit:] if len(kept) < limit else kept

    def said_sentence(self) -> str:
        """What has been said of this sentence, as far as the window reaches; a single line end does not end it."""
        return re.split(r"[.?!…;]|\n\n", self.said())[-1].replace("\n", " ")

    def said_word(self) -> str:
        """The last word, when only a blank separates it from the cursor."""
        found = _LAST_WORD.search(self.said(40))
        return found.group(1) if found else ""

    def ahead(self, start: int, limit: int = WINDOW) -> str:
        """The text from `start` on, blanks as single spaces."""
        return re.sub(r"\s+", " ", self.text[start : start + limit])

    def next_word(self, start: int) -> tuple[str, int]:
        """The word after `start` and its place, when only a blank separates them; («», start) otherwise."""
        gap = RUN.match(self.text, start)
        if gap and settle_run(gap.group()) == " ":
            word = WORD.match(self.text, gap.end())
            if word:
                return word.group(), word.start()
        return "", start

    def gap_after(self, start: int) -> tuple[str, int]:
        """The settled run after `start` and its end; («», start) when a word or a sign follows at once."""
        gap = RUN.match(self.text, start)
        return (settle_run(gap.group()), gap.end()) if gap else ("", start)

    def keep(self, end: int) -> None:
        """Say the text up to `end` as it is written."""
        if self._kept_from is None:
            if self._is_glued(self.text[self.start]):
                self._close(end, f" {self.text[self.start : end]}", Rule.SPACE)
                return
            self._kept_from = self.start
        self.start, self.last_rule = end, Rule.NONE

    def add(self, match: Match) -> None:
        """Say what a rule has found."""
        spoken = match.spoken
        if spoken == self.text[self.start : match.end] and not match.unknown:
            self.keep(match.end)
            self.last_rule = match.rule
            return
        if spoken[:1].isalnum() and self._is_glued(spoken[0]):
            spoken = f" {spoken}"
        self._flush()
        self.unknown += match.unknown
        self._close(match.end, spoken, match.rule)
        if match.rule is Rule.ROMAN:
            self.last_roman = match.end
        elif match.rule is Rule.DATE:
            self.last_date = match.end

    def finish(self) -> Sequence[Segment]:
        """All segments; the cursor stands at the end."""
        self._flush()
        return self.segments

    def _is_glued(self, character: str) -> bool:
        return character.isalnum() and self.said(1).isalnum()

    def _close(self, end: int, spoken: str, rule: Rule) -> None:
        self.segments.append(Segment(self.start, end, self.text[self.start : end], spoken, rule))
        self._closed = (self._closed + spoken)[-WINDOW:]
        self.start, self.last_rule = end, rule

    def _flush(self) -> None:
        if self._kept_from is not None:
            kept = self.text[self._kept_from : self.start]
            self.segments.append(Segment(self._kept_from, self.start, kept, kept, Rule.NONE))
            self._closed = (self._closed + kept[-WINDOW:])[-WINDOW:]
            self._kept_from = None
