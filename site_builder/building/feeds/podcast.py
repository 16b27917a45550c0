"""The feed of a podcast show: RSS 2.0 with Apple's tags and the Podcasting 2.0 namespace. Pure.

Each rule of Apple's and of PSP-1 that validators check is kept here: `explicit` is true or false, artwork is named in
full, the enclosure's length is in bytes, durations are whole seconds, the guid never changes, the feed names itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from site_builder.building.feeds.itunes import ItunesEntryExtension, ItunesExtension
from site_builder.building.feeds.podcasting20 import (
    Chapters,
    Podcasting20EntryExtension,
    Podcasting20Extension,
    Transcript,
    build_podcast_guid,
)
from site_builder.building.feeds.text import clean_text, cut_to_bytes

DESCRIPTION_LIMIT_BYTES = 4000
"""Apple counts bytes, and a Vietnamese letter has up to three."""


@dataclass(frozen=True, slots=True)
class Episode:
    """A document with a recording, in the feed of its show."""

    id: UUID
    title: str
    description: str
    url: str
    """Its page."""
    published: datetime
    updated: datetime
    audio_url: str
    media_type: str
    length_bytes: int
    duration_ms: int
    season: int | None = None
    number: int | None = None
    transcripts: tuple[Transcript, ...] = ()
    chapters: Chapters | None = None
    has_synthetic_voice: bool = False


@dataclass(frozen=True, slots=True)
class PodcastFeed:
    """A show."""

    title: str
    description: str
    language: str
    author: str
    email: str
    category: str
    """One of Apple's categories (`Government`)."""
    home_url: str
    image_url: str
    """A square JPEG of 1400 to 3000 px."""
    updated: datetime
    episodes: tuple[Episode, ...]
    """Newest first, all of them: an app shows what the feed holds."""

    @property
    def has_synthetic_voice(self) -> bool:
        """Whether a machine's voice is heard in any episode."""
        return any(episode.has_synthetic_voice for episode in self.episodes)


def build_podcast(feed: PodcastFeed, url: str) -> bytes:
    """The feed of a show as RSS; `url` is its own address."""
    generator = FeedGenerator()
    generator.register_extension("podcast", ItunesExtension, ItunesEntryExtension, atom=False)
    generator.register_extension("podcasting20", Podcasting20Extension, Podcasting20EntryExtension, atom=False)
    _fill_channel(generator, feed, url)
    for episode in feed.episodes:
        _fill_episode(generator.add_entry(order="append"), episode, feed)
    return bytes(generator.rss_str(pretty=True))


def _fill_channel(generator: FeedGenerator, feed: PodcastFeed, url: str) -> None:
    title, author = clean_text(feed.title), clean_text(feed.author)
    description = _describe(feed.description, feed.title)
    generator.title(title)
    generator.description(description)
    generator.language(feed.language)
    # the last link is taken for RSS's <link>, so the page comes last
    generator.link(href=url, rel="self", type="application/rss+xml")
    generator.link(href=feed.home_url, rel="alternate")
    generator.image(url=feed.image_url, title=title, link=feed.home_url)
    updated = max([feed.updated, *(episode.updated for episode in feed.episodes)])
    generator.lastBuildDate(updated)
    generator.generator("Tiếng Luật")
    generator.podcast.itunes_author(author)
    if feed.email:
        generator.podcast.itunes_owner(name=author, email=feed.email)
    generator.podcast.itunes_category([{"cat": feed.category}])
    generator.podcast.itunes_image(feed.image_url)
    generator.podcast.itunes_summary(description)
    generator.podcast.itunes_type("episodic")
    generator.podcasting20.guid = build_podcast_guid(url)
    generator.podcasting20.owner_email = feed.email
    generator.podcasting20.author = author
    generator.podcasting20.has_ai_content = feed.has_synthetic_voice


def _fill_episode(entry: FeedEntry, episode: Episode, feed: PodcastFeed) -> None:
    description = _describe(episode.description, episode.title)
    entry.guid(str(episode.id), permalink=False)
    entry.title(clean_text(episode.title))
    entry.link(href=episode.url)
    entry.description(description, isSummary=True)
    entry.published(episode.published)
    entry.enclosure(episode.audio_url, str(episode.length_bytes), episode.media_type)
    entry.podcast.itunes_author(clean_text(feed.author))
    entry.podcast.itunes_duration(max(1, round(episode.duration_ms / 1000)))
    entry.podcast.itunes_episode_type("full")
    entry.podcast.itunes_season(episode.season)
    entry.podcast.itunes_episode(episode.number)
    entry.podcasting20.transcripts = episode.transcripts
    entry.podcasting20.chapters = episode.chapters
    entry.podcasting20.has_ai_content = episode.has_synthetic_voice


def _describe(description: str, title: str) -> str:
    return cut_to_bytes(clean_text(description) or clean_text(title), DESCRIPTION_LIMIT_BYTES)
