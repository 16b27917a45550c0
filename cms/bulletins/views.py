"""A draft of a bulletin is heard, for whoever may edit or publish it; and a script is taken over from another page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import permission_denied

from cms.bulletins.assembly import estimate_ms, measure, write_length
from cms.bulletins.models import BulletinPage
from cms.bulletins.taking_over import begin_bulletin, extend_bulletin, find_parent, list_drafts
from cms.core.models import BasePage
from cms.media.rehearsal import rehearse
from cms.readings.script import Reader, list_unknown
from cms.readings.texts import list_parts

TAKEN_KINDS = frozenset({"explainer", "story", "page"})
"""The kinds of page whose text a bulletin can read."""
NEW = "new"
"""In the form: a new bulletin."""


@require_http_methods(["GET", "POST"])
def show_rehearsal(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """The newest version, piece by piece; a POST asks for the recordings that are missing."""
    page = get_object_or_404(BulletinPage, pk=page_id)
    if not may_read_draft(page, request.user):
        return permission_denied(request)
    draft: Any = page.get_latest_revision_as_object()
    if request.method == "POST":
        _ask_for_recordings(request, draft)
        return redirect("bulletin_rehearsal", page.pk)
    context = {
        "page": draft,
        "assembly": measure(draft),
        "may_rehearse": draft.package is not None,
        "unknown": list_unknown(draft.list_spoken_parts(), Reader()),
        "reading_href": reverse("page_reading", args=(page.pk,)),
        "edit_href": reverse("wagtailadmin_pages:edit", args=(page.pk,))
        if page.permissions_for_user(request.user).can_edit()
        else "",
    }
    return render(request, "bulletins/rehearsal.html", context)


def may_read_draft(page: BasePage, user: Any) -> bool:
    """Whether an officer may see what is not published yet."""
    permissions = page.permissions_for_user(user)
    return bool(permissions.can_edit() or permissions.can_publish())


def _ask_for_recordings(request: HttpRequest, draft: BulletinPage) -> None:
    count = rehearse(draft.list_pieces(), draft.package) if draft.package is not None else 0
    if count:
        sentence = ngettext(
            "%(count)d piece is being spoken. It takes a moment: look again.",
            "%(count)d pieces are being spoken. It takes a moment: look again.",
            count,
        )
        messages.success(request, sentence % {"count": count})
    else:
        messages.info(request, _("Every piece has been asked for already."))


@require_http_methods(["GET", "POST"])
def take_over(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Choose parts of a page and the bulletin that reads them; a POST makes the draft and opens it."""
    page = get_object_or_404(BasePage, pk=page_id).specific
    user: Any = request.user
    if page.document_kind not in TAKEN_KINDS or not may_take_over(page, user):
        return permission_denied(request)
    source: Any = page.get_latest_revision_as_object() if may_read_draft(page, user) else page
    parts, parent, drafts = list_parts(source), find_parent(page, user), list_drafts(user)
    error = ""
    if request.method == "POST":
        chosen = [part for number, part in enumerate(parts) if str(number) in request.POST.getlist("part")]
        bulletin = next((draft for draft in drafts if str(draft.pk) == request.POST.get("bulletin")), None)
        if not chosen:
            error = _("Choose at least one part.")
        elif bulletin is not None:
            return _open(request, extend_bulletin(bulletin, source, chosen, user))
        elif parent is not None and request.POST.get("bulletin") == NEW:
            return _open(request, begin_bulletin(source, chosen, parent, user))
        else:
            error = _("Choose the bulletin that the text goes into.")
    reader = Reader()
    lengths = (write_length(round(estimate_ms(reader.say(part.text)), -3)) for part in parts)
    rows = [(number, part, length) for number, (part, length) in enumerate(zip(parts, lengths, strict=True))]
    context = {"page": source, "rows": rows, "may_begin": parent is not None, "drafts": drafts, "error": error}
    return render(request, "bulletins/take_over.html", context)


def may_take_over(page: BasePage, user: Any) -> bool:
    """Whether this officer may read the page's draft and has a bulletin to put its text into."""
    may_read = page.live or may_read_draft(page, user)
    return bool(may_read and (find_parent(page, user) or list_drafts(user)))


def _open(request: HttpRequest, bulletin: BulletinPage) -> HttpResponseBase:
    messages.success(request, _("The text is in the bulletin. Shorten it until it sounds like speech."))
    return redirect("wagtailadmin_pages:edit", bulletin.pk)
