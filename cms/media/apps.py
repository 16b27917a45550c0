"""App of uploads and what is made of them."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """`cms.media`."""

    name = "cms.media"
    label = "media"
    verbose_name = _("Media")

    def ready(self) -> None:
        """Follow the assets' saves and uploads, and register the jobs that make their files and captions."""
        from cms.media import captions_draft, collector, jobs, signal_handlers, uploads  # noqa: F401
