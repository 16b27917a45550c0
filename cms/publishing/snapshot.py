"""The document of a page or law.

`build_snapshot` takes what it is given: for the site that is the row in the database, which in Wagtail *is* the live
revision (drafts live in revisions alone); for the preview it is the draft.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from cms.publishing.errors import MappingError
from cms.publishing.mapping.body import BodyWriter
from cms.publishing.mapping.front_matter import Subject, to_site_time, write_front_matter
from cms.publishing.mapping.references import References
from site_builder.documents.model import FRONT_MATTER, ContentDocument


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A document, and what could not be part of it."""

    document: ContentDocument
    notes: tuple[str, ...] = ()
    """One sentence for each block that was left out."""


def build_snapshot(subject: Subject, references: References, *, now: dt.datetime | None = None) -> Snapshot:
    """The document of a page or law, with every reference it has, whether residents may follow it or not.

    Args:
        subject: a page as its own class, or a law.
        references: names of what it refers to.
        now: stands for the dates of publication of a draft that was never published.

    Raises:
        MappingError: it lacks something its kind of document must have.
    """
    notes: list[str] = []
    values = {"published": to_site_time(now or timezone.now()), "updated": to_site_time(now or timezone.now())}
    values |= write_front_matter(subject, references)
    values["cites"] = [cite for cite in values.get("cites", ()) if cite["law"]]
    try:
        meta = FRONT_MATTER.validate_python(values)
        body = BodyWriter(references, notes).write(subject.body.get_prep_value())
        return Snapshot(ContentDocument(meta=meta, body=body), tuple(notes))
    except ValidationError as error:
        raise describe_invalid(error) from error


def describe_invalid(error: ValidationError) -> MappingError:
    """What is missing or wrong, in the editor's words."""
    first = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in first["loc"] if part not in ("tagged-union", first.get("ctx")))
    if first["type"] == "missing":
        return MappingError(_("“%(key)s” must be filled before this page can be on the site.") % {"key": key}, key=key)
    return MappingError(_("“%(key)s” is not valid: %(reason)s.") % {"key": key, "reason": first["msg"]}, key=key)
