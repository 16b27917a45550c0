"""App of `cms.pathways`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PathwaysConfig(AppConfig):
    """`cms.pathways`."""

    name = "cms.pathways"
    label = "pathways"
    verbose_name = _("Step-by-step guides")
