"""The podcast feed of each show: which documents are its episodes, their files and its cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from media_pipeline.manifest import MediaRecord, Rendition, RenditionRole
from site_builder.building.artwork import Cover, crop_cover, draw_cover, keep_cover
from site_builder.building.feeds.podcast import Episode, PodcastFeed, build_podcast
from site_builder.building.feeds.podcasting20 import Chapters, Transcript
from site_builder.building.media_files import SITE_PREFIX, MediaFiles, choose_picture
from site_builder.building.outputs import Output, Stage
from site_builder.documents.model import FrontMatter, Listenable, ShowFrontMatter
from site_builder.errors import MediaFileError
from site_builder.rendering.feed_links import link_podcast_feed
from site_builder.rendering.library import Library, Media
from site_builder.rendering.palette import Palette
from site_builder.rendering.selections import SelectedDocuments, select_show
from site_builder.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class PodcastFeeds:
    """Builds the podcast feeds of a site."""

    library: Library
    settings: SiteSettings
    media_store: Path
    media_files: MediaFiles
    cache: Path
    """The folder of made covers."""
    palette: Palette
    """The colours of drawn covers."""

    def build(self, show: ShowFrontMatter) -> Iterator[Output]:
        """The feed of a show, its cover and the files of its episodes.

        Raises:
            MediaFileError: an episode's recording has not been made.
        """
        address = link_podcast_feed(show).rss
        cover = self._load_cover(show)
        yield Output(cover.address.lstrip("/"), Stage.ASSETS, cover.content, show.content_path)
        episodes = [
            (document, self._find_media(document, document.audio))
            for document in SelectedDocuments(self.library, select_show(show.slug))
            if isinstance(document, Listenable) and document.audio
        ]
        for document, media in episodes:
            chapters = media.record.with_role(RenditionRole.CHAPTERS)
            paths = [rendition.path for rendition in (_find_recording(media), *_list_texts(media), *chapters)]
            yield from self.media_files.iter_outputs(paths, document.content_path)
        feed = build_podcast(self._build_feed(show, cover, episodes), self.settings.base_url + address)
        yield Output(address.lstrip("/"), Stage.FEEDS, feed, address.lstrip("/"))

    def _build_feed(
        self, show: ShowFrontMatter, cover: Cover, episodes: Iterable[tuple[FrontMatter, Media]]
    ) -> PodcastFeed:
        return PodcastFeed(
            title=show.title,
            description=show.summary,
            language=self.settings.language,
            author=show.author,
            email=show.email,
            category=show.category,
            home_url=self.settings.base_url + show.address,
            image_url=self.settings.base_url + cover.address,
            updated=show.updated,
            episodes=tuple(self._build_episode(document, media) for document, media in episodes),
        )

    def _find_media(self, document: FrontMatter, asset: str) -> Media:
        media = self.library.find_media(asset)
        if media is None or not media.record.with_role(RenditionRole.PODCAST):
            raise MediaFileError(asset, path=document.content_path)
        return media

    def _build_episode(self, document: FrontMatter, media: Media) -> Episode:
        recording = _find_recording(media)
        return Episode(
            id=document.id,
            title=document.title,
            description=document.summary,
            url=self.settings.base_url + document.address,
            published=document.published,
            updated=document.updated,
            audio_url=self._build_url(recording),
            media_type=recording.media_type,
            length_bytes=recording.size_bytes,
            duration_ms=_find_duration_ms(recording, media.record),
            season=getattr(document, "season", None),
            number=getattr(document, "episode", None),
            transcripts=tuple(
                Transcript(self._build_url(text), text.media_type, media.manifest.language)
                for text in _list_texts(media)
            ),
            chapters=next(
                (
                    Chapters(self._build_url(chapters), chapters.media_type)
                    for chapters in media.record.with_role(RenditionRole.CHAPTERS)
                ),
                None,
            ),
            has_synthetic_voice=media.manifest.has_synthetic_voice,
        )

    def _build_url(self, rendition: Rendition) -> str:
        return f"{self.settings.base_url}/{SITE_PREFIX}{rendition.site_path}"

    def _load_cover(self, show: ShowFrontMatter) -> Cover:
        media = self.library.find_media(show.image) if show.image else None
        picture = choose_picture(media)
        if media is None or picture is None:
            key = f"drawn\0{show.title}\0{show.author}\0{self.palette}"
            return keep_cover(show.slug, key, partial(draw_cover, show.title, show.author, self.palette), self.cache)
        focus = media.manifest.focal_point
        point = (focus.x, focus.y) if focus else (0.5, 0.5)
        path = self.media_store / picture.path
        if not path.is_file():
            raise MediaFileError(media.manifest.name, path=show.content_path)
        key = f"cropped\0{picture.sha256}\0{point}"
        return keep_cover(show.slug, key, partial(crop_cover, path, point), self.cache)


def _find_recording(media: Media) -> Rendition:
    return media.record.with_role(RenditionRole.PODCAST)[0]


def _list_texts(media: Media) -> list[Rendition]:
    roles = (RenditionRole.CAPTIONS, RenditionRole.TRANSCRIPT)
    return [rendition for role in roles for rendition in media.record.with_role(role)]


def _find_duration_ms(recording: Rendition, record: MediaRecord) -> int:
    return recording.duration_ms or record.duration_ms or 0
