"""The page of the search: a field, and for those without a script the fields of law and the legal texts."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.documents.kinds import Kind
from site_builder.messages import mark
from site_builder.rendering.library import Selection
from site_builder.rendering.list_views import LinkView, build_link
from site_builder.rendering.scope import Scope
from site_builder.search.files import SEARCH_ADDRESS

LAW_LIMIT = 30
"""Legal texts that the page lists itself; the register has all."""


@dataclass(frozen=True, slots=True)
class SearchView:
    """What `search.html` gets as `page`."""

    title: str
    address: str
    """Of the page, and of the folder with the files that `search.js` fetches."""
    breadcrumb: tuple[LinkView, ...]
    topics: tuple[LinkView, ...]
    laws: tuple[LinkView, ...]
    """The newest."""
    has_more_laws: bool


def build_search(scope: Scope) -> SearchView:
    """The page of the search."""
    laws = scope.library.list_documents(Selection(kinds=(Kind.LAW,)), limit=LAW_LIMIT + 1)
    return SearchView(
        title=scope.words.say(mark("Search")),
        address=SEARCH_ADDRESS,
        breadcrumb=(LinkView("/", scope.words.say(mark("Home page"))),),
        topics=tuple(build_link(topic) for topic in scope.library.list_topics()),
        laws=tuple(build_link(law) for law in laws[:LAW_LIMIT]),
        has_more_laws=len(laws) > LAW_LIMIT,
    )
