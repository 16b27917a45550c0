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

from cms.bulletins.assembly import measure
from cms.bulletins.models import BulletinPage
from cms.media.rehearsal import rehearse
from cms.readings.script import Reader, list_unknown


@require_http_methods(["GET", "POST"])
def show_rehearsal(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """The newest version, piece by piece; a POST asks for the recordings that are missing."""
    page = get_object_or_404(BulletinPage, pk=page_id)
    permissions = page.permissions_for_user(request.user)
    if not (permissions.can_edit() or permissions.can_publish()):
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
        "edit_href": reverse("wagtailadmin_pages:edit", args=(page.pk,)) if permissions.can_edit() else "",
    }
    return render(request, "bulletins/rehearsal.html", context)


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
