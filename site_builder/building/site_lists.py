"""The lists of the site: which there are, what each holds, and their pages.

Sections of a kind, topics, the register of laws, what cites each law, tags and the archive. The newest entries of a
topic, a show or a law stand on its own document's page; only the older pages are lists. Pages are cut lazily: a list is
asked for a page's entries when that page is rendered. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from site_builder.documents.kinds import SECTION_PATHS, Kind
from site_builder.documents.model import FrontMatter
from site_builder.listings import ListingPage, PlannedPage, find_page, plan_pages
from site_builder.messages import mark
from site_builder.rendering.feed_links import link_podcast_feed, link_topic_feed
from site_builder.rendering.library import Library, Selection
from site_builder.rendering.page import FeedLink, Listing, ListingType
from site_builder.rendering.selections import NEWS_KINDS, SelectedDocuments, select_citing, select_show, select_topic
from site_builder.rendering.words import SECTION_NAMES

Translate = Callable[[str], str]

SITE_OWNER = "site"
"""Owner of what no document has: the site itself."""
ARCHIVE_ADDRESS = "/luu-tru/"
TAGS_ADDRESS = "/the/"


@dataclass(frozen=True, slots=True)
class SiteList:
    """A list before it is cut into pages."""

    type: ListingType
    title: str
    address: str
    entries: Sequence[FrontMatter]
    total: int | None = None
    """How many things it lists, when these are not its entries (tags)."""
    kind: Kind | None = None
    document: FrontMatter | None = None
    """The topic, the show or the law whose own page is the front of the list."""
    feeds: tuple[FeedLink, ...] = ()

    @property
    def owner(self) -> str:
        """Whose it is, for messages."""
        return self.document.content_path if self.document else SITE_OWNER

    def plan_pages(self) -> Iterator[PlannedPage]:
        """Its pages, newest first; without the front when a document's own page is that."""
        for page in plan_pages(len(self.entries), self.address):
            if self.document is None or page.number < page.count:
                yield page

    def find_page(self, address: str) -> PlannedPage | None:
        """The page of it that stands at an address."""
        return find_page(len(self.entries), self.address, address)

    def iter_pages(self) -> Iterator[Listing]:
        """Its pages with their entries."""
        count = len(self.entries)
        for page in self.plan_pages():
            yield self.build_listing(page.fill(self.entries[count - page.last : count - page.first]))

    def build_listing(self, page: ListingPage[FrontMatter]) -> Listing:
        """A page of it, ready for its template."""
        return Listing(
            type=self.type,
            title=self.title,
            address=self.address,
            page=page,
            total=len(self.entries) if self.total is None else self.total,
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
        SelectedDocuments(library, Selection(kinds=NEWS_KINDS)),
        feeds=(news,),
    )


def _iter_sections(library: Library, translate: Translate, news: FeedLink) -> Iterator[SiteList]:
    for kind, title in SECTION_NAMES.items():
        if kind is not Kind.TOPIC:
            yield SiteList(
                ListingType.LAWS if kind is Kind.LAW else ListingType.SECTION,
                translate(title),
                SECTION_PATHS[kind],
                SelectedDocuments(library, Selection(kinds=(kind,))),
                kind=kind,
                feeds=(news,) if kind in NEWS_KINDS else (),
            )


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
    for show in SelectedDocuments(library, Selection(kinds=(Kind.SHOW,))):
        yield SiteList(
            ListingType.SHOW,
            show.title,
            show.address,
            SelectedDocuments(library, select_show(show.slug)),
            document=show,
            feeds=(link_podcast_feed(show),),
        )


def _iter_laws(library: Library) -> Iterator[SiteList]:
    for law in SelectedDocuments(library, Selection(kinds=(Kind.LAW,))):
        entries = SelectedDocuments(library, select_citing(law.ref))
        yield SiteList(ListingType.CITING, law.title, law.address, entries, document=law)


def _iter_tags(library: Library, translate: Translate) -> Iterator[SiteList]:
    tags = library.list_tags()
    yield SiteList(ListingType.TAGS, translate(mark("Tags")), TAGS_ADDRESS, (), total=len(tags))
    for tag in tags:
        entries = SelectedDocuments(library, Selection(tag=tag.slug))
        yield SiteList(ListingType.TAG, tag.name, f"{TAGS_ADDRESS}{tag.slug}/", entries)
