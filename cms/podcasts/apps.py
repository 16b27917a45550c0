"""App of `cms.podcasts`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PodcastsConfig(AppConfig):
    """`cms.podcasts`."""

    name = "cms.podcasts"
    label = "podcasts"
    verbose_name = _("Podcast shows")
