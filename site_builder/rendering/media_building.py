"""From an asset's manifest and record to its view; the renditions it links are registered with the page's scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from media_pipeline.manifest import MediaKind, Rendition, RenditionRole
from site_builder.errors import MediaFileError
from site_builder.rendering.library import Media
from site_builder.rendering.media_views import (
    AudioView,
    ClipView,
    FileView,
    PackageView,
    PictureSource,
    PictureView,
    VideoDownload,
    VideoSource,
    VideoView,
)
from site_builder.rendering.scope import Scope
from site_builder.rendering.transcripts import Line, read_captions, read_plain
from site_builder.rendering.typography import keep_together

_PICTURE_TYPES = ("image/avif", "image/webp")
"""Tried before JPEG, the best first."""
_CODECS = {"audio/ogg": "audio/ogg; codecs=opus", "audio/mp4": "audio/mp4; codecs=mp4a.40.2"}
"""Said in full where a browser would otherwise load a file to find that it cannot play it."""

_H264_TYPE = "video/mp4"
"""Every browser plays it."""
PHONE_LINES, WIDE_LINES = 480, 720
"""Shorter side of the H.264 that the player takes; larger ones are there to download."""


def build_picture(scope: Scope, name: str, key: str, *, alt: str = "") -> PictureView:
    """A picture; `alt` stands before the picture's own alternative text."""
    media = scope.get_media(name, key, MediaKind.IMAGE)
    renditions = sorted(media.record.with_role(RenditionRole.IMAGE), key=lambda rendition: rendition.width_px or 0)
    plain = [rendition for rendition in renditions if rendition.media_type not in _PICTURE_TYPES]
    if not plain:
        raise MediaFileError(name, path=scope.content_path)
    manifest = media.manifest
    return PictureView(
        sources=tuple(
            PictureSource(media_type, _build_srcset(scope, found))
            for media_type in _PICTURE_TYPES
            if (found := [rendition for rendition in renditions if rendition.media_type == media_type])
        ),
        address=scope.link(plain[-1]),
        srcset=_build_srcset(scope, plain),
        width_px=plain[-1].width_px or 1,
        height_px=plain[-1].height_px or 1,
        alt=alt or manifest.alt,
        credit=manifest.credit,
        is_sample=manifest.is_sample,
        small_address=scope.link(next((each for each in renditions if each.media_type == "image/webp"), plain[0])),
    )


def build_audio(scope: Scope, name: str, key: str) -> AudioView:
    """A recording."""
    media = scope.get_media(name, key, MediaKind.AUDIO)
    podcast = media.record.with_role(RenditionRole.PODCAST)
    if not podcast:
        raise MediaFileError(name, path=scope.content_path)
    small = sorted(media.record.with_role(RenditionRole.WEB), key=lambda rendition: rendition.size_bytes)
    duration_ms = media.record.duration_ms or podcast[0].duration_ms or 0
    return AudioView(
        title=keep_together(media.manifest.title),
        sources=tuple(_build_file(scope, media, rendition) for rendition in (*small, *podcast)),
        download=_build_file(scope, media, podcast[0]),
        duration=scope.words.write_duration(duration_ms),
        duration_s=round(duration_ms / 1000),
        has_synthetic_voice=media.manifest.has_synthetic_voice,
        voice_name=media.manifest.voice_name,
        credit=media.manifest.credit,
        is_sample=media.manifest.is_sample,
        lines=read_lines(scope, media),
    )


def build_video(scope: Scope, name: str, key: str) -> VideoView:
    """A video."""
    media = scope.get_media(name, key, MediaKind.VIDEO)
    films = [film for film in media.record.with_role(RenditionRole.WEB) if film.media_type == _H264_TYPE]
    films.sort(key=_get_line_count, reverse=True)
    if not films:
        raise MediaFileError(name, path=scope.content_path)
    duration_ms = media.record.duration_ms or films[0].duration_ms or 0
    sounds = media.record.with_role(RenditionRole.PODCAST)
    return VideoView(
        title=keep_together(media.manifest.title),
        description=media.manifest.alt,
        sources=(*_build_new_sources(scope, media), *_build_plain_sources(scope, films)),
        downloads=tuple(
            VideoDownload(_build_file(scope, media, film), film.width_px or 16, film.height_px or 9) for film in films
        ),
        sound=_build_file(scope, media, sounds[0]) if sounds else None,
        poster=_link_first(scope, media, RenditionRole.POSTER),
        captions=_link_first(scope, media, RenditionRole.CAPTIONS),
        duration=scope.words.write_duration(duration_ms),
        duration_s=round(duration_ms / 1000),
        has_synthetic_voice=media.manifest.has_synthetic_voice,
        voice_name=media.manifest.voice_name,
        credit=media.manifest.credit,
        is_sample=media.manifest.is_sample,
        lines=read_lines(scope, media),
    )


def build_package(scope: Scope, name: str, key: str) -> PackageView:
    """A loudspeaker package."""
    media = scope.get_media(name, key, MediaKind.PACKAGE)
    package = media.manifest.package
    duration_ms = media.record.duration_ms
    return PackageView(
        file=_require_file(scope, media, RenditionRole.PACKAGE),
        pieces=tuple(keep_together(piece.title) for piece in package.pieces) if package else (),
        duration=scope.words.write_duration(duration_ms) if duration_ms else "",
    )


def build_clips(scope: Scope, names: Iterable[str], key: str) -> tuple[ClipView, ...]:
    """The vertical clips of a recording or a video."""
    return tuple(_build_clip(scope, name, key) for name in names)


def build_download(scope: Scope, name: str, key: str) -> FileView:
    """A document to download."""
    return _require_file(scope, scope.get_media(name, key, MediaKind.DOWNLOAD), RenditionRole.ORIGINAL)


def read_lines(scope: Scope, media: Media) -> tuple[Line, ...]:
    """What is said: the captions' lines, which know when, or else the transcript's paragraphs."""
    for rendition in media.record.with_role(RenditionRole.CAPTIONS):
        if lines := read_captions(scope.read_text(media, rendition)):
            return lines
    for rendition in media.record.with_role(RenditionRole.TRANSCRIPT):
        return read_plain(scope.read_text(media, rendition))
    return ()


def _build_new_sources(scope: Scope, media: Media) -> Iterator[VideoSource]:
    """What only some browsers play: they are told the codecs, so that the others load nothing to find out."""
    for film in media.record.with_role(RenditionRole.WEB):
        if film.media_type != _H264_TYPE and film.codecs:
            yield VideoSource(scope.link(film), f'{film.media_type}; codecs="{film.codecs}"')
    addresses = [(scope.link(part), part.media_type) for part in media.record.with_role(RenditionRole.STREAM)]
    yield from (VideoSource(*playlist) for playlist in addresses[:1])  # it names the others, which must be there


def _build_plain_sources(scope: Scope, films: Sequence[Rendition]) -> Iterator[VideoSource]:
    """H.264 for wide screens, then for phones."""
    narrow = _choose_film(films, PHONE_LINES)
    wide = _choose_film(films, WIDE_LINES)
    if wide is not narrow:
        yield VideoSource(scope.link(wide), wide.media_type, is_for_wide_screens=True)
    yield VideoSource(scope.link(narrow), narrow.media_type)


def _choose_film(films: Sequence[Rendition], max_line_count: int) -> Rendition:
    """The largest of films, sorted from large to small, that is not larger than that, or else the smallest."""
    return next((film for film in films if _get_line_count(film) <= max_line_count), films[-1])


def _get_line_count(film: Rendition) -> int:
    return min(film.width_px or 0, film.height_px or 0)


def _build_clip(scope: Scope, name: str, key: str) -> ClipView:
    media = scope.get_media(name, key, MediaKind.CLIP)
    return ClipView(
        file=_require_file(scope, media, RenditionRole.CLIP),
        title=keep_together(media.manifest.title),
        duration=scope.words.write_duration(media.record.duration_ms) if media.record.duration_ms else "",
        poster=_link_first(scope, media, RenditionRole.POSTER),
    )


def _require_file(scope: Scope, media: Media, role: RenditionRole) -> FileView:
    renditions = media.record.with_role(role)
    if not renditions:
        raise MediaFileError(media.manifest.name, path=scope.content_path)
    return _build_file(scope, media, renditions[0])


def _build_file(scope: Scope, media: Media, rendition: Rendition) -> FileView:
    return FileView(
        address=scope.link(rendition),
        title=keep_together(media.manifest.title),
        type_name=scope.words.write_file_type(rendition.path),
        size=scope.words.write_size(rendition.size_bytes),
        media_type=_CODECS.get(rendition.media_type, rendition.media_type),
    )


def _build_srcset(scope: Scope, renditions: Iterable[Rendition]) -> str:
    return ", ".join(f"{scope.link(rendition)} {rendition.width_px}w" for rendition in renditions)


def _link_first(scope: Scope, media: Media, role: RenditionRole) -> str:
    renditions = media.record.with_role(role)
    return scope.link(renditions[0]) if renditions else ""
