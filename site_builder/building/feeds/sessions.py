"""The feed of the loudspeakers' sessions: RSS 2.0, an item for each file, so that a device takes what it plays. Pure.

An item has one enclosure, as readers expect: a session has an item for its ZIP and one for its MP3. The enclosure's
address stays when a package is made anew; the guid names the content, so that devices then fetch it once more. A
session lies in the future, which dates of items may not: its time stands in title and file name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from site_builder.building.feeds.itunes import ItunesEntryExtension, ItunesExtension
from site_builder.building.feeds.podcasting20 import (
    Podcasting20EntryExtension,
    Podcasting20Extension,
    build_podcast_guid,
)
from site_builder.building.feeds.text import clean_text

_GUID_DIGITS = 16
"""Of the content's hash: more than enough to tell the makings of one package apart."""


@dataclass(frozen=True, slots=True)
class SessionFile:
    """A file of a session."""

    title: str
    description: str
    url: str
    sha256: str
    media_type: str
    length_bytes: int
    duration_ms: int
    has_synthetic_voice: bool = False


@dataclass(frozen=True, slots=True)
class SessionFeed:
    """The coming sessions."""

    title: str
    description: str
    language: str
    author: str
    home_url: str
    """The page that lists them."""
    updated: datetime
    files: tuple[SessionFile, ...] = ()
    """The earliest session first."""


def build_session_feed(feed: SessionFeed, url: str) -> bytes:
    """The feed as RSS; `url` is its own address."""
    generator = FeedGenerator()
    generator.register_extension("podcast", ItunesExtension, ItunesEntryExtension, atom=False)
    generator.register_extension("podcasting20", Podcasting20Extension, Podcasting20EntryExtension, atom=False)
    author = clean_text(feed.author)
    generator.title(clean_text(feed.title))
    generator.description(clean_text(feed.description))
    generator.language(feed.language)
    # the last link is taken for RSS's <link>, so the page comes last
    generator.link(href=url, rel="self", type="application/rss+xml")
    generator.link(href=feed.home_url, rel="alternate")
    generator.lastBuildDate(feed.updated)
    generator.generator("Tiếng Luật")
    generator.podcast.itunes_author(author)
    generator.podcasting20.guid = build_podcast_guid(url)
    generator.podcasting20.author = author
    generator.podcasting20.has_ai_content = any(file.has_synthetic_voice for file in feed.files)
    for file in feed.files:
        _fill_item(generator.add_entry(order="append"), file, feed)
    return bytes(generator.rss_str(pretty=True))


def _fill_item(entry: FeedEntry, file: SessionFile, feed: SessionFeed) -> None:
    entry.guid(f"{file.url}#{file.sha256[:_GUID_DIGITS]}", permalink=False)
    entry.title(clean_text(file.title))
    entry.link(href=feed.home_url)
    entry.description(clean_text(file.description), isSummary=True)
    entry.enclosure(file.url, str(file.length_bytes), file.media_type)
    entry.podcast.itunes_duration(max(1, round(file.duration_ms / 1000)))
    entry.podcasting20.has_ai_content = file.has_synthetic_voice
