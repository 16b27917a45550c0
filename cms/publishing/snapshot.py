"""The document of a page or law.

`build_snapshot` takes what it is given: for the site that is the row in the database, which in Wagtail *is* the live
revision (drafts live in revisions alone); for the preview it is the draft.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from cms.publishing.errors import MappingError
from cms.publishing.mapping.body import BodyWriter
from cms.publishing.mapping.front_matter import Subject, to_site_time, write_front_matter
from cms.publishing.mapping.references import References
from site_builder.documents.kinds import Kind
from site_builder.documents.model import FRONT_MATTER, ContentDocument

_KINDS = frozenset(kind.value for kind in Kind)
"""Where pydantic names the place of a fault, it begins with the kind of the document."""


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
    values: dict[str, Any] = {
        "published": to_site_time(now or timezone.now()),
        "updated": to_site_time(now or timezone.now()),
    }
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
    key = ".".join(str(part) for part in first["loc"] if part not in _KINDS)
    if first["type"] == "missing":
        return MappingError(_("“%(key)s” must be filled before this page can be on the site.") % {"key": key}, key=key)
    reason = _describe_fault(first["type"], first["msg"], first.get("ctx", {}))
    return MappingError(_("“%(key)s” is not valid: %(reason)s.") % {"key": key, "reason": reason}, key=key)


def _describe_fault(fault: str, message: str, context: dict[str, Any]) -> str:
    """Pydantic's faults in our words; its own message for those that only a programmer meets."""
    if fault.startswith(("date", "datetime", "timezone")):
        return _("it must be a date such as 2026-11-24, or a time with its offset")
    if fault in ("enum", "literal_error"):
        return _("it must be one of %(values)s") % {"values": context.get("expected", "")}
    sentences = {
        "extra_forbidden": _("there is no such key"),
        "string_pattern_mismatch": _("it has letters or signs that are not allowed here"),
        "string_too_long": _("it is too long"),
        "string_too_short": _("it is empty"),
        "uuid_parsing": _("it must be a UUID"),
        "url_parsing": _("it must be a web address"),
    }
    return sentences.get(fault, message)
