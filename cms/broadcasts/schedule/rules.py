"""When the loudspeakers may speak: the sessions of a day, the limit of each, the quiet hours.

The defaults answer what residents complain of, broadcasts before 5:30 and long ones; they are settings of the ward and
no regulation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cms.broadcasts.schedule.clock import EVERY_DAY, Weekday, at_ward_time, get_weekday, to_ward_time
from cms.broadcasts.schedule.errors import Fault, InvalidValueError

DEFAULT_LIMIT_S = 15 * 60

_A_DAY = timedelta(days=1)
_AN_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class SessionRule:
    """A session that comes round on its days of the week."""

    key: str
    """Names the session for ever: entries and calendars of subscribers refer to it, whatever its hour becomes."""
    starts: time
    """Local hour of its start."""
    limit_s: int = DEFAULT_LIMIT_S
    """The longest that all its bulletins together may last, seconds."""
    weekdays: frozenset[Weekday] = EVERY_DAY

    def __post_init__(self) -> None:
        if self.limit_s <= 0:
            raise InvalidValueError(Fault.LIMIT_NOT_POSITIVE, field="limit_s")
        if not self.weekdays:
            raise InvalidValueError(Fault.WEEKDAYS_MISSING, field="weekdays")

    def is_held_on(self, day: date) -> bool:
        """Whether there is such a session on that day."""
        return get_weekday(day) in self.weekdays


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours of every day in which nothing but an emergency is played; from `starts` up to, not including, `ends`."""

    starts: time
    ends: time
    """Before `starts` when the quiet hours run through midnight."""

    def __post_init__(self) -> None:
        if self.starts == self.ends:
            raise InvalidValueError(Fault.QUIET_HOURS_EMPTY, field="ends")

    def overlap(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether something that is played from one instant up to another sounds in quiet hours."""
        ends_at = max(ends_at, starts_at + _AN_INSTANT)
        return any(
            starts_at < quiet_end and quiet_start < ends_at for quiet_start, quiet_end in self._list(starts_at, ends_at)
        )

    def _list(self, starts_at: datetime, ends_at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The quiet hours that begin from the day before the first instant to the day of the last."""
        day = to_ward_time(starts_at).date() - _A_DAY
        while day <= to_ward_time(ends_at).date():
            end_day = day if self.starts < self.ends else day + _A_DAY
            yield at_ward_time(day, self.starts), at_ward_time(end_day, self.ends)
            day += _A_DAY


DEFAULT_SESSIONS = (SessionRule("sang", time(5, 30)), SessionRule("chieu", time(17, 0)))
DEFAULT_QUIET_HOURS = QuietHours(time(20, 0), time(5, 30))


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a ward."""

    sessions: tuple[SessionRule, ...] = DEFAULT_SESSIONS
    quiet_hours: QuietHours | None = DEFAULT_QUIET_HOURS
    """None: it has no quiet hours."""

    def __post_init__(self) -> None:
        keys = [rule.key for rule in self.sessions]
        if len(set(keys)) < len(keys):
            raise InvalidValueError(Fault.SESSIONS_ALIKE, field="sessions")

    def list_sessions_of(self, day: date) -> list[SessionRule]:
        """The sessions of a day, earliest first."""
        return sorted(
            (rule for rule in self.sessions if rule.is_held_on(day)), key=lambda rule: (rule.starts, rule.key)
        )
