"""Fields of a page or law ↔ front matter.

Names are the same on both sides, so one loop over the keys of a kind's front matter does it; `_CODECS` holds the keys
whose values differ: references, lists in tables of their own, dates of publication, the place in the tree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from taggit.models import Tag

from cms.audio.models import AudioPageClip
from cms.core.models import BasePage, LegalBasis, PageTag
from cms.explainers.models import EasyReadPart
from cms.home.models import FeaturedPage
from cms.laws.models import Law, LawTag
from cms.publishing.errors import MappingError
from cms.publishing.mapping.body import normalise_line, normalise_text
from cms.publishing.mapping.references import References
from cms.stories.models import StoryPerson
from cms.videos.models import VideoPageClip
from site_builder.documents.block_specs import FieldType
from site_builder.documents.model import AnyFrontMatter, FrontMatter

Subject = BasePage | Law
"""What is published as one document."""

Write = Callable[[Subject, References], Any]
Read = Callable[[Subject, Any, References], None]


@dataclass(frozen=True, slots=True)
class Codec:
    """How one key is written and read."""

    write: Write
    read: Read


def write_front_matter(subject: Subject, references: References) -> dict[str, Any]:
    """The front matter of a page or law as a mapping that the model of its kind validates."""
    keys = _get_model(subject.document_kind).model_fields
    values = {key: _write_key(key, subject, references) for key in keys}
    return {key: value for key, value in values.items() if value is not None}


def read_front_matter(subject: Subject, meta: FrontMatter, references: References) -> None:
    """Set the fields of a page or law from front matter; nothing is saved.

    Raises:
        MappingError: `key` names the key that cannot be taken over.
    """
    for key in type(meta).model_fields:
        try:
            _read_key(key, subject, getattr(meta, key), references)
        except MappingError as error:
            error.key = error.key or key
            raise


def to_site_time(instant: dt.datetime) -> dt.datetime:
    """The instant in Vietnamese time, whole seconds, as front matter writes it."""
    local = instant.astimezone(ZoneInfo(settings.TIME_ZONE)).replace(microsecond=0)
    return local.replace(tzinfo=dt.timezone(local.utcoffset() or dt.timedelta()))


def _get_model(kind: str) -> type[FrontMatter]:
    return _MODELS[kind]


def _list_models() -> dict[str, type[FrontMatter]]:
    classes = get_args(get_args(AnyFrontMatter)[0])
    return {get_args(cls.model_fields["kind"].annotation)[0].value: cls for cls in classes}


_MODELS = _list_models()


def _write_key(key: str, subject: Subject, references: References) -> Any:
    if codec := _CODECS.get(key):
        return codec.write(subject, references)
    value = getattr(subject, key)
    if isinstance(value, str):
        is_multiline = isinstance(subject._meta.get_field(key), models.TextField)
        return normalise_text(value) if is_multiline else normalise_line(value)
    return value


def _read_key(key: str, subject: Subject, value: Any, references: References) -> None:
    if codec := _CODECS.get(key):
        codec.read(subject, value, references)
    else:
        setattr(subject, key, value)


def _ignore(subject: Subject, value: Any, references: References) -> None:
    """The importer places the page in the tree and sets its dates."""


def _read_id(subject: Subject, value: UUID, references: References) -> None:
    subject.document_id = value


def _write_published(subject: Subject, references: References) -> dt.datetime | None:
    return to_site_time(subject.first_published_at) if subject.first_published_at else None


def _write_updated(subject: Subject, references: References) -> dt.datetime | None:
    instant = subject.last_published_at or subject.first_published_at
    return to_site_time(instant) if instant else None


def _write_topic(subject: Subject, references: References) -> str | None:
    if subject.document_kind == "topic":
        return None
    topic = subject.topic if isinstance(subject, Law) else subject.topic_page
    return topic.slug if topic else None


def _read_topic(subject: Subject, value: str | None, references: References) -> None:
    if isinstance(subject, Law):
        subject.topic_id = references.find_page(f"topic/{value}") if value else None


def _write_tags(subject: Subject, references: References) -> tuple[str, ...]:
    return tuple(normalise_line(item.tag.name) for item in _list_children(subject, "tagged_items"))


def _read_tags(subject: Subject, value: tuple[str, ...], references: References) -> None:
    item_class: type[LawTag] | type[PageTag] = LawTag if isinstance(subject, Law) else PageTag
    subject.tagged_items.set([item_class(tag=_find_or_make_tag(name)) for name in value])


def _find_or_make_tag(name: str) -> Tag:
    """The tag of exactly that name; two spellings are two tags, as in the files."""
    return Tag.objects.filter(name=name).first() or Tag.objects.create(name=name)


def _write_cites(subject: Subject, references: References) -> tuple[dict[str, str], ...]:
    if isinstance(subject, Law):
        return ()
    return tuple(
        {
            "law": references.name_law(row.law_id) or "",
            "article": normalise_line(row.article),
            "clause": normalise_line(row.clause),
            "point": normalise_line(row.point),
        }
        for row in _list_children(subject, "legal_basis")
    )


def _read_cites(subject: Subject, value: tuple[Any, ...], references: References) -> None:
    if isinstance(subject, Law):
        _refuse(value, "cites")
        return
    subject.legal_basis.set(
        [
            LegalBasis(
                sort_order=order,
                law_id=references.find_law(cite.law),
                article=cite.article,
                clause=cite.clause,
                point=cite.point,
            )
            for order, cite in enumerate(value)
        ]
    )


def _write_people(subject: Subject, references: References) -> tuple[dict[str, str], ...]:
    people = _list_children(subject, "people")
    return tuple({"name": normalise_line(row.name), "role": normalise_line(row.role)} for row in people)


def _read_people(subject: Subject, value: tuple[Any, ...], references: References) -> None:
    rows = [StoryPerson(sort_order=order, name=person.name, role=person.role) for order, person in enumerate(value)]
    subject.people.set(rows)


def _write_easy_read(subject: Subject, references: References) -> tuple[dict[str, str | None], ...]:
    return tuple(
        {
            "text": normalise_text(row.text),
            "image": references.name_asset(FieldType.IMAGE, row.image_id) if row.image_id else None,
        }
        for row in _list_children(subject, "easy_read")
    )


def _read_easy_read(subject: Subject, value: tuple[Any, ...], references: References) -> None:
    subject.easy_read.set(
        [
            EasyReadPart(
                sort_order=order,
                text=part.text,
                image_id=references.find_asset(FieldType.IMAGE, part.image) if part.image else None,
            )
            for order, part in enumerate(value)
        ]
    )


def _write_featured(subject: Subject, references: References) -> tuple[str, ...]:
    names = (references.name_page(row.page_id) for row in _list_children(subject, "featured"))
    return tuple(name for name in names if name)


def _read_featured(subject: Subject, value: tuple[str, ...], references: References) -> None:
    keys = [references.find_page(ref) for ref in value]
    subject.featured.set([FeaturedPage(sort_order=order, page_id=key) for order, key in enumerate(keys)])


def _write_clips(subject: Subject, references: References) -> tuple[str, ...]:
    names = (references.name_asset("clip", row.clip_id) for row in _list_children(subject, "clips"))
    return tuple(name for name in names if name)


def _read_clips(subject: Subject, value: tuple[str, ...], references: References) -> None:
    row_class = AudioPageClip if subject.document_kind == "audio" else VideoPageClip
    keys = [references.find_asset("clip", name) for name in value]
    subject.clips.set([row_class(sort_order=order, clip_id=key) for order, key in enumerate(keys)])


def _write_show(subject: Subject, references: References) -> str | None:
    ref = references.name_page(subject.show_id) if subject.show_id else None
    return ref.removeprefix("show/") if ref else None


def _read_show(subject: Subject, value: str | None, references: References) -> None:
    subject.show_id = references.find_page(f"show/{value}") if value else None


def _write_replaced_by(subject: Subject, references: References) -> str | None:
    return references.name_law(subject.replaced_by_id) if subject.replaced_by_id else None


def _read_replaced_by(subject: Subject, value: str | None, references: References) -> None:
    subject.replaced_by_id = references.find_law(value) if value else None


def _read_expired(subject: Subject, value: dt.date | None, references: References) -> None:
    subject.expired_on = value  # Wagtail's drafts have a flag called `expired`


def _read_link(subject: Subject, value: Any, references: References) -> None:
    subject.link = str(value or "")


def _read_audiences(subject: Subject, value: tuple[str, ...], references: References) -> None:
    subject.audiences = [str(item) for item in value]


def _build_asset_codec(key: str, type_: str) -> Codec:
    attribute = f"{key}_id"

    def write(subject: Subject, references: References) -> str | None:
        asset_id = getattr(subject, attribute)
        return references.name_asset(type_, asset_id) if asset_id else None

    def read(subject: Subject, value: str | None, references: References) -> None:
        setattr(subject, attribute, references.find_asset(type_, value) if value else None)

    return Codec(write, read)


def _list_children(subject: Subject, relation: str) -> list[Any]:
    """Rows of a child table in the editor's order; tags have none, so theirs is the order in which they were given."""
    rows = list(getattr(subject, relation).all())
    return sorted(rows, key=lambda row: getattr(row, "sort_order", None) or 0)


def _refuse(value: Any, key: str) -> None:
    if value:
        raise MappingError(_("The CMS has no place for the key “%(key)s” in this kind.") % {"key": key}, key=key)


_CODECS: dict[str, Codec] = {
    "id": Codec(lambda subject, references: subject.document_id, _read_id),
    "kind": Codec(lambda subject, references: subject.document_kind, _ignore),
    "topic": Codec(_write_topic, _read_topic),
    "audiences": Codec(lambda subject, references: tuple(subject.audiences), _read_audiences),
    "tags": Codec(_write_tags, _read_tags),
    "published": Codec(_write_published, _ignore),
    "updated": Codec(_write_updated, _ignore),
    "image": _build_asset_codec("image", FieldType.IMAGE),
    "cites": Codec(_write_cites, _read_cites),
    "audio": _build_asset_codec("audio", FieldType.AUDIO),
    "video": _build_asset_codec("video", FieldType.VIDEO),
    "package": _build_asset_codec("package", "package"),
    "show": Codec(_write_show, _read_show),
    "clips": Codec(_write_clips, _read_clips),
    "easy_read": Codec(_write_easy_read, _read_easy_read),
    "sign_video": _build_asset_codec("sign_video", FieldType.VIDEO),
    "people": Codec(_write_people, _read_people),
    "featured": Codec(_write_featured, _read_featured),
    "replaced_by": Codec(_write_replaced_by, _read_replaced_by),
    "expired": Codec(lambda subject, references: subject.expired_on, _read_expired),
    "link": Codec(lambda subject, references: subject.link or None, _read_link),
}
__all__ = ["Subject", "read_front_matter", "to_site_time", "write_front_matter"]
