"""Which addresses have a page, asked one by one: only ended addresses need to know. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from site_builder.building.site_lists import SiteList, find_list_address
from site_builder.documents.kinds import parse_address, parse_address_below
from site_builder.rendering.embedding import EMBED_PREFIX
from site_builder.rendering.library import Library
from site_builder.rendering.text_edition import TEXT_PREFIX


class TakenAddresses:
    """Answers `address in …` from the library, without a list of all pages.

    Args:
        find_lists: gives the lists of the site, each by its address.
    """

    def __init__(self, library: Library, find_lists: Callable[[], Mapping[str, SiteList]]) -> None:
        self._library = library
        self._find_lists = find_lists

    def __contains__(self, address: object) -> bool:
        text = _strip(str(address))
        ref = _find_ref(text)
        if ref is not None and self._library.find(ref) is not None:
            return True
        return text == "/" or self._is_of_list(text)

    def lack(self, address: str) -> bool:
        """Whether an address is that of a document which is not there."""
        ref = _find_ref(_strip(address))
        return ref is not None and self._library.find(ref) is None

    def _is_of_list(self, address: str) -> bool:
        site_list = self._find_lists().get(find_list_address(address))
        return site_list is not None and site_list.pages.find(address) is not None


def _strip(address: str) -> str:
    """The address of the page that an edition shows."""
    return address.removeprefix(EMBED_PREFIX).removeprefix(TEXT_PREFIX)


def _find_ref(address: str) -> str | None:
    """Whose an address is: what is below a document is that document's, whatever it has there now."""
    found = parse_address(address) or parse_address_below(address)
    return f"{found[0].value}/{found[1]}" if found else None
