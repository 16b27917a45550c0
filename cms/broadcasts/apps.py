"""App of `cms.broadcasts`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BroadcastsConfig(AppConfig):
    """`cms.broadcasts`."""

    name = "cms.broadcasts"
    label = "broadcasts"
    verbose_name = _("Loudspeaker schedule")
