"""What stands between the words (blanks, stops, brackets, dashes, bullets, signs that are not said) as one pause. Pure.

A run is settled to its canonical form: at most one of `? ! . ; : … ,`, then one blank, one line end or two. What is
settled once is settled for good: this is what makes a reading of a reading the same reading.
"""

from __future__ import annotations

import re

from media_pipeline.reading.signs import SAID_SIGNS

_SILENT_SIGNS = r"<(?!=?[ ]?\d)|>(?!=?[ ]?\d)|=(?=>)|~(?![ ]?\d)|≈(?![ ]?\d)|\$(?!\d)|−(?![ ]?\d)|@(?!\w)|§(?![ ]?\w)"
"""Signs that are said only beside a number or a word; leftovers of markup otherwise."""
_MINUS = r"(?<!\w)-(?=\d{1,3}(?:,\d{1,3})?[ ]?(?:[°º℃]|độ\b))"
"""The hyphen of a temperature below zero."""
_PLUS_AS_BULLET = r"\n[ \t]*\+(?=[ \t])|(?<![\s\S])[ \t]*\+(?=[ \t])"
STOPS = ".,;:?!…"
"""What a settled run can begin with."""
RUN = re.compile(rf"(?:{_PLUS_AS_BULLET}|(?!{_MINUS})[^\w{re.escape(SAID_SIGNS)}]|_|{_SILENT_SIGNS})+")
BULLET = re.compile(r"\n[\s>]*[-–—−•●▪■□☐☑◦○·‣∙+*✓✔♦➢➤►▶→⇒]")
_ELLIPSIS = re.compile(r"\.{3,}|…|\.(?:[ ]\.){2,}")
_SAME_MARKS = str.maketrans("。？！；：，、․", ".?!;:,,.")
_BETWEEN_PARTS = re.compile(r"[()\[\]{}|/\\–—―⁄•●▪◦·→⇒]|\s-|-\s|--")
"""Brackets, dashes, strokes: a short pause where nothing stronger stands."""


def settle_run(run: str) -> str:
    """The canonical form of a run that stands between two words."""
    return find_mark(run) + find_gap(run)


def find_mark(run: str) -> str:
    """The strongest stop of a run; empty where a speaker goes on."""
    stops = run.translate(_SAME_MARKS)
    plain = _ELLIPSIS.sub(" ", stops)
    for mark in "?!.;:":
        if mark in plain:
            return mark
    if plain != stops:
        return "…"
    if "," in plain or ("\n" not in run and _BETWEEN_PARTS.search(run)):
        return ","
    return ""


def find_gap(run: str) -> str:
    """The blank of a run: a paragraph, a line or a space."""
    return "\n" * min(2, run.count("\n")) or " "
