"""The Podcasting 2.0 namespace for feedgen, which has none.

Tags and their rules: https://github.com/Podcastindex-org/podcast-namespace. Written here: guid, locked, medium, person
and txt of a show, transcript, chapters and txt of an episode.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.util import xml_elem
from lxml.etree import _Element

NAMESPACE = "https://podcastindex.org/namespace/1.0"
GUID_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""Given by the specification of `podcast:guid`."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What is said in an episode, as captions or as plain text."""

    url: str
    media_type: str
    language: str


@dataclass(frozen=True, slots=True)
class Chapters:
    """The parts of an episode that apps can jump to, as a file of their own."""

    url: str
    media_type: str


def build_podcast_guid(feed_url: str) -> UUID:
    """The identity of a show: a UUIDv5 of its feed's address without scheme and trailing slashes."""
    return uuid5(GUID_NAMESPACE, feed_url.split("://", 1)[-1].rstrip("/"))


class Podcasting20Extension(BaseExtension):
    """The tags of a show; set the attributes before the feed is written."""

    def __init__(self) -> None:
        self.guid: UUID | None = None
        self.owner_email = ""
        self.author = ""
        self.has_ai_content = False

    def extend_ns(self) -> dict[str, str]:
        """The prefix of the namespace."""
        return {"podcast": NAMESPACE}

    def extend_rss(self, feed: _Element) -> _Element:
        """Add the tags to the channel."""
        channel = feed[0]
        _add(channel, "guid", str(self.guid))
        # other platforms must ask the owner before they import the show
        _add(channel, "locked", "yes", **({"owner": self.owner_email} if self.owner_email else {}))
        _add(channel, "medium", "podcast")
        _add(channel, "person", self.author, role="host")
        _add_ai_content(channel, self.has_ai_content)
        return feed


class Podcasting20EntryExtension(BaseEntryExtension):
    """The tags of an episode."""

    def __init__(self) -> None:
        self.transcripts: tuple[Transcript, ...] = ()
        self.chapters: Chapters | None = None
        self.has_ai_content = False

    def extend_rss(self, entry: _Element) -> _Element:
        """Add the tags to the item."""
        for transcript in self.transcripts:
            is_timed = transcript.media_type == "text/vtt"
            _add(
                entry,
                "transcript",
                url=transcript.url,
                type=transcript.media_type,
                language=transcript.language,
                **({"rel": "captions"} if is_timed else {}),
            )
        if self.chapters is not None:
            _add(entry, "chapters", url=self.chapters.url, type=self.chapters.media_type)
        _add_ai_content(entry, self.has_ai_content)
        return entry


def _add_ai_content(parent: _Element, has_ai_content: bool) -> None:
    """A machine's voice is heard, said for machines; the page says it for people."""
    if has_ai_content:
        _add(parent, "txt", "true", purpose="ai-content")


def _add(parent: _Element, tag: str, text: str | None = None, **attributes: str) -> None:
    xml_elem(f"{{{NAMESPACE}}}{tag}", parent, **attributes).text = text
