"""Lists in pages, cut by time. Pure.

The front page stands at the list's own address and has the newest entries, as many as a phone loads in no time. Older
ones stand by month, quarter, year or decade, whatever fills a page, at `trang/2026-05/`; a month that is too long for
one page goes on, counted from its oldest entries, at `trang/2026-05-phan-2/`. So whatever comes, goes or moves touches
the front page, the page that this has begun, and those of its own time, in a list of any length. A number counted
through the whole list would move everything newer.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Generic, TypeVar

from site_builder.periods import Period, Stretch, divide, find_month

PAGE_SIZE = 24
"""A page has fewer than twice as many."""
FRONT_LEAST = 12
"""The front page takes whole pages until it has so many, if there are."""
FRONT_MOST = 30
"""With more, for a phone loads all of them, it is cut after `PAGE_SIZE`, and the rest keeps its own page."""
OLDER = "trang/"
"""What follows a list's address in those of its older pages."""

_ONE_PAGE = 2 * PAGE_SIZE - 1
_OLDER_PAGE = re.compile(rf"{OLDER}(?P<period>[a-z0-9-]+?)(?:-phan-(?P<part>[1-9]\d*))?/")

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class YearLink:
    """Where a year, or a decade, begins in a list, seen from the newest."""

    period: Period
    address: str


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """One page of a list before its entries are taken."""

    address: str
    period: Period | None
    """`None` of the front page."""
    part: int
    """Of a month with several pages, counted from its oldest; 0 of a page that has its period for itself."""
    first: int
    """Rank of its oldest entry, counted from the oldest of the period; 0 of the front page."""
    last: int
    """Behind the rank of its newest entry; of the front page, how many of the newest it has."""
    newer_address: str | None
    older_address: str | None
    years: tuple[YearLink, ...] = ()
    """Of the front page: where the older years begin."""

    @property
    def signature(self) -> tuple[object, ...]:
        """Plain values that differ when the pages do."""
        span = (self.period.first, self.period.last) if self.period else None
        years = [(link.period.first, link.period.last, link.address) for link in self.years]
        return self.address, span, self.part, self.first, self.last, self.newer_address, self.older_address, years

    def fill(self, entries: Sequence[Entry]) -> ListingPage[Entry]:
        """The page with its entries, newest first."""
        return ListingPage(
            self.address, self.period, self.part, tuple(entries), self.newer_address, self.older_address, self.years
        )


@dataclass(frozen=True, slots=True)
class ListingPage(Generic[Entry]):
    """One page of a list."""

    address: str
    period: Period | None
    """`None` of the front page."""
    part: int
    """Of a month with several pages; else 0."""
    entries: tuple[Entry, ...]
    """Newest first."""
    newer_address: str | None
    older_address: str | None
    years: tuple[YearLink, ...] = ()

    @property
    def is_front(self) -> bool:
        """Whether it stands at the list's own address."""
        return self.period is None


class Pages:
    """The pages of a list, front page first; an empty list has the front page alone.

    A page is planned when it is asked for, so a list costs as much as it has periods.

    Args:
        address: of the list, with both slashes.
        counts: how many entries each month has (`periods.find_month`).
    """

    def __init__(self, address: str, counts: Mapping[int, int]) -> None:
        self._address = address
        self.counts = counts
        self._stretches = divide(counts, _ONE_PAGE)
        self._starts = [0, *accumulate(map(_count_parts, self._stretches))]
        """Of each stretch: how many parts are newer than its own."""
        self._taken, self._front_size, self._shown = self._take_front()
        self._addresses: dict[int, str] = {}

    def __len__(self) -> int:
        return 1 + self._starts[-1] - self._taken

    def __iter__(self) -> Iterator[PlannedPage]:
        yield self.front
        yield from self.iter_older()

    @property
    def front(self) -> PlannedPage:
        """The page with the newest entries."""
        return PlannedPage(
            address=self._address,
            period=None,
            part=0,
            first=0,
            last=self._front_size,
            newer_address=None,
            older_address=self._find_address(self._taken),
            years=tuple(self._iter_years()),
        )

    def iter_older(self) -> Iterator[PlannedPage]:
        """The pages behind the front page, newest first."""
        return map(self._plan, range(self._taken, self._starts[-1]))

    def find(self, address: str) -> PlannedPage | None:
        """The page that stands at an address; `None` when there is none."""
        if address == self._address:
            return self.front
        found = _OLDER_PAGE.fullmatch(address.removeprefix(self._address))
        period = Period.parse(found["period"]) if found else None
        index = self._indexes.get(period) if period else None
        if found is None or index is None:
            return None
        part = int(found["part"] or 1)
        place = self._starts[index + 1] - part
        return self._plan(place) if self._find_address(place) == address else None

    def list_touched(self, before: Pages) -> set[str]:
        """Addresses that hold every page which is planned otherwise than before, came or went; the front page is left
        out.

        Args:
            before: the pages of the list as it was.
        """
        taken = max(self._taken, before._taken)
        changed = set(self._stretches) ^ set(before._stretches)
        return {address for pages in (self, before) for address in pages._list_around(changed, taken)}

    def _list_around(self, changed: Collection[Stretch], taken: int) -> Iterator[str]:
        """The addresses of parts that are in changed stretches or beside one, or near the front page."""
        places = set(range(taken + 2))
        for index, stretch in enumerate(self._stretches):
            if stretch in changed:
                places.update(range(self._starts[index] - 1, self._starts[index + 1] + 1))
        end = self._starts[-1]
        return (self._build_address(*self._locate(place)) for place in places if 0 <= place < end)

    @cached_property
    def _indexes(self) -> dict[Period, int]:
        return {stretch.period: index for index, stretch in enumerate(self._stretches)}

    def _take_front(self) -> tuple[int, int, int]:
        """How many parts the front page takes whole, its entries, and how many of these are of the part behind."""
        taken, size = 0, 0
        while size < FRONT_LEAST and taken < self._starts[-1]:
            stretch, part = self._locate(taken)
            first, last = _find_ranks(stretch, part)
            if size + last - first > FRONT_MOST:
                return taken, PAGE_SIZE, PAGE_SIZE - size
            taken, size = taken + 1, size + last - first
        return taken, size, 0

    def _locate(self, place: int) -> tuple[Stretch, int]:
        """The stretch that a part is of, and which of it, from the oldest, counted from 1."""
        index = bisect_right(self._starts, place) - 1
        return self._stretches[index], self._starts[index + 1] - place

    def _plan(self, place: int) -> PlannedPage:
        stretch, part = self._locate(place)
        first, last = _find_ranks(stretch, part)
        return PlannedPage(
            address=self._find_address(place) or self._address,
            period=stretch.period,
            part=part if _count_parts(stretch) > 1 else 0,
            first=first,
            last=last - self._shown if place == self._taken else last,
            newer_address=self._find_address(place - 1) or self._address,
            older_address=self._find_address(place + 1),
        )

    def _find_address(self, place: int) -> str | None:
        """Where a part stands that has a page of its own."""
        if not self._taken <= place < self._starts[-1]:
            return None
        if place not in self._addresses:  # each is asked for by its neighbours, too
            self._addresses[place] = self._build_address(*self._locate(place))
        return self._addresses[place]

    def _build_address(self, stretch: Stretch, part: int) -> str:
        """The first part of a month has the month's address, so that it stays when the month grows."""
        suffix = f"-phan-{part}" if part > 1 else ""
        return f"{self._address}{OLDER}{stretch.period.key}{suffix}/"

    def _iter_years(self) -> Iterator[YearLink]:
        """The newest of the older pages of each year, or of a decade that is in one page."""
        known = set()
        for index, stretch in enumerate(self._stretches):
            address = self._find_address(max(self._starts[index], self._taken))
            if address and self._starts[index + 1] > self._taken and stretch.period.whole not in known:
                known.add(stretch.period.whole)
                yield YearLink(stretch.period.whole, address)


def count_months(instants: Iterable[int]) -> Counter[int]:
    """How many of these instants each month has, given in microseconds since 1970 UTC."""
    return Counter(map(find_month, instants))


def _count_parts(stretch: Stretch) -> int:
    return max(1, stretch.size // PAGE_SIZE)


def _find_ranks(stretch: Stretch, part: int) -> tuple[int, int]:
    """The ranks of a part's entries, from the oldest of the period; the newest part takes what is left over."""
    first = (part - 1) * PAGE_SIZE
    return first, stretch.size if part == _count_parts(stretch) else first + PAGE_SIZE
