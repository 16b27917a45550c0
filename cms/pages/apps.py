"""App of `cms.pages`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """`cms.pages`."""

    name = "cms.pages"
    label = "pages"
    verbose_name = _("Plain pages")
