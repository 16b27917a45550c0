"""The one exception of the content security policy: Wagtail's admin starts its widgets by inline scripts."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

ADMIN_PATH = "/quan-tri/"


class AdminScriptMiddleware:
    """Allow inline scripts below `/quan-tri/` and nowhere else.

    Date fields and inline panels of Wagtail 8 are written as `<script>` elements without a nonce; remove this class
    when they are not. Stands after `CSPMiddleware` in the list, so that it answers before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ADMIN_PATH):
            response._csp_update = {"script-src": [UNSAFE_INLINE]}  # type: ignore[attr-defined]
        return response
