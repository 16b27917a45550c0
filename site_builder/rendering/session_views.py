"""The packages of the loudspeakers' coming sessions, as the page of the bulletins shows them.

Their files stand at addresses of their own that stay when a package is made anew (`building.session_feeds` puts them
there), so that devices fetch tomorrow what they fetched today.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from media_pipeline.manifest import Rendition, RenditionRole
from site_builder.rendering.feed_links import SESSIONS_ADDRESS
from site_builder.rendering.library import Media
from site_builder.rendering.media_views import FileView
from site_builder.rendering.scope import Scope
from site_builder.rendering.typography import keep_together

FILE_SUFFIXES = {RenditionRole.PACKAGE: ".zip", RenditionRole.LOUDSPEAKER: ".mp3"}
"""What of a package stands on the site: all in one, and the whole session as one recording."""


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session that can be fetched."""

    title: str
    starts: str
    """ISO 8601, with the offset of Vietnam."""
    ends: str
    """The same; empty when its duration is not known."""
    pieces: tuple[str, ...]
    """Titles, in the order in which they are played."""
    duration: str
    has_synthetic_voice: bool
    is_sample: bool
    package: FileView
    sound: FileView | None


def build_sessions(scope: Scope) -> tuple[SessionView, ...]:
    """The sessions that can be fetched, the earliest first."""
    return tuple(_build_session(scope, media) for media in scope.library.list_sessions())


def iter_session_files(media: Media) -> Iterator[tuple[str, Rendition]]:
    """Address and file of everything that stands on the site of a session, the package first."""
    for role, suffix in FILE_SUFFIXES.items():
        for rendition in media.record.with_role(role)[:1]:
            yield f"{SESSIONS_ADDRESS}{media.manifest.name}{suffix}", rendition


def _build_session(scope: Scope, media: Media) -> SessionView:
    package = media.manifest.package
    session = package.session if package else None
    if package is None or session is None:
        raise ValueError(f"{media.manifest.name} is made for no session")
    files = {rendition.role: _build_file(scope, *each) for each in iter_session_files(media) if (rendition := each[1])}
    duration_ms = media.record.duration_ms
    return SessionView(
        title=scope.words.write_session(session.starts),
        starts=_write_time(session.starts, "minutes"),
        ends=_write_time(session.starts + timedelta(milliseconds=duration_ms), "seconds") if duration_ms else "",
        pieces=tuple(keep_together(piece.title) for piece in package.pieces),
        duration=scope.words.write_duration(duration_ms) if duration_ms else "",
        has_synthetic_voice=media.manifest.has_synthetic_voice,
        is_sample=media.manifest.is_sample,
        package=files[RenditionRole.PACKAGE],
        sound=files.get(RenditionRole.LOUDSPEAKER),
    )


def _write_time(moment: datetime, precision: str) -> str:
    return f"{moment.isoformat(timespec=precision)}+07:00"


def _build_file(scope: Scope, address: str, rendition: Rendition) -> FileView:
    return FileView(
        address=address,
        title=address.rpartition("/")[2],
        type_name=scope.words.write_file_type(address),
        size=scope.words.write_size(rendition.size_bytes),
        media_type=rendition.media_type,
    )
