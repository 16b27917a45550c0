"""The plan: every session of a period with what it plays, in order.

Each day is planned from its own rules and entries alone, so the plan of a long period holds that of a short one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from cms.broadcasts.schedule.clock import at_ward_time, to_ward_time
from cms.broadcasts.schedule.entries import Bulletin, EmergencyOverride, Entry
from cms.broadcasts.schedule.recurrence import list_days
from cms.broadcasts.schedule.rules import Rules, SessionRule


class Obstacle(StrEnum):
    """Why an item of a plan is not played."""

    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    UNAPPROVED = "unapproved"
    """As yet; the plan keeps its place and its time."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """All that a plan is made from."""

    rules: Rules
    entries: tuple[Entry, ...] = ()
    emergencies: tuple[EmergencyOverride, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """A bulletin in its place."""

    bulletin: Bulletin
    entry_key: str
    """Of the entry, or of the override, that put it there."""
    position: int = 0
    obstacle: Obstacle | None = None
    clusters: tuple[str, ...] = ()
    """Names of the loudspeakers that play it; empty: all."""

    @property
    def takes_time(self) -> bool:
        """Whether it is played, or will be once it is approved."""
        return self.obstacle in (None, Obstacle.UNAPPROVED)


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session on its day, or an emergency at its instant."""

    key: str
    """Of its rule, or of the override."""
    starts_at: datetime
    """As the ward's clocks show it."""
    items: tuple[PlannedItem, ...]
    """In the order in which they are played, those with an obstacle among them."""
    limit_s: int | None = None
    """None: an emergency has no limit."""
    emergency: EmergencyOverride | None = None
    """The record that lets it play at once, if it is an emergency."""

    @property
    def day(self) -> date:
        """Its day in the ward."""
        return self.starts_at.date()

    @property
    def identity(self) -> str:
        """Its name for ever: the same however often it is planned, and whatever it plays."""
        return f"khan-cap-{self.key}" if self.emergency else f"{self.day.isoformat()}-{self.key}"

    @property
    def items_to_play(self) -> tuple[PlannedItem, ...]:
        """The items without those that never will be played."""
        return tuple(item for item in self.items if item.takes_time)

    @property
    def known_ms(self) -> int:
        """How long the items last whose length is known."""
        return sum(item.bulletin.duration_ms or 0 for item in self.items_to_play)

    @property
    def has_unknown_length(self) -> bool:
        """Whether an item's recording is not made yet."""
        return any(item.bulletin.duration_ms is None for item in self.items_to_play)

    @property
    def ends_at(self) -> datetime:
        """When its last item ends; with an item of unknown length, at least when its limit is reached."""
        reserved_ms = (self.limit_s or 0) * 1000 if self.has_unknown_length else 0
        return self.starts_at + timedelta(milliseconds=max(self.known_ms, reserved_ms))


def plan_period(schedule: Schedule, first: date, last: date) -> tuple[PlannedSession, ...]:
    """Every session from the first to the last day, both included, earliest first; sessions without items too."""
    sessions = [
        _plan_session(rule, day, schedule.entries)
        for day in list_days(first, last)
        for rule in schedule.rules.list_sessions_of(day)
    ]
    sessions += [
        _plan_emergency(override)
        for override in schedule.emergencies
        if first <= to_ward_time(override.plays_at).date() <= last
    ]
    return tuple(sorted(sessions, key=_rank_session))


def find_obstacle(bulletin: Bulletin, day: date) -> Obstacle | None:
    """Why a bulletin is not played on that day; what can never be mended comes first."""
    if bulletin.is_withdrawn_on(day):
        return Obstacle.WITHDRAWN
    if bulletin.has_expired_by(day):
        return Obstacle.EXPIRED
    return None if bulletin.is_approved else Obstacle.UNAPPROVED


def _plan_session(rule: SessionRule, day: date, entries: tuple[Entry, ...]) -> PlannedSession:
    items = [
        PlannedItem(entry.bulletin, entry.key, entry.position, find_obstacle(entry.bulletin, day), entry.clusters)
        for entry in entries
        if rule.key in entry.session_keys and entry.recurrence.occurs_on(day)
    ]
    return PlannedSession(
        key=rule.key,
        starts_at=at_ward_time(day, rule.starts),
        items=tuple(sorted(items, key=_rank_item)),
        limit_s=rule.limit_s,
    )


def _plan_emergency(override: EmergencyOverride) -> PlannedSession:
    starts_at = to_ward_time(override.plays_at)
    obstacle = find_obstacle(override.bulletin, starts_at.date())
    item = PlannedItem(override.bulletin, override.key, obstacle=obstacle)
    return PlannedSession(key=override.key, starts_at=starts_at, items=(item,), emergency=override)


def _rank_item(item: PlannedItem) -> tuple[int, int, str]:
    """Class, then the ward's order, then the key, so that no two items ever change places by chance."""
    return item.bulletin.bulletin_class.rank, item.position, item.entry_key


def _rank_session(session: PlannedSession) -> tuple[datetime, bool, str]:
    """An emergency comes before the session of the same instant."""
    return session.starts_at, session.emergency is None, session.key
