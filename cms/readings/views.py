"""Any page beside its reading, for whoever may edit it or publish it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from wagtail.admin.auth import permission_denied

from cms.core.models import BasePage
from cms.readings.comparison import Change, Stretch, build_rows, list_changes
from cms.readings.models import LexiconEntry
from cms.readings.script import Part, Reader, UnknownAbbreviation, find_region, name_unknown
from cms.readings.texts import list_parts

READ_KINDS = frozenset({"bulletin", "explainer", "story", "page"})
"""The kinds of page with a text to be read aloud."""
ADD_ENTRY = "wagtailsnippets_readings_lexiconentry:add"


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of a page, ready for a template."""

    title: str
    rows: list[tuple[Stretch, ...]]
    changes: list[Change]
    unknown: list[tuple[UnknownAbbreviation, str]]
    """Each with the address at which it is added to the lexicon."""


def show_reading(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """The newest version of a page, part by part."""
    page = get_object_or_404(BasePage, pk=page_id).specific
    permissions = page.permissions_for_user(request.user)
    if page.document_kind not in READ_KINDS or not (permissions.can_edit() or permissions.can_publish()):
        return permission_denied(request)
    draft: Any = page.get_latest_revision_as_object()
    reader = Reader()
    parts = [_build_part(part, reader, request.path) for part in list_parts(draft)]
    context = {
        "page": draft,
        "parts": parts,
        "unknown": [found for part in parts for found in part.unknown],
        "region": find_region(),
        "may_add": request.user.has_perm("readings.add_lexiconentry"),
        "edit_href": reverse("wagtailadmin_pages:edit", args=(page.pk,)) if permissions.can_edit() else "",
        "lexicon_href": reverse("wagtailsnippets_readings_lexiconentry:list")
        if request.user.has_perm("readings.view_lexiconentry")
        else "",
        "entry_count": LexiconEntry.objects.count(),
    }
    return render(request, "readings/reading.html", context)


def _build_part(part: Part, reader: Reader, path: str) -> PartView:
    reading = reader.read(part.text)
    unknown = [(found, _build_add_href(found, path)) for found in name_unknown(part.title, reading)]
    return PartView(part.title, build_rows(reading), list_changes(reading), unknown)


def _build_add_href(found: UnknownAbbreviation, path: str) -> str:
    return f"{reverse(ADD_ENTRY)}?{urlencode({'written': found.written, 'next': path})}"
