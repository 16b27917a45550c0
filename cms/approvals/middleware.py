"""A refused approval becomes a sentence on the screen."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from cms.approvals.errors import SelfApprovalError


class RefusedApprovalMiddleware:
    """Whoever edits and approves in one go keeps her edit and reads why somebody else must approve it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Lead back to the editor."""
        if not isinstance(exception, SelfApprovalError):
            return None
        messages.error(request, str(exception))
        return redirect("wagtailadmin_pages:edit", exception.pk) if exception.pk else redirect("wagtailadmin_home")
