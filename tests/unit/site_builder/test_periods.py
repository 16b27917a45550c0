"""Months, and the stretches that time is cut into."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.periods import EPOCH, MICROSECOND, Period, divide, find_month, find_start

MAY_2026 = 2026 * 12 + 4
COUNTS = st.dictionaries(st.integers(1990 * 12, 2030 * 12), st.integers(0, 60), max_size=60)


def to_microseconds(text: str) -> int:
    return (dt.datetime.fromisoformat(text) - EPOCH) // MICROSECOND


@pytest.mark.parametrize(
    ("instant", "month"),
    [
        ("2026-05-01T00:00:00+07:00", MAY_2026),
        ("2026-04-30T17:00:00+00:00", MAY_2026),
        ("2026-05-31T23:59:59.999999+07:00", MAY_2026),
        ("2026-05-31T17:00:00+00:00", MAY_2026 + 1),
        ("1945-09-02T14:00:00+07:00", 1945 * 12 + 8),
    ],
)
def test_a_month_is_that_of_viet_nam(instant: str, month: int) -> None:
    assert find_month(to_microseconds(instant)) == month


@given(st.integers(1900 * 12, 2100 * 12))
def test_a_month_begins_where_the_one_before_it_ends(month: int) -> None:
    start = find_start(month)
    assert (find_month(start), find_month(start - 1)) == (month, month - 1)


@pytest.mark.parametrize(
    ("key", "first", "length"),
    [
        ("2026-05", MAY_2026, 1),
        ("2026-quy-2", MAY_2026 - 1, 3),
        ("2026", 2026 * 12, 12),
        ("2020-2029", 2020 * 12, 120),
    ],
)
def test_a_period_has_a_key(key: str, first: int, length: int) -> None:
    period = Period(first, first + length)
    assert period.key == key
    assert Period.parse(key) == period


@pytest.mark.parametrize("key", ["", "26", "2026-13", "2026-00", "2026-quy-5", "2021-2030", "2020-2028", "2026-5", "x"])
def test_what_is_no_period_is_none(key: str) -> None:
    assert Period.parse(key) is None


@given(COUNTS, st.integers(1, 100))
def test_periods_hold_all_months_newest_first_and_none_twice(counts: dict[int, int], most: int) -> None:
    stretches = divide(counts, most)
    assert sum(each.size for each in stretches) == sum(counts.values())
    assert [each.period.first for each in stretches] == sorted((each.period.first for each in stretches), reverse=True)
    for each in stretches:
        inside = [count for month, count in counts.items() if each.period.first <= month < each.period.last]
        assert each.size == sum(inside) > 0
        assert each.size <= most or each.period.length == 1
        longer = next((length for length in (3, 12, 120) if length > each.period.length), None)
        assert longer is None or most < sum(
            count for month, count in counts.items() if month // longer == each.period.first // longer
        )


@given(COUNTS, st.integers(1990 * 12, 2030 * 12), st.integers(1, 60))
def test_a_month_that_changes_moves_the_periods_of_its_own_decade_alone(
    counts: dict[int, int], month: int, count: int
) -> None:
    before, after = (divide(each, 47) for each in (counts, counts | {month: count}))
    decade = month // 120
    assert [each for each in before if each.period.first // 120 != decade] == [
        each for each in after if each.period.first // 120 != decade
    ]
