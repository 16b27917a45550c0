"""Where the feeds stand, for the pages that offer them and the builder that writes them. Pure."""

from __future__ import annotations

from site_builder.documents.model import FrontMatter
from site_builder.rendering.page import FeedLink

RSS_NAME, ATOM_NAME, PODCAST_NAME = "rss.xml", "atom.xml", "feed.xml"
NEWS_FEED_ADDRESS = "/feed/"


def link_news_feed(site_title: str) -> FeedLink:
    """The feed of all news (`/feed/rss.xml`)."""
    return FeedLink(site_title, f"{NEWS_FEED_ADDRESS}{RSS_NAME}", f"{NEWS_FEED_ADDRESS}{ATOM_NAME}")


def link_topic_feed(topic: FrontMatter) -> FeedLink:
    """The feed of a topic (`/linh-vuc/<slug>/rss.xml`)."""
    return FeedLink(topic.title, f"{topic.address}{RSS_NAME}", f"{topic.address}{ATOM_NAME}")


def link_podcast_feed(show: FrontMatter) -> FeedLink:
    """The feed of a show (`/podcast/<slug>/feed.xml`)."""
    return FeedLink(show.title, f"{show.address}{PODCAST_NAME}")
