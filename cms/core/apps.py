"""App of what all pages share."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """`cms.core`."""

    name = "cms.core"
    label = "core"
    verbose_name = _("Pages")
