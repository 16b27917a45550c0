"""What every template knows of the site, as `site`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from site_builder.documents.kinds import SECTION_PATHS, Kind
from site_builder.rendering.library import Library
from site_builder.rendering.list_views import LinkView, build_link
from site_builder.rendering.static_files import StaticFiles
from site_builder.rendering.text_edition import TEXT_HOME, find_text_address
from site_builder.rendering.words import SECTION_NAMES, Words
from site_builder.settings import SiteSettings

UNLISTED_KINDS = (Kind.SHOW, Kind.PATHWAY)
"""Sections that other pages lead to, so that the navigation stays short on a phone."""


@dataclass(frozen=True, slots=True)
class NavigationView:
    """A section in the navigation."""

    address: str
    title: str
    current: str
    """Value of `aria-current`: `page` on the section itself, `true` below it, or empty."""


@dataclass(frozen=True, slots=True)
class SiteView:
    """The site, seen from one page."""

    settings: SiteSettings
    words: Words
    library: Library
    static: StaticFiles
    css: Markup
    """The theme's style, for a `<style>` element."""
    address: str
    """Of the page; empty when it is shown at any address."""
    kind: Kind | None
    """The page's section."""

    @property
    def sections(self) -> tuple[NavigationView, ...]:
        """The navigation."""
        return _list_sections(self.words, self.kind, self.address if self.address in SECTION_PATHS.values() else "")

    @property
    def logo(self) -> Markup:
        """The theme's `logo.svg`, to stand in the page."""
        return self.static.logo

    @property
    def plain_css(self) -> Markup:
        """The theme's style without that of blocks, for pages that have none: lists, the search, notices."""
        return self.static.plain_css

    @property
    def embed_css(self) -> Markup:
        """The style of embedded pages."""
        return self.static.embed_css

    @property
    def text_css(self) -> Markup:
        """The style of the text edition."""
        return self.static.text_css

    @property
    def text_address(self) -> str:
        """Where the page, or the first one, stands in the text edition; empty when the site has none."""
        if not self.settings.text_edition:
            return ""
        return find_text_address(self.address) or TEXT_HOME

    @property
    def bar_colours(self) -> tuple[str, ...]:
        """Of the browser's own bar, by day and by night; out of the theme's tokens."""
        return self.static.bar_colours

    @property
    def icon(self) -> str:
        """The same as an address, for the tab."""
        return self.static.icon

    def find_pages(self, refs: Iterable[str]) -> tuple[LinkView, ...]:
        """Links to those of the documents that exist."""
        return tuple(build_link(meta) for ref in refs if (meta := self.library.find(ref)) is not None)

    def find_text(self, address: str) -> str:
        """The address of the same page in the text edition; the address itself when it has none there."""
        return find_text_address(address) or address

    def find_static(self, name: str) -> str:
        """The address of a file of the theme's `static/`; `ThemeError` when there is none."""
        return self.static.find_address(name)


@lru_cache
def _list_sections(words: Words, kind: Kind | None, address: str) -> tuple[NavigationView, ...]:
    """The navigation of a page of a kind.

    Args:
        address: of the page if it is a section's own.
    """

    def find_current(section: Kind) -> str:
        if address == SECTION_PATHS[section]:
            return "page"
        return "true" if section is kind else ""

    return tuple(
        NavigationView(SECTION_PATHS[section], words.say(name), find_current(section))
        for section, name in SECTION_NAMES.items()
        if section not in UNLISTED_KINDS
    )
