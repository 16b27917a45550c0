"""What is to be played: bulletins, the entries that put them in sessions, and emergencies that wait for no session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cms.broadcasts.schedule.errors import Fault, InvalidValueError
from cms.broadcasts.schedule.recurrence import Recurrence


class BulletinClass(StrEnum):
    """The three classes of Circular 39/2020/TT-BTTTT, in the order in which a session plays them."""

    EMERGENCY = "emergency"
    """Plays at once."""
    PRIORITY = "priority"
    """Played first inside the programme; where two collide the ward decides their order."""
    NORMAL = "normal"
    """The ward chooses and schedules it."""

    @property
    def rank(self) -> int:
        """Its place in a session; the smallest is played first."""
        return list(BulletinClass).index(self)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What the schedule knows of a bulletin."""

    key: str
    title: str
    bulletin_class: BulletinClass = BulletinClass.NORMAL
    duration_ms: int | None = None
    """None: its recording is not made yet."""
    valid_until: date | None = None
    """The last day on which it may be played."""
    is_approved: bool = False
    """Whether another person than its author has approved it as it is now."""
    withdrawn_because: str = ""
    """A sentence, when it is pulled out of the queue: a law that it cites expired or changed."""
    withdrawn_from: date | None = None
    """The first day on which it is pulled out; None: whatever the day."""

    def __post_init__(self) -> None:
        if self.duration_ms is not None and self.duration_ms <= 0:
            raise InvalidValueError(Fault.LENGTH_NOT_POSITIVE, field="duration_ms")

    def is_withdrawn_on(self, day: date) -> bool:
        """Whether it is pulled out of the queue of that day."""
        return bool(self.withdrawn_because) and (self.withdrawn_from is None or day >= self.withdrawn_from)

    def has_expired_by(self, day: date) -> bool:
        """Whether it may no longer be played on that day."""
        return self.valid_until is not None and day > self.valid_until


@dataclass(frozen=True, slots=True)
class Entry:
    """A bulletin in sessions, on the days of its recurrence."""

    key: str
    bulletin: Bulletin
    recurrence: Recurrence
    session_keys: frozenset[str]
    """In which sessions of those days."""
    position: int = 0
    """The ward's order among bulletins of one class; the smallest is played first."""
    clusters: tuple[str, ...] = ()
    """Names of the loudspeakers that play it; empty: all."""


@dataclass(frozen=True, slots=True)
class EmergencyOverride:
    """An emergency that was ordered to play at once: quiet hours and limits do not hold for it, so it is recorded.

    Raises InvalidValueError when the record does not say who, when and why, or is of another class of bulletin.
    """

    key: str
    bulletin: Bulletin
    plays_at: datetime
    """With its time zone."""
    ordered_by: str
    """Who gave the order: a person's name."""
    ordered_at: datetime
    """When the order was given, with its time zone."""
    reason: str

    def __post_init__(self) -> None:
        if self.bulletin.bulletin_class is not BulletinClass.EMERGENCY:
            raise InvalidValueError(Fault.NOT_AN_EMERGENCY, field="bulletin")
        for field in ("plays_at", "ordered_at"):
            if getattr(self, field).tzinfo is None:
                raise InvalidValueError(Fault.INSTANT_WITHOUT_ZONE, field=field)
        if not self.ordered_by.strip():
            raise InvalidValueError(Fault.NOBODY_NAMED, field="ordered_by")
        if not self.reason.strip():
            raise InvalidValueError(Fault.REASON_MISSING, field="reason")
