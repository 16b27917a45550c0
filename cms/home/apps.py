"""App of `cms.home`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """`cms.home`."""

    name = "cms.home"
    label = "home"
    verbose_name = _("Home page")
