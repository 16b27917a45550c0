"""Lists in pages. Pure.

Pages are numbered from the oldest entry, so that a new document changes the front page and nothing else. The front page
stands at the list's own address and takes what is left over: from one page's worth to just below two. The full pages
behind it stand at `trang/<number>/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PAGE_SIZE = 24

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class ListingPage(Generic[Entry]):
    """One page of a list."""

    address: str
    number: int
    """Counted from the oldest page; the front page has the highest."""
    count: int
    entries: tuple[Entry, ...]
    """Newest first."""
    newer_address: str | None
    older_address: str | None

    @property
    def is_front(self) -> bool:
        """Whether it stands at the list's own address."""
        return self.number == self.count


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """One page of a list before its entries are taken."""

    address: str
    number: int
    count: int
    first: int
    """Rank of its oldest entry, counted from the oldest of the list."""
    last: int
    """Behind the rank of its newest entry."""
    newer_address: str | None
    older_address: str | None

    def fill(self, entries: Sequence[Entry]) -> ListingPage[Entry]:
        """The page with its entries, newest first."""
        return ListingPage(
            self.address, self.number, self.count, tuple(entries), self.newer_address, self.older_address
        )


def plan_pages(entry_count: int, address: str) -> Iterator[PlannedPage]:
    """The pages of a list with so many entries, front page first; an empty list has one page."""
    count = count_pages(entry_count)
    return (_plan_page(entry_count, address, number, count) for number in range(count, 0, -1))


def find_page(entry_count: int, address: str, page_address: str) -> PlannedPage | None:
    """The page of a list that stands at an address; `None` when there is no such page."""
    count = count_pages(entry_count)
    number = page_address.removeprefix(f"{address}trang/").removesuffix("/")
    wanted = count if page_address == address else int(number) if number.isdecimal() else 0
    page = _plan_page(entry_count, address, wanted, count) if 0 < wanted <= count else None
    return page if page and page.address == page_address else None


def paginate(entries: Sequence[Entry], address: str) -> Iterator[ListingPage[Entry]]:
    """The pages of a list, front page first; an empty list has one page.

    Args:
        entries: newest first.
        address: of the list, with both slashes.
    """
    count = len(entries)
    for page in plan_pages(count, address):
        yield page.fill(entries[count - page.last : count - page.first])


def count_pages(entry_count: int) -> int:
    """How many pages a list of so many entries has."""
    return max(0, entry_count // PAGE_SIZE - 1) + 1


def iter_addresses(entry_count: int, address: str) -> Iterator[str]:
    """The addresses of a list's pages, front page first."""
    count = count_pages(entry_count)
    return (_build_address(address, number, count) for number in range(count, 0, -1))


def _plan_page(entry_count: int, address: str, number: int, count: int) -> PlannedPage:
    return PlannedPage(
        address=_build_address(address, number, count),
        number=number,
        count=count,
        first=(number - 1) * PAGE_SIZE,
        last=entry_count if number == count else number * PAGE_SIZE,
        newer_address=_build_address(address, number + 1, count) if number < count else None,
        older_address=_build_address(address, number - 1, count) if number > 1 else None,
    )


def _build_address(address: str, number: int, count: int) -> str:
    return address if number == count else f"{address}trang/{number}/"
