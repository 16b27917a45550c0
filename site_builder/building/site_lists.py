"""The lists of the site: which there are, what each holds, and their pages.

Sections of a kind, topics, the register of laws, what cites each law, tags and the archive. The newest entries of a
topic, a show or a law stand on its own document's page; only the older pages are lists. Pages are cut lazily: a list is
asked for a page's entries when that page is rendered. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from site_builder.building.parts import build_definition
from site_builder.documents.kinds import SECTION_PATHS, Kind, build_address
from site_builder.documents.model import FrontMatter
from site_builder.listings import OLDER, ListingPage, Pages, PlannedPage
from site_builder.messages import mark
from site_builder.rendering.feed_links import link_podcast_feed, link_session_feed, link_topic_feed
from site_builder.rendering.library import Library, Selection
from site_builder.rendering.listing_views import build_tag_address
from site_builder.rendering.page import FeedLink, Listing, ListingType
from site_builder.rendering.selections import (
    NEWS,
    NEWS_KINDS,
    SelectedDocuments,
    select_citing,
    select_kind,
    select_show,
    select_tag,
    select_topic,
)
from site_builder.rendering.words import SECTION_NAMES, SESSIONS_TITLE

Translate = Callable[[str], str]

SITE_OWNER = "site"
"""Owner of what no document has: the site itself."""
ARCHIVE_ADDRESS = "/luu-tru/"
TAGS_ADDRESS = "/the/"
OVERVIEWS = (TAGS_ADDRESS, SECTION_PATHS[Kind.TOPIC])
"""Lists that show other lists."""


@dataclass(frozen=True)
class SiteList:
    """A list before it is cut into pages."""

    type: ListingType
    title: str
    address: str
    entries: SelectedDocuments | tuple[FrontMatter, ...]
    """Those of a tuple stand on the front page, and there is no other."""
    kind: Kind | None = None
    document: FrontMatter | None = None
    """The topic, the show or the law whose own page is the front of the list."""
    feeds: tuple[FeedLink, ...] = ()

    @cached_property
    def definition(self) -> str:
        """What its pages have in common."""
        return build_definition(self.type, self.title, self.feeds)

    @property
    def owner(self) -> str:
        """Whose it is, for messages."""
        return self.document.content_path if self.document else SITE_OWNER

    @cached_property
    def pages(self) -> Pages:
        """Its pages, that of its document among them."""
        return Pages(self.address, self.entries.by_month if isinstance(self.entries, SelectedDocuments) else {})

    def list_touched(self, differences: Mapping[int, int]) -> set[str]:
        """The addresses of all pages that may have come, gone or changed since months had other numbers of entries.

        Args:
            differences: how many more entries a month has now.
        """
        before = Counter(self.pages.counts)
        before.subtract(differences)
        touched = self.pages.list_touched(Pages(self.address, +before))
        return touched | {self.address} if self.document is None else touched

    def plan_pages(self) -> Iterator[PlannedPage]:
        """Its pages, newest first; without the front when a document's own page is that."""
        return iter(self.pages) if self.document is None else self.pages.iter_older()

    def count_pages(self) -> int:
        """How many pages that are."""
        return len(self.pages) - (self.document is not None)

    def build_listing(self, page: ListingPage[FrontMatter]) -> Listing:
        """A page of it, ready for its template."""
        return Listing(
            type=self.type,
            title=self.title,
            address=self.address,
            page=page,
            kind=self.kind,
            owner=self.document,
            feeds=self.feeds,
        )


def iter_site_lists(library: Library, translate: Translate, news: FeedLink) -> Iterator[SiteList]:
    """Every list of the site.

    Args:
        translate: gives a message in the site's language.
        news: the feed of all news.
    """
    yield from _iter_sections(library, translate, news)
    yield from _iter_topics(library, translate)
    yield from _iter_shows(library)
    yield from _iter_laws(library)
    yield from _iter_tags(library, translate)
    yield SiteList(
        ListingType.ARCHIVE,
        translate(mark("Archive")),
        ARCHIVE_ADDRESS,
        SelectedDocuments(library, NEWS),
        feeds=(news,),
    )


def find_list_address(address: str) -> str:
    """The address of the list that a page is of."""
    return address.partition(OLDER)[0]


def find_address(selection: Selection) -> str | None:
    """Where the list of a selection stands, if there is one; `None` of what is listed nowhere."""
    if selection == NEWS:
        return ARCHIVE_ADDRESS
    if selection.tag is not None:
        return build_tag_address(selection.tag)
    if selection.law is not None:
        return build_address(Kind.LAW, selection.law.removeprefix(f"{Kind.LAW}/"))
    if selection.topic is not None:
        return build_address(Kind.TOPIC, selection.topic)
    if selection.show is not None:
        return build_address(Kind.SHOW, selection.show)
    return next((SECTION_PATHS[kind] for kind in selection.kinds if kind in SECTION_NAMES), None)


def _iter_sections(library: Library, translate: Translate, news: FeedLink) -> Iterator[SiteList]:
    for kind, title in SECTION_NAMES.items():
        if kind is not Kind.TOPIC:
            yield SiteList(
                ListingType.LAWS if kind is Kind.LAW else ListingType.SECTION,
                translate(title),
                SECTION_PATHS[kind],
                SelectedDocuments(library, select_kind(kind)),
                kind=kind,
                feeds=_list_section_feeds(kind, translate, news),
            )


def _list_section_feeds(kind: Kind, translate: Translate, news: FeedLink) -> tuple[FeedLink, ...]:
    sessions = (link_session_feed(translate(SESSIONS_TITLE)),) if kind is Kind.BULLETIN else ()
    return (*sessions, news) if kind in NEWS_KINDS else ()


def _iter_topics(library: Library, translate: Translate) -> Iterator[SiteList]:
    topics = library.list_topics()
    address, title = SECTION_PATHS[Kind.TOPIC], translate(SECTION_NAMES[Kind.TOPIC])
    yield SiteList(ListingType.TOPICS, title, address, tuple(topics), kind=Kind.TOPIC)
    for topic in topics:
        yield SiteList(
            ListingType.TOPIC,
            topic.title,
            topic.address,
            SelectedDocuments(library, select_topic(topic.slug)),
            document=topic,
            feeds=(link_topic_feed(topic),),
        )


def _iter_shows(library: Library) -> Iterator[SiteList]:
    for show in SelectedDocuments(library, select_kind(Kind.SHOW)):
        yield SiteList(
            ListingType.SHOW,
            show.title,
            show.address,
            SelectedDocuments(library, select_show(show.slug)),
            document=show,
            feeds=(link_podcast_feed(show),),
        )


def _iter_laws(library: Library) -> Iterator[SiteList]:
    for law in SelectedDocuments(library, select_kind(Kind.LAW)):
        entries = SelectedDocuments(library, select_citing(law.ref))
        yield SiteList(ListingType.CITING, law.title, law.address, entries, document=law)


def _iter_tags(library: Library, translate: Translate) -> Iterator[SiteList]:
    tags = library.list_tags()
    yield SiteList(ListingType.TAGS, translate(mark("Tags")), TAGS_ADDRESS, ())
    for tag in tags:
        entries = SelectedDocuments(library, select_tag(tag.slug))
        yield SiteList(ListingType.TAG, tag.name, build_tag_address(tag.slug), entries)
