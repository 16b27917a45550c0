"""Addresses of the CMS. Residents read the built site; nothing of it is served from here but previews."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.broadcasts.calendar_views import read_calendar
from cms.media.serving import serve_rendition
from cms.publishing.views import serve_theme_file

urlpatterns = [
    path("", RedirectView.as_view(url="/quan-tri/")),
    path("quan-tri/tai-lieu/", include(wagtaildocs_urls)),
    path("quan-tri/", include(wagtailadmin_urls)),
    path("lich-phat/<str:secret>.ics", read_calendar, name="read_calendar"),
    path("gop-y/", include("cms.feedback.urls")),
    path("xem-truoc/", include("cms.publishing.urls")),
    path("media/<path:site_path>", serve_rendition, name="serve_rendition"),
    # what Django's own static files leave over
    path("static/<path:name>", serve_theme_file, name="serve_theme_file"),
]

if isinstance(default_storage, FileSystemStorage):
    # A folder on this machine: thumbnails for editors, small and few, so that one process is enough.
    urlpatterns.append(re_path(r"^tai-len/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}))
