"""Links, dates and list entries as templates see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from site_builder.documents.kinds import Kind
from site_builder.documents.model import (
    BulletinFrontMatter,
    FrontMatter,
    LawFrontMatter,
    Listenable,
    VideoFrontMatter,
)
from site_builder.rendering.media_building import build_picture
from site_builder.rendering.media_views import PictureView
from site_builder.rendering.scope import Scope
from site_builder.rendering.typography import keep_together
from site_builder.rendering.words import BROADCAST_NAMES, KIND_NAMES, STATUS_NAMES


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link with its words."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class DateView:
    """A day for machines and for people."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """A document in a list."""

    ref: str
    kind: Kind
    kind_name: str
    title: str
    address: str
    summary: str
    published: DateView
    duration: str
    """Of its recording or video; empty when it has none."""
    picture: PictureView | None
    """Where a list shows pictures."""
    is_sample: bool
    note: str
    """What is particular to its kind: a law's number and status, a bulletin's class."""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer that an explainer gives before its text."""

    question: str
    paragraphs: tuple[str, ...]


def build_date(scope: Scope, day: date | datetime) -> DateView:
    """A day; of a moment, the day in its own time zone."""
    return DateView(day.isoformat(), scope.words.write_date(day))


def build_link(meta: FrontMatter) -> LinkView:
    """A link to a document."""
    return LinkView(meta.address, keep_together(meta.title))


def build_entry(scope: Scope, meta: FrontMatter, *, has_picture: bool = False) -> EntryView:
    """A document in a list, with its picture where the list shows one."""
    return EntryView(
        ref=meta.ref,
        kind=meta.kind,
        kind_name=scope.words.say(KIND_NAMES[meta.kind]),
        title=keep_together(meta.title),
        address=meta.address,
        summary=keep_together(meta.summary),
        published=build_date(scope, meta.published),
        duration=_find_duration(scope, meta),
        picture=build_picture(scope, meta.image, "image") if has_picture and meta.image else None,
        is_sample=meta.is_sample,
        note=_write_note(scope, meta),
    )


def build_entries(scope: Scope, metas: Iterable[FrontMatter]) -> tuple[EntryView, ...]:
    """The entries of a list."""
    return tuple(build_entry(scope, meta) for meta in metas)


def _find_duration(scope: Scope, meta: FrontMatter) -> str:
    name = None
    if isinstance(meta, Listenable):
        name = meta.audio
    elif isinstance(meta, VideoFrontMatter):
        name = meta.video
    media = scope.library.find_media(name) if name else None
    if media is None or not media.record.duration_ms:
        return ""
    return scope.words.write_duration(media.record.duration_ms)


def _write_note(scope: Scope, meta: FrontMatter) -> str:
    if isinstance(meta, LawFrontMatter):
        return f"{meta.number} · {scope.words.say(STATUS_NAMES[meta.status])}"
    if isinstance(meta, BulletinFrontMatter):
        return scope.words.say(BROADCAST_NAMES[meta.broadcast_class])
    return ""
