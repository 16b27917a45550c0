"""App of `cms.audio`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AudioConfig(AppConfig):
    """`cms.audio`."""

    name = "cms.audio"
    label = "audio"
    verbose_name = _("Audio pages")
