"""Which addresses have a page, asked one by one: only ended addresses need to know. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from site_builder.building.site_lists import SiteList, find_list_address
from site_builder.documents.kinds import Kind, parse_address, parse_address_below
from site_builder.documents.pages_below import list_addresses_below
from site_builder.index import Index
from site_builder.rendering.embedding import EMBED_PREFIX
from site_builder.rendering.text_edition import TEXT_PREFIX


class TakenAddresses:
    """Answers `address in …` from the index, without a list of all pages.

    Args:
        find_lists: gives the lists of the site, each by its address.
    """

    def __init__(self, index: Index, find_lists: Callable[[], Mapping[str, SiteList]]) -> None:
        self._index = index
        self._find_lists = find_lists

    def __contains__(self, address: object) -> bool:
        text = _strip(str(address))
        return self._is_of_document(text) or text == "/" or self._is_of_list(text)

    def lack(self, address: str) -> bool:
        """Whether an address is that of a document, or of a page below one, which is not there."""
        return self._is_of_document(_strip(address)) is False

    def _is_of_document(self, address: str) -> bool | None:
        """Whether a document has this page; `None` when no document can have it."""
        if found := parse_address(address):
            return self._index.find(_build_ref(*found)) is not None
        if found := parse_address_below(address):
            ref = _build_ref(*found)
            return self._index.find(ref) is not None and address in list_addresses_below(self._index.load_document(ref))
        return None

    def _is_of_list(self, address: str) -> bool:
        site_list = self._find_lists().get(find_list_address(address))
        return site_list is not None and site_list.pages.find(address) is not None


def _strip(address: str) -> str:
    """The address of the page that an edition shows."""
    return address.removeprefix(EMBED_PREFIX).removeprefix(TEXT_PREFIX)


def _build_ref(kind: Kind, slug: str) -> str:
    return f"{kind.value}/{slug}"
