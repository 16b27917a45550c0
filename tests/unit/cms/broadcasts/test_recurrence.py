"""On which days something comes round."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.broadcasts.schedule.clock import Weekday
from cms.broadcasts.schedule.errors import Fault, InvalidValueError
from cms.broadcasts.schedule.recurrence import Frequency, Recurrence, list_days
from tests.unit.cms.broadcasts.samples import MONDAY
from tests.unit.cms.broadcasts.strategies import recurrences

YEAR = (date(2027, 1, 1), date(2027, 12, 31))


def test_once_is_one_day() -> None:
    assert Recurrence(Frequency.ONCE, date(2027, 3, 5)).list_days(*YEAR) == [date(2027, 3, 5)]


def test_daily_is_every_day_of_its_range_with_both_ends() -> None:
    recurrence = Recurrence(Frequency.DAILY, date(2027, 2, 26), date(2027, 3, 2))
    assert [day.day for day in recurrence.list_days(*YEAR)] == [26, 27, 28, 1, 2]


def test_weekly_is_its_weekdays_within_its_range() -> None:
    weekdays = frozenset({Weekday.TUESDAY, Weekday.SATURDAY})
    recurrence = Recurrence(Frequency.WEEKLY, MONDAY, MONDAY + timedelta(days=8), weekdays)
    days = recurrence.list_days(MONDAY - timedelta(days=30), MONDAY + timedelta(days=30))
    assert days == [MONDAY + timedelta(days=number) for number in (1, 5, 8)]


def test_monthly_on_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    days = Recurrence(Frequency.MONTHLY, YEAR[0], day_of_month=31).list_days(*YEAR)
    assert [day.day for day in days] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def test_monthly_on_the_29th_comes_once_in_february_of_any_year() -> None:
    recurrence = Recurrence(Frequency.MONTHLY, date(2027, 2, 1), day_of_month=29)
    assert recurrence.list_days(date(2027, 2, 1), date(2027, 2, 28)) == [date(2027, 2, 28)]
    assert recurrence.list_days(date(2028, 2, 1), date(2028, 2, 29)) == [date(2028, 2, 29)]


def test_what_has_no_last_day_goes_on() -> None:
    assert Recurrence(Frequency.DAILY, MONDAY).occurs_on(MONDAY + timedelta(days=20_000))


@pytest.mark.parametrize(
    ("values", "fault", "field"),
    [
        ({"frequency": Frequency.DAILY, "last_day": MONDAY - timedelta(days=1)}, Fault.PERIOD_REVERSED, "last_day"),
        ({"frequency": Frequency.WEEKLY}, Fault.WEEKDAYS_MISSING, "weekdays"),
        ({"frequency": Frequency.MONTHLY}, Fault.DAY_OF_MONTH_MISSING, "day_of_month"),
        ({"frequency": Frequency.MONTHLY, "day_of_month": 32}, Fault.DAY_OF_MONTH_MISSING, "day_of_month"),
        ({"frequency": Frequency.MONTHLY, "day_of_month": 0}, Fault.DAY_OF_MONTH_MISSING, "day_of_month"),
    ],
)
def test_a_recurrence_that_contradicts_itself_is_refused(values, fault: Fault, field: str) -> None:
    with pytest.raises(InvalidValueError) as raised:
        Recurrence(first_day=MONDAY, **values)
    assert (raised.value.fault, raised.value.field) == (fault, field)


@given(recurrences(), st.integers(-400, 400), st.integers(0, 200))
def test_no_day_is_outside_the_rules_of_its_recurrence(recurrence: Recurrence, offset: int, length: int) -> None:
    first = MONDAY + timedelta(days=offset)
    days = recurrence.list_days(first, first + timedelta(days=length))
    assert days == sorted(set(days))
    for day in days:
        assert first <= day <= first + timedelta(days=length)
        assert day >= recurrence.first_day
        assert recurrence.last_day is None or day <= recurrence.last_day
        if recurrence.frequency is Frequency.ONCE:
            assert day == recurrence.first_day
        if recurrence.frequency is Frequency.WEEKLY:
            assert day.isoweekday() in recurrence.weekdays
        if recurrence.frequency is Frequency.MONTHLY:
            is_last = (day + timedelta(days=1)).day == 1
            assert day.day == recurrence.day_of_month or (is_last and day.day < recurrence.day_of_month)


@given(recurrences())
def test_a_monthly_recurrence_comes_once_in_each_whole_month(recurrence: Recurrence) -> None:
    if recurrence.frequency is Frequency.MONTHLY and recurrence.last_day is None:
        start = (recurrence.first_day.replace(day=1) + timedelta(days=31)).replace(day=1)
        months = [
            day.month for day in recurrence.list_days(start, start.replace(year=start.year + 1) - timedelta(days=1))
        ]
        assert sorted(months) == list(range(1, 13))


def test_a_period_that_ends_before_it_begins_has_no_days() -> None:
    assert list(list_days(MONDAY, MONDAY - timedelta(days=1))) == []
