"""App of `cms.laws`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LawsConfig(AppConfig):
    """`cms.laws`."""

    name = "cms.laws"
    label = "laws"
    verbose_name = _("Law registry")
