"""Where the feeds stand, for the pages that offer them and the builder that writes them. Pure."""

from __future__ import annotations

from site_builder.documents.model import FrontMatter
from site_builder.rendering.page import FeedLink

RSS_NAME, ATOM_NAME, PODCAST_NAME = "rss.xml", "atom.xml", "feed.xml"
NEWS_FEED_ADDRESS = "/feed/"
SESSIONS_ADDRESS = "/loa/"
"""Where the packages of sessions are listed, and where their files stand."""


def link_news_feed(site_title: str) -> FeedLink:
    """The feed of all news (`/feed/rss.xml`)."""
    return FeedLink(site_title, f"{NEWS_FEED_ADDRESS}{RSS_NAME}", f"{NEWS_FEED_ADDRESS}{ATOM_NAME}")


def link_topic_feed(topic: FrontMatter) -> FeedLink:
    """The feed of a topic (`/linh-vuc/<slug>/rss.xml`)."""
    return FeedLink(topic.title, f"{topic.address}{RSS_NAME}", f"{topic.address}{ATOM_NAME}")


def link_session_feed(title: str) -> FeedLink:
    """The feed of the loudspeakers' sessions (`/loa/feed.xml`)."""
    return FeedLink(title, f"{SESSIONS_ADDRESS}{PODCAST_NAME}")


def link_podcast_feed(show: FrontMatter) -> FeedLink:
    """The feed of a show (`/podcast/<slug>/feed.xml`)."""
    return FeedLink(show.title, f"{show.address}{PODCAST_NAME}")
