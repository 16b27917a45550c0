"""The ward's clock. All local days and hours of the schedule are read on it, never on the machine's.

Vietnam has kept UTC+7 without summer time since 1975, so that adding seconds to an instant of this zone is the same on
the wall and in UTC.
"""

from __future__ import annotations

from datetime import date, datetime, time
from enum import IntEnum
from zoneinfo import ZoneInfo

ZONE_NAME = "Asia/Ho_Chi_Minh"
WARD_ZONE = ZoneInfo(ZONE_NAME)


class Weekday(IntEnum):
    """Days of the week with their ISO 8601 numbers."""

    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 3
    THURSDAY = 4
    FRIDAY = 5
    SATURDAY = 6
    SUNDAY = 7


EVERY_DAY = frozenset(Weekday)


def get_weekday(day: date) -> Weekday:
    """The day of the week of a date."""
    return Weekday(day.isoweekday())


def at_ward_time(day: date, hour: time) -> datetime:
    """The instant at which the ward's clocks show that hour on that day."""
    return datetime.combine(day, hour, tzinfo=WARD_ZONE)


def to_ward_time(instant: datetime) -> datetime:
    """The same instant, as the ward's clocks show it. Args: instant: with its time zone."""
    return instant.astimezone(WARD_ZONE)
