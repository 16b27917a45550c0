"""Which documents stand in the news feeds: of the whole site, and of each topic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.building.feeds.news import ENTRY_LIMIT, NewsEntry, NewsFeed, build_atom, build_rss
from site_builder.documents.model import FrontMatter, TopicFrontMatter
from site_builder.rendering.feed_links import link_news_feed, link_topic_feed
from site_builder.rendering.library import Library, Selection
from site_builder.rendering.page import FeedLink
from site_builder.rendering.selections import NEWS_KINDS, select_topic
from site_builder.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class NewsFeeds:
    """Builds the news feeds of a site."""

    library: Library
    settings: SiteSettings

    def build_site_feed(self, home: FrontMatter) -> Iterator[tuple[str, bytes]]:
        """The feed of all news in both forms, by its path below the output folder."""
        feed = self._build(
            home,
            title=self.settings.title,
            description=self.settings.tagline or home.summary,
            selection=Selection(kinds=NEWS_KINDS),
        )
        return self._iter_forms(feed, link_news_feed(self.settings.title))

    def build_topic_feed(self, topic: TopicFrontMatter) -> Iterator[tuple[str, bytes]]:
        """The feed of a topic in both forms."""
        feed = self._build(
            topic,
            title=f"{topic.title} – {self.settings.title}",
            description=topic.summary,
            selection=select_topic(topic.slug),
        )
        return self._iter_forms(feed, link_topic_feed(topic))

    def _iter_forms(self, feed: NewsFeed, link: FeedLink) -> Iterator[tuple[str, bytes]]:
        yield link.rss.lstrip("/"), build_rss(feed, self.settings.base_url + link.rss)
        yield link.atom.lstrip("/"), build_atom(feed, self.settings.base_url + link.atom)

    def _build(self, page: FrontMatter, *, title: str, description: str, selection: Selection) -> NewsFeed:
        documents = self.library.list_documents(selection, limit=ENTRY_LIMIT)
        return NewsFeed(
            id=page.id,
            title=title,
            description=description,
            language=self.settings.language,
            author=self.settings.organisation or self.settings.title,
            home_url=self.settings.base_url + page.address,
            updated=page.updated,
            entries=tuple(self._build_entry(document) for document in documents),
        )

    def _build_entry(self, document: FrontMatter) -> NewsEntry:
        topic = self.library.find(f"topic/{document.topic}") if document.topic else None
        return NewsEntry(
            id=document.id,
            title=document.title,
            summary=document.summary,
            url=self.settings.base_url + document.address,
            published=document.published,
            updated=document.updated,
            categories=((topic.title,) if topic else ()) + document.tags,
        )
