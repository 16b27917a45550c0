"""The calendar for programs: read at a secret address without an account, and the screen that makes the address."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from cms.broadcasts.calendar_address import find_secret, is_current, renew_secret
from cms.broadcasts.schedule.calendar_feed import CONTENT_TYPE
from cms.broadcasts.week import write_calendar


@require_safe
def read_calendar(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The feed for whoever has the address; a wrong one is no page at all."""
    if not is_current(secret):
        raise Http404
    with override(settings.LANGUAGE_CODE):
        text = write_calendar()
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
    return HttpResponse(text, content_type=CONTENT_TYPE, headers=headers)


def show_address(request: HttpRequest) -> HttpResponseBase:
    """The address, and the button that makes a new one; for whoever keeps the schedule."""
    if not request.user.has_perm("broadcasts.add_scheduledentry"):
        return permission_denied(request)
    if request.method == "POST":
        renew_secret(request.user)
        messages.success(request, _("There is a new calendar address. The old one has stopped."))
        return redirect("broadcast_calendar_address")
    secret = find_secret()
    address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('read_calendar', args=(secret,))}" if secret else ""
    return render(request, "broadcasts/calendar_address.html", {"address": address})
