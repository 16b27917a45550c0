"""What goes into the renderer besides documents, and what comes out. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from site_builder.documents.kinds import Kind
from site_builder.documents.model import FrontMatter
from site_builder.listings import ListingPage
from site_builder.rendering.embedding import Embed
from site_builder.rendering.poster import Poster


class ListingType(StrEnum):
    """What a list is of; the theme has one template for each, `listings/<value>.html`."""

    SECTION = "section"
    """All documents of a kind (`/giai-thich/`)."""
    TOPICS = "topics"
    """The overview of topics (`/linh-vuc/`)."""
    TOPIC = "topic"
    """An older page of a topic's documents; the newest one is the topic's own page."""
    SHOW = "show"
    """An older page of a show's episodes."""
    CITING = "citing"
    """An older page of what cites a law."""
    LAWS = "laws"
    """The registry (`/van-ban/`)."""
    TAGS = "tags"
    """The overview of tags (`/the/`)."""
    TAG = "tag"
    ARCHIVE = "archive"
    """Everything, by month (`/luu-tru/`)."""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page offers."""

    title: str
    rss: str
    """Path on the site."""
    atom: str = ""
    """Empty for a podcast, which is RSS alone."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, ready for its template."""

    type: ListingType
    title: str
    address: str
    """Of the list, with both slashes; `page.address` is this page's own."""
    page: ListingPage[FrontMatter]
    description: str = ""
    kind: Kind | None = None
    """Of a section."""
    owner: FrontMatter | None = None
    """The topic, the show or the law whose list it is."""
    feeds: tuple[FeedLink, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page of the site."""

    html: str
    media_paths: frozenset[str] = field(default_factory=frozenset)
    """The renditions it links, as paths below the media store's root (`renditions/…`)."""
    text: str = ""
    """The same page in the text edition; empty when it has none there."""
    poster: Poster | None = None
    """The poster that it offers."""
    embed: Embed | None = None
    """What other sites show of it."""
