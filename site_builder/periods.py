"""Months and what is made of them: the stretches of time that long lists are cut into. Pure.

A month is a number, counted from the beginning of the year 0 in Viet Nam's time: 24316 is May 2026. So a stretch of
months is two numbers, and which decade, year or quarter a month belongs to is a division.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

ZONE = dt.timezone(dt.timedelta(hours=7))
"""Viet Nam's; it has no summer time."""
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)

_YEAR = 12
_QUARTER = 3
_DECADE = 10 * _YEAR
_LENGTHS = (_DECADE, _YEAR, _QUARTER, 1)
_LAST_YEAR = 9999
_KEY = re.compile(r"(?P<year>\d{4})(?:-(?P<last>\d{4})|-quy-(?P<quarter>[1-4])|-(?P<month>\d{2}))?")


class Period(NamedTuple):
    """A month, a quarter, a year or a decade."""

    first: int
    """Its first month."""
    last: int
    """The month behind its last one."""

    @property
    def length(self) -> int:
        """In months."""
        return self.last - self.first

    @property
    def year(self) -> int:
        """The one it begins in."""
        return self.first // _YEAR

    @property
    def last_year(self) -> int:
        """The one it ends in; another for a decade only."""
        return (self.last - 1) // _YEAR

    @property
    def whole(self) -> Period:
        """The year that it is in; of a decade, itself."""
        return self if self.length > _YEAR else Period(self.year * _YEAR, self.year * _YEAR + _YEAR)

    @property
    def quarter(self) -> int | None:
        """1 to 4, of a quarter."""
        return self.first % _YEAR // _QUARTER + 1 if self.length == _QUARTER else None

    @property
    def month(self) -> int | None:
        """1 to 12, of a month."""
        return self.first % _YEAR + 1 if self.length == 1 else None

    @property
    def since(self) -> int:
        """Where it begins, in microseconds since 1970 UTC."""
        return find_start(self.first)

    @property
    def until(self) -> int:
        """Where the one behind it begins."""
        return find_start(self.last)

    @property
    def key(self) -> str:
        """Its name in addresses: `2026-05`, `2026-quy-2`, `2026`, `2020-2029`."""
        if self.month:
            return f"{self.year:04}-{self.month:02}"
        if self.quarter:
            return f"{self.year:04}-quy-{self.quarter}"
        return f"{self.year:04}" if self.length == _YEAR else f"{self.year:04}-{self.last_year:04}"

    @classmethod
    def parse(cls, key: str) -> Period | None:
        """The period of a key; `None` when it is none."""
        found = _KEY.fullmatch(key)
        if found is None:
            return None
        year, month, quarter = int(found["year"]), int(found["month"] or 1), int(found["quarter"] or 1)
        length = 1 if found["month"] else _QUARTER if found["quarter"] else _DECADE if found["last"] else _YEAR
        first = year * _YEAR + month - 1 + (quarter - 1) * _QUARTER
        period = cls(first, first + length)
        return period if period.key == key and first % length == 0 else None


class Stretch(NamedTuple):
    """A period and how many entries it has."""

    period: Period
    size: int


def find_month(microseconds: int) -> int:
    """The month of an instant, given in microseconds since 1970 UTC."""
    day = (EPOCH + microseconds * MICROSECOND).astimezone(ZONE)
    return day.year * _YEAR + day.month - 1


def find_start(month: int) -> int:
    """Where a month begins, in microseconds since 1970 UTC."""
    year, number = divmod(month, _YEAR)
    start = dt.datetime(min(max(year, 1), _LAST_YEAR), number + 1, 1, tzinfo=ZONE)
    return (start - EPOCH) // MICROSECOND


def divide(counts: Mapping[int, int], most: int) -> list[Stretch]:
    """Cut time into periods, each as long as it can be with so many entries, newest first.

    Whether a period is cut depends on its own entries alone, so an entry that comes or goes moves no other period's. A
    month is not cut.

    Args:
        counts: how many entries each month has.
        most: how many a decade, a year or a quarter may have.
    """
    sizes = [_add_up(counts, length) for length in _LENGTHS]
    stretches: list[Stretch] = []
    end = None  # the first month of the newer stretch, which no older one has
    for month in sorted((month for month, count in counts.items() if count), reverse=True):
        if end is None or month < end:
            stretches.append(_find_longest(month, sizes, most))
            end = stretches[-1].period.first
    return stretches


def _add_up(counts: Mapping[int, int], length: int) -> dict[int, int]:
    """How many entries each period of a length has, by its number."""
    sizes: dict[int, int] = {}
    for month, count in counts.items():
        number = month // length
        sizes[number] = sizes.get(number, 0) + count
    return sizes


def _find_longest(month: int, sizes: Sequence[Mapping[int, int]], most: int) -> Stretch:
    """The longest period with this month that has so many entries at most, or the month.

    Args:
        sizes: of the periods of each length.
    """
    for length, by_number in zip(_LENGTHS, sizes, strict=True):
        number = month // length
        size = by_number[number]
        if size <= most:
            break
    return Stretch(Period(number * length, number * length + length), size)
