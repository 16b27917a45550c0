"""On which days something comes round: once, daily, weekly, monthly, each within its range of dates."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cms.broadcasts.schedule.clock import Weekday, get_weekday
from cms.broadcasts.schedule.errors import Fault, InvalidValueError

LAST_DAY_OF_MONTH = 31


class Frequency(StrEnum):
    """How often."""

    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule for days. Raises InvalidValueError when it contradicts itself."""

    frequency: Frequency
    first_day: date
    """The day itself of what comes once; else no day before it counts."""
    last_day: date | None = None
    """No day after it counts; None: until somebody ends it. Of no meaning for what comes once."""
    weekdays: frozenset[Weekday] = frozenset()
    """Of what comes weekly."""
    day_of_month: int | None = None
    """Of what comes monthly, 1 to 31. A month that is too short has it on its last day: an officer who asks for the
    31st means the end of the month (iCalendar's own rule would skip that month)."""

    def __post_init__(self) -> None:
        if self.last_day is not None and self.last_day < self.first_day:
            raise InvalidValueError(Fault.PERIOD_REVERSED, field="last_day")
        if self.frequency is Frequency.WEEKLY and not self.weekdays:
            raise InvalidValueError(Fault.WEEKDAYS_MISSING, field="weekdays")
        is_a_day_of_month = self.day_of_month is not None and 1 <= self.day_of_month <= LAST_DAY_OF_MONTH
        if self.frequency is Frequency.MONTHLY and not is_a_day_of_month:
            raise InvalidValueError(Fault.DAY_OF_MONTH_MISSING, field="day_of_month")

    def occurs_on(self, day: date) -> bool:
        """Whether that day is one of its days."""
        if self.frequency is Frequency.ONCE:
            return day == self.first_day
        if day < self.first_day or (self.last_day is not None and day > self.last_day):
            return False
        if self.frequency is Frequency.WEEKLY:
            return get_weekday(day) in self.weekdays
        if self.frequency is Frequency.MONTHLY:
            return day.day == min(self.day_of_month or LAST_DAY_OF_MONTH, _count_days(day))
        return True

    def list_days(self, first: date, last: date) -> list[date]:
        """Its days from the first to the last of a period, both included."""
        return [day for day in list_days(first, last) if self.occurs_on(day)]


def list_days(first: date, last: date) -> Iterator[date]:
    """Every day of a period, both ends included; none when the last is before the first."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _count_days(day: date) -> int:
    """Days of the month in which that day is."""
    return calendar.monthrange(day.year, day.month)[1]
