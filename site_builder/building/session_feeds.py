"""The feed of the loudspeakers' sessions with the files that it names: devices fetch them by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from media_pipeline.manifest import RenditionRole
from site_builder.building.feeds.sessions import SessionFeed, SessionFile, build_session_feed
from site_builder.building.outputs import Linked, Output, Stage
from site_builder.documents.model import FrontMatter
from site_builder.errors import MediaFileError
from site_builder.messages import mark
from site_builder.rendering.feed_links import SESSIONS_ADDRESS, link_session_feed
from site_builder.rendering.library import Library, Media
from site_builder.rendering.session_views import iter_session_files
from site_builder.rendering.words import SESSIONS_TITLE, Words
from site_builder.settings import SiteSettings

_TITLES = {
    RenditionRole.PACKAGE: mark("%(session)s: the package (ZIP)"),
    RenditionRole.LOUDSPEAKER: mark("%(session)s: the whole session (MP3)"),
}
_VOICE_NOTE = mark("Parts of it are read by a machine voice (synthetic).")


@dataclass(frozen=True, slots=True)
class SessionFeeds:
    """Builds the feed of sessions of a site."""

    library: Library
    settings: SiteSettings
    media_store: Path

    def build(self, home: FrontMatter) -> Iterator[Output]:
        """The feed, and the files of its sessions at addresses that stay when a package is made anew.

        Args:
            home: the site's first page; tells how new a feed without sessions is.

        Raises:
            MediaFileError: a file of a session is not in the store.
        """
        words = Words(self.settings.language)
        sessions = self.library.list_sessions()
        for media in sessions:
            yield from self._iter_files(media)
        feed = SessionFeed(
            title=f"{words.say(SESSIONS_TITLE)} – {self.settings.title}",
            description=words.say(mark("What the loudspeakers play next, ready to be fetched by their devices.")),
            language=self.settings.language,
            author=self.settings.organisation or self.settings.title,
            home_url=self.settings.base_url + SESSIONS_ADDRESS,
            updated=home.updated,
            files=tuple(file for media in sessions for file in self._list_items(media, words)),
        )
        address = link_session_feed(feed.title).rss
        content = build_session_feed(feed, self.settings.base_url + address)
        yield Output(address.lstrip("/"), Stage.FEEDS, content, address.lstrip("/"))

    def _iter_files(self, media: Media) -> Iterator[Output]:
        owner = f"media/{media.manifest.name}.json"
        for address, rendition in iter_session_files(media):
            path = self.media_store / rendition.path
            if not path.is_file():
                raise MediaFileError(media.manifest.name, path=owner)
            yield Output(address.lstrip("/"), Stage.ASSETS, Linked(str(path)), owner)

    def _list_items(self, media: Media, words: Words) -> Iterator[SessionFile]:
        package = media.manifest.package
        session = package.session if package else None
        if package is None or session is None:
            return
        notes = [words.say(_VOICE_NOTE)] if media.manifest.has_synthetic_voice else []
        for address, rendition in iter_session_files(media):
            yield SessionFile(
                title=words.say(_TITLES[rendition.role], session=words.write_session(session.starts)),
                description="\n".join([*(piece.title for piece in package.pieces), *notes]),
                url=self.settings.base_url + address,
                sha256=rendition.sha256,
                media_type=rendition.media_type,
                length_bytes=rendition.size_bytes,
                duration_ms=rendition.duration_ms or media.record.duration_ms or 0,
                has_synthetic_voice=media.manifest.has_synthetic_voice,
            )
