"""Lists as templates see them: `listings/<type>.html` gets a `ListingView` as `page`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from site_builder.documents.kinds import Kind
from site_builder.documents.model import FrontMatter, LawFrontMatter
from site_builder.messages import mark
from site_builder.rendering.list_views import EntryView, LinkView, build_entry, build_link
from site_builder.rendering.page import FeedLink, Listing, ListingType
from site_builder.rendering.scope import Scope
from site_builder.rendering.session_views import SessionView, build_sessions
from site_builder.rendering.typography import keep_together
from site_builder.rendering.words import SECTION_NAMES


@dataclass(frozen=True, slots=True)
class GroupView:
    """Entries under one heading: a month of the archive, a type of law."""

    title: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag and how often it is used."""

    name: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class ListingView:
    """One page of a list."""

    type: ListingType
    title: str
    description: str
    address: str
    """This page's own."""
    list_address: str
    """The front page's."""
    period: str
    """What time its entries are of (`Tháng 5 năm 2026`); empty of the front page."""
    entries: tuple[EntryView, ...]
    groups: tuple[GroupView, ...]
    """The entries once more, grouped; of the archive and the register only."""
    tags: tuple[TagView, ...]
    """Of the overview of tags only."""
    newer_address: str
    older_address: str
    years: tuple[LinkView, ...]
    """Of the front page: where the older years begin."""
    kind: Kind | None
    owner: LinkView | None
    feeds: tuple[FeedLink, ...]
    breadcrumb: tuple[LinkView, ...]
    sessions: tuple[SessionView, ...] = ()
    """The coming sessions of the loudspeakers; on the front page of the bulletins only."""

    @property
    def is_front(self) -> bool:
        """Whether it holds the newest entries."""
        return not self.period


def build_listing(scope: Scope, listing: Listing) -> ListingView:
    """One page of a list."""
    metas = listing.page.entries
    return ListingView(
        type=listing.type,
        title=keep_together(listing.title),
        description=keep_together(listing.description),
        address=listing.page.address,
        list_address=listing.address,
        period=scope.words.write_period(listing.page.period, listing.page.part) if listing.page.period else "",
        entries=tuple(build_entry(scope, meta, has_picture=listing.type is ListingType.TOPICS) for meta in metas),
        groups=tuple(_build_groups(scope, listing.type, metas)),
        tags=_build_tags(scope) if listing.type is ListingType.TAGS else (),
        newer_address=listing.page.newer_address or "",
        older_address=listing.page.older_address or "",
        years=tuple(LinkView(each.address, scope.words.write_years(each.period)) for each in listing.page.years),
        kind=listing.owner.kind if listing.owner else listing.kind,
        owner=build_link(listing.owner) if listing.owner else None,
        feeds=listing.feeds,
        breadcrumb=_build_breadcrumb(scope, listing),
        sessions=build_sessions(scope) if listing.kind is Kind.BULLETIN and listing.page.is_front else (),
    )


def _build_groups(scope: Scope, type_: ListingType, metas: Iterable[FrontMatter]) -> Iterable[GroupView]:
    if type_ is ListingType.ARCHIVE:
        for title, group in groupby(metas, key=lambda meta: scope.words.write_month(meta.published)):
            yield GroupView(title, tuple(build_entry(scope, meta) for meta in group))
    elif type_ is ListingType.LAWS:
        laws = [meta for meta in metas if isinstance(meta, LawFrontMatter)]
        for title in sorted({law.law_type for law in laws}):
            yield GroupView(title, tuple(build_entry(scope, law) for law in laws if law.law_type == title))


def _build_tags(scope: Scope) -> tuple[TagView, ...]:
    return tuple(TagView(tag.name, build_tag_address(tag.slug), tag.count) for tag in scope.library.list_tags())


def build_tag_address(slug: str) -> str:
    """The page of a tag."""
    return f"/the/{slug}/"


def _build_breadcrumb(scope: Scope, listing: Listing) -> tuple[LinkView, ...]:
    links = [LinkView("/", scope.words.say(mark("Home page")))]
    if listing.type is ListingType.TOPIC:
        links.append(LinkView("/linh-vuc/", scope.words.say(SECTION_NAMES[Kind.TOPIC])))
    elif listing.type is ListingType.SHOW:
        links.append(LinkView("/podcast/", scope.words.say(SECTION_NAMES[Kind.SHOW])))
    elif listing.type is ListingType.CITING:
        links.append(LinkView("/van-ban/", scope.words.say(SECTION_NAMES[Kind.LAW])))
    elif listing.type is ListingType.TAG:
        links.append(LinkView("/the/", scope.words.say(mark("Tags"))))
    if not listing.page.is_front:
        links.append(LinkView(listing.address, keep_together(listing.title)))
    return tuple(links)
