"""Which addresses have a page, asked one by one: only ended addresses need to know. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from site_builder.building.site_lists import SiteList
from site_builder.documents.kinds import parse_address
from site_builder.listings import iter_addresses
from site_builder.rendering.library import Library


class TakenAddresses:
    """Answers `address in …` from the library, without a list of all pages."""

    def __init__(self, library: Library, iter_lists: Callable[[], Iterable[SiteList]]) -> None:
        self._library = library
        self._iter_lists = iter_lists

    def __contains__(self, address: object) -> bool:
        found = parse_address(str(address))
        if found is not None and self._library.find(f"{found[0].value}/{found[1]}") is not None:
            return True
        return address == "/" or address in self._list_addresses

    @cached_property
    def _list_addresses(self) -> frozenset[str]:
        return frozenset(
            address
            for site_list in self._iter_lists()
            for address in iter_addresses(len(site_list.entries), site_list.address)
        )
