"""The client of the preview (`/xem-truoc/`), inside Wagtail's preview panel, and the theme's files that it asks for."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from cms.publishing.errors import PublishingError
from cms.publishing.preview import PreviewError, load_draft, render_draft
from cms.publishing.preview_modes import PreviewMode


@require_safe
@xframe_options_sameorigin
def show_preview(request: HttpRequest) -> HttpResponse:
    """The draft as residents would see it, or one sentence on why it cannot be shown."""
    try:
        page = load_draft(request.GET.get("content_type", ""), request.GET.get("token", ""))
        response = HttpResponse(render_draft(page, _read_mode(request)))
    except PreviewError as error:
        response = _show_sentence(request, str(error), status=403)
    except PublishingError as error:
        response = _show_sentence(request, str(error), status=200)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Content-Security-Policy"] = (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; "
        "form-action 'none'; base-uri 'none'; object-src 'none'"
    )
    return response


@require_safe
def serve_theme_file(request: HttpRequest, name: str) -> HttpResponse:
    """A static file of the site's theme, at the address that it has on the site."""
    from site_builder.media_types import guess_media_type
    from site_builder.rendering.static_files import StaticFiles

    content = StaticFiles(Path(settings.THEME_DIR)).contents.get(f"static/{name}")
    if content is None:
        raise Http404(name)
    return HttpResponse(content, content_type=guess_media_type(name))


def _read_mode(request: HttpRequest) -> PreviewMode:
    """What is asked for; the page itself, when that is nothing that there is."""
    mode = request.GET.get("mode")
    return next((each for each in PreviewMode if each == mode), PreviewMode.PAGE)


def _show_sentence(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    return render(request, "publishing/preview_message.html", {"sentence": sentence}, status=status)
