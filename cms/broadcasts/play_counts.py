"""How often what was played, counted from lines of the diary. Pure.

One *broadcast* is one bulletin in one session. It is complete when every loudspeaker that was to play it did, partial
when some did, and missed when none did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DiaryLine:
    """One bulletin in one session at one cluster."""

    session: str
    entry: str
    broadcast_class: str
    topic: str
    """Empty: none."""
    cluster: str
    """Empty: all loudspeakers."""
    was_played: bool


@dataclass(frozen=True, slots=True)
class Count:
    """Broadcasts of one class or topic, or at one cluster."""

    name: str
    complete: int
    partial: int
    missed: int

    @property
    def total(self) -> int:
        """All that were noted."""
        return self.complete + self.partial + self.missed


@dataclass(frozen=True, slots=True)
class PlayCounts:
    """The figures of a report."""

    total: Count
    classes: tuple[Count, ...]
    topics: tuple[Count, ...]
    clusters: tuple[Count, ...]


def count_plays(lines: Sequence[DiaryLine]) -> PlayCounts:
    """All figures; names in the order of their first line."""
    return PlayCounts(
        total=next(iter(_count_by(lines, lambda line: "")), Count("", 0, 0, 0)),
        classes=_count_by(lines, lambda line: line.broadcast_class),
        topics=_count_by(lines, lambda line: line.topic),
        clusters=_count_by(lines, lambda line: line.cluster),
    )


def _count_by(lines: Iterable[DiaryLine], name: Callable[[DiaryLine], str]) -> tuple[Count, ...]:
    groups: dict[str, dict[tuple[str, str], list[bool]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        groups[name(line)][line.session, line.entry].append(line.was_played)
    return tuple(_count(key, broadcasts.values()) for key, broadcasts in groups.items())


def _count(name: str, broadcasts: Iterable[list[bool]]) -> Count:
    played = [(any(outcomes), all(outcomes)) for outcomes in broadcasts]
    complete = sum(every for _some, every in played)
    missed = sum(not some for some, _every in played)
    return Count(name, complete, len(played) - complete - missed, missed)
