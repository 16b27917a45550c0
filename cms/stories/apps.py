"""App of `cms.stories`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    """`cms.stories`."""

    name = "cms.stories"
    label = "stories"
    verbose_name = _("Situation stories")
