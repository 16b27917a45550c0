"""App of `cms.topics`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TopicsConfig(AppConfig):
    """`cms.topics`."""

    name = "cms.topics"
    label = "topics"
    verbose_name = _("Topics")
