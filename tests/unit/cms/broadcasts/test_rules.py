"""Sessions of a day and quiet hours."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from cms.broadcasts.schedule.clock import Weekday, at_ward_time, get_weekday
from cms.broadcasts.schedule.errors import Fault, InvalidValueError
from cms.broadcasts.schedule.rules import DEFAULT_QUIET_HOURS, QuietHours, Rules, SessionRule
from tests.unit.cms.broadcasts.samples import MONDAY, in_ward


def test_a_ward_that_sets_nothing_speaks_twice_a_day_for_a_quarter_of_an_hour() -> None:
    sessions = Rules().list_sessions_of(MONDAY)
    assert [(rule.starts, rule.limit_s) for rule in sessions] == [(time(5, 30), 900), (time(17), 900)]


def test_the_sessions_of_a_day_are_those_of_its_weekday_earliest_first() -> None:
    late = SessionRule("a", time(17), weekdays=frozenset({Weekday.MONDAY, Weekday.SUNDAY}))
    early = SessionRule("b", time(6), weekdays=frozenset({Weekday.MONDAY}))
    rules = Rules((late, early))
    days = [MONDAY + timedelta(days=number) for number in range(7)]
    assert [[rule.key for rule in rules.list_sessions_of(day)] for day in days] == [
        ["b", "a"],
        [],
        [],
        [],
        [],
        [],
        ["a"],
    ]


def test_weekdays_have_their_iso_numbers() -> None:
    assert get_weekday(MONDAY) is Weekday.MONDAY
    assert get_weekday(MONDAY + timedelta(days=6)) is Weekday.SUNDAY


@pytest.mark.parametrize(
    ("start", "minutes", "is_quiet"),
    [
        ((5, 29), 1, True),
        ((5, 29), 5, True),
        ((5, 30), 15, False),
        ((5, 0), 30, True),
        ((17, 0), 15, False),
        ((19, 45), 15, False),
        ((19, 45), 16, True),
        ((20, 0), 0, True),
        ((5, 30), 0, False),
        ((23, 59), 5, True),
        ((0, 0), 1, True),
        ((12, 0), 24 * 60, True),
    ],
)
def test_quiet_hours_through_midnight(start: tuple[int, int], minutes: int, is_quiet: bool) -> None:
    starts_at = in_ward(MONDAY, *start)
    ends_at = starts_at + timedelta(minutes=minutes)
    assert DEFAULT_QUIET_HOURS.overlap(starts_at, ends_at) is is_quiet
    assert DEFAULT_QUIET_HOURS.overlap(starts_at.astimezone(UTC), ends_at.astimezone(UTC)) is is_quiet


@pytest.mark.parametrize(("hour", "is_quiet"), [(11, False), (12, True), (13, True), (14, False)])
def test_quiet_hours_within_a_day(hour: int, is_quiet: bool) -> None:
    starts_at = in_ward(MONDAY, hour)
    assert QuietHours(time(12), time(14)).overlap(starts_at, starts_at + timedelta(minutes=5)) is is_quiet


def test_the_wards_clock_is_seven_hours_ahead_of_utc_all_year() -> None:
    for month in range(1, 13):
        local = at_ward_time(MONDAY.replace(month=month), time(5, 30))
        assert local.astimezone(UTC) == datetime(2026, month, 22, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("make", "fault", "field"),
    [
        (lambda: SessionRule("a", time(6), limit_s=0), Fault.LIMIT_NOT_POSITIVE, "limit_s"),
        (lambda: SessionRule("a", time(6), weekdays=frozenset()), Fault.WEEKDAYS_MISSING, "weekdays"),
        (lambda: QuietHours(time(20), time(20)), Fault.QUIET_HOURS_EMPTY, "ends"),
        (lambda: Rules((SessionRule("a", time(6)), SessionRule("a", time(7)))), Fault.SESSIONS_ALIKE, "sessions"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(make, fault: Fault, field: str) -> None:
    with pytest.raises(InvalidValueError) as raised:
        make()
    assert (raised.value.fault, raised.value.field) == (fault, field)
