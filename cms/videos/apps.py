"""App of `cms.videos`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VideosConfig(AppConfig):
    """`cms.videos`."""

    name = "cms.videos"
    label = "videos"
    verbose_name = _("Video pages")
