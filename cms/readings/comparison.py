"""A reading as rows for the eye: each line as it is written, beside it as it is said, with every change marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from cms.media.reading import Reading, Rule, Segment

RULE_LABELS = {
    Rule.PAUSE: _("sign read as a pause"),
    Rule.LEXICON: _("your lexicon"),
    Rule.ABBREVIATION: _("abbreviation"),
    Rule.NAME: _("name"),
    Rule.CITATION: _("legal text"),
    Rule.DATE: _("date"),
    Rule.TIME: _("time"),
    Rule.NUMBER: _("figure"),
    Rule.DIGITS: _("digit by digit"),
    Rule.RANGE: _("range"),
    Rule.FRACTION: _("fraction"),
    Rule.ORDINAL: _("ordinal"),
    Rule.ROMAN: _("Roman numeral"),
    Rule.LIST: _("number of a list"),
    Rule.MONEY: _("money"),
    Rule.PERCENT: _("percentage"),
    Rule.UNIT: _("unit"),
    Rule.PHONE: _("telephone number"),
    Rule.PLATE: _("number plate"),
    Rule.ADDRESS: _("address"),
    Rule.CODE: _("code"),
    Rule.WEB: _("web address"),
    Rule.LETTER: _("letter"),
    Rule.SYMBOL: _("symbol"),
}
_LINE_ENDS = re.compile(r"\n+")


class Kind(StrEnum):
    """What the eye must see of a stretch."""

    SAME = "same"
    CHANGED = "changed"
    LEFT_OUT = "left-out"
    """Written, but not said."""
    PAUSE = "pause"
    """Another sign, no other word."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a line and what is said for it."""

    written: str
    spoken: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Change:
    """The same words said for the same writing by the same rule, wherever they stand."""

    written: str
    spoken: str
    rule: str
    """In words, for the editor."""
    count: int


def build_rows(reading: Reading) -> list[tuple[Stretch, ...]]:
    """The lines of a text; empty ones are left out."""
    rows: list[list[Stretch]] = [[]]
    for segment in reading.segments:
        first, *others = _cut(segment)
        rows[-1].append(first)
        rows += [[stretch] for stretch in others]
    return [tuple(row) for row in rows if any(stretch.written.strip() or stretch.spoken.strip() for stretch in row)]


def list_changes(reading: Reading) -> list[Change]:
    """Every change of words, each once, in the order in which it first stands."""
    counted = Counter(
        (change.written.strip(), change.spoken.strip(" ,."), change.rule)
        for change in reading.changes
        if change.rule is not Rule.PAUSE
    )
    return [
        Change(written, spoken, str(RULE_LABELS[rule]), count) for (written, spoken, rule), count in counted.items()
    ]


def _cut(segment: Segment) -> Iterator[Stretch]:
    """The stretches of a segment, one for each line that it touches."""
    written, spoken = _LINE_ENDS.split(segment.written), _LINE_ENDS.split(segment.spoken)
    if len(written) != len(spoken):
        written, spoken = [" ".join(written)], [" ".join(spoken)]
    for one, other in zip(written, spoken, strict=True):
        yield Stretch(one, other, _choose_kind(segment.rule, one, other))


def _choose_kind(rule: Rule, written: str, spoken: str) -> Kind:
    if rule is Rule.UNKNOWN:
        return Kind.UNKNOWN
    if written.split() == spoken.split():
        return Kind.SAME
    if any(character.isalnum() for character in written) and not spoken.strip(" .,;:?!…"):
        return Kind.LEFT_OUT
    return Kind.PAUSE if rule in (Rule.PAUSE, Rule.SPACE, Rule.NONE) else Kind.CHANGED
