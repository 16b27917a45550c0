"""The news feeds, RSS 2.0 and Atom: the newest documents of the site or of a topic. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from site_builder.building.feeds.text import clean_text

ENTRY_LIMIT = 50
"""How many of the newest documents a feed holds."""


@dataclass(frozen=True, slots=True)
class NewsEntry:
    """A document in a feed."""

    id: UUID
    title: str
    summary: str
    url: str
    published: datetime
    updated: datetime
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewsFeed:
    """A feed, the same for RSS and Atom."""

    id: UUID
    """The document it belongs to: home or a topic."""
    title: str
    description: str
    language: str
    author: str
    home_url: str
    """The page it accompanies."""
    updated: datetime
    """When that page was last changed; a newer entry counts instead."""
    entries: tuple[NewsEntry, ...]
    """Newest first; no more than `ENTRY_LIMIT`."""


def build_rss(feed: NewsFeed, url: str) -> bytes:
    """The feed as RSS 2.0; `url` is its own address."""
    generator = _fill(feed, url, "application/rss+xml")
    return bytes(generator.rss_str(pretty=True))


def build_atom(feed: NewsFeed, url: str) -> bytes:
    """The feed as Atom 1.0 (RFC 4287); `url` is its own address."""
    generator = _fill(feed, url, "application/atom+xml")
    return bytes(generator.atom_str(pretty=True))


def _fill(feed: NewsFeed, url: str, media_type: str) -> FeedGenerator:
    generator = FeedGenerator()
    generator.id(f"urn:uuid:{feed.id}")
    generator.title(clean_text(feed.title))
    generator.subtitle(clean_text(feed.description) or clean_text(feed.title))
    generator.author(name=clean_text(feed.author))
    generator.language(feed.language)
    # the last link is taken for RSS's <link>, so the page comes last
    generator.link(href=url, rel="self", type=media_type)
    generator.link(href=feed.home_url, rel="alternate", type="text/html")
    generator.updated(max([feed.updated, *(entry.updated for entry in feed.entries)]))
    # its version would change the bytes of every feed with an upgrade
    generator.generator("Tiếng Luật")
    for entry in feed.entries[:ENTRY_LIMIT]:
        generator.add_entry(_build_entry(entry), order="append")
    return generator


def _build_entry(entry: NewsEntry) -> FeedEntry:
    built = FeedEntry()
    built.id(f"urn:uuid:{entry.id}")
    built.title(clean_text(entry.title))
    built.link(href=entry.url, rel="alternate", type="text/html")
    built.description(clean_text(entry.summary) or clean_text(entry.title), isSummary=True)
    built.published(entry.published)
    built.updated(entry.updated)
    for category in entry.categories:
        built.category(term=clean_text(category))
    return built
