"""The pages of lists as parts of the site, and which of them a change can have reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property, partial
from itertools import chain

from site_builder.building.outputs import Output
from site_builder.building.parts import Family, Part, build_definition
from site_builder.building.planning import Plan
from site_builder.building.site_lists import OVERVIEWS, SiteList, find_address, find_list_address
from site_builder.building.state import BuildState
from site_builder.listings import PlannedPage

_NO_MONTHS: Mapping[int, int] = {}
_PREFIX = f"{Family.LIST} "


class ListParts:
    """The pages of all lists, but for those that are documents.

    Args:
        iter_lists: gives the lists of the site.
        make: makes the files of a page.
        plan: says what changed; what is known of the pages that are looked at is noted there.
        state: of the last build.
    """

    def __init__(
        self,
        iter_lists: Callable[[], Iterator[SiteList]],
        make: Callable[[SiteList, PlannedPage], Iterator[Output]],
        plan: Plan,
        state: BuildState,
    ) -> None:
        self._iter_lists = iter_lists
        self._make = make
        self._plan = plan
        self._state = state

    @cached_property
    def lists(self) -> dict[str, SiteList]:
        """The lists by their addresses."""
        return {each.address: each for each in self._iter_lists()}

    def iter_all(self) -> Iterator[Part]:
        """Every page."""
        return chain.from_iterable(map(self._iter_pages, self.lists.values()))

    def iter_touched(self) -> Iterator[Part]:
        """The pages that are dirty, or that may have come or may have other neighbours, entries or names."""
        names = {name for name in self._plan.reasons if name.startswith(_PREFIX)}
        for address, months in self._list_touched_lists().items():
            names |= self._list_touched_pages(address, months)
        for name in sorted(names):
            with suppress(LookupError):  # it is gone
                yield self.get(name.removeprefix(_PREFIX))

    def get(self, address: str) -> Part:
        """The page at an address.

        Raises:
            LookupError: no list has a page there.
        """
        site_list = self.lists.get(find_list_address(address))
        page = site_list.pages.find(address) if site_list else None
        if site_list is None or page is None:
            raise LookupError(address)
        return self._build_part(site_list, page)

    def _list_touched_lists(self) -> dict[str, Mapping[int, int]]:
        """Addresses of lists, each with how many more entries a month has."""
        touched = {find_address(selection): months for selection, months in self._plan.touched.items()}
        found = {address: months for address, months in touched.items() if address is not None}
        return found | dict.fromkeys(OVERVIEWS if found else (), _NO_MONTHS)

    def _list_touched_pages(self, address: str, months: Mapping[int, int]) -> set[str]:
        """Names of the pages of a list that may have come, gone or changed."""
        site_list, known = self.lists.get(address), self._state.find_list_definition(Family.LIST, address) or ""
        if site_list and known.startswith(site_list.definition):
            names = {f"{_PREFIX}{each}" for each in site_list.list_touched(months)}
            definitions = {name: found for name in names if (found := self._state.find_definition(name))}
        else:  # it came, went, or is called otherwise
            definitions = self._state.list_list_parts(Family.LIST, address)
            names = {*definitions, *(part.name for part in (self._iter_pages(site_list) if site_list else ()))}
        self._plan.definitions.update(definitions)
        return names

    def _iter_pages(self, site_list: SiteList) -> Iterator[Part]:
        return (self._build_part(site_list, page) for page in site_list.plan_pages())

    def _build_part(self, site_list: SiteList, page: PlannedPage) -> Part:
        definition = f"{site_list.definition} {build_definition(page.signature)}"
        return Part(Family.LIST, page.address, partial(self._make, site_list, page), definition)
