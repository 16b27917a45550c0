"""What the CMS refuses to whoever asks for it, by a button or from many pages at once."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

BULK_ACTION = "wagtail_bulk_action"


class RefusalError(Exception):
    """Root of what is refused; each `str` is a sentence for whoever asked, in the language that is active.

    Raised inside the transaction of what was asked for, so that nothing of it stays.

    Attributes:
        pk: of the page that it is about; `None` when it is no page.
    """

    pk: int | None = None


class RefusalMiddleware:
    """A refusal becomes a sentence on the screen: in the list, where many pages were chosen, else in the editor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Lead back to where one can mend it."""
        if not isinstance(exception, RefusalError):
            return None
        messages.error(request, str(exception))
        if request.resolver_match and request.resolver_match.url_name == BULK_ACTION:
            return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_explore_root")
        return redirect("wagtailadmin_pages:edit", exception.pk) if exception.pk else redirect("wagtailadmin_home")
