"""Errors of the schedule.

ScheduleError
└── InvalidValueError   a rule, a recurrence or an override contradicts itself; `fault` says how, `field` where
"""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """How a value contradicts itself; `cms.broadcasts.sentences` has the sentence of each."""

    PERIOD_REVERSED = "period-reversed"
    WEEKDAYS_MISSING = "weekdays-missing"
    DAY_OF_MONTH_MISSING = "day-of-month-missing"
    LIMIT_NOT_POSITIVE = "limit-not-positive"
    QUIET_HOURS_EMPTY = "quiet-hours-empty"
    SESSIONS_ALIKE = "sessions-alike"
    LENGTH_NOT_POSITIVE = "length-not-positive"
    NOT_AN_EMERGENCY = "not-an-emergency"
    NOBODY_NAMED = "nobody-named"
    REASON_MISSING = "reason-missing"
    INSTANT_WITHOUT_ZONE = "instant-without-zone"


class ScheduleError(Exception):
    """Root of this package's errors."""


class InvalidValueError(ScheduleError, ValueError):
    """A value contradicts itself."""

    def __init__(self, fault: Fault, *, field: str) -> None:
        self.fault = fault
        self.field = field
        """Name of the attribute that must change."""
        super().__init__(f"{field}: {fault}")
