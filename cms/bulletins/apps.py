"""App of `cms.bulletins`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BulletinsConfig(AppConfig):
    """`cms.bulletins`."""

    name = "cms.bulletins"
    label = "bulletins"
    verbose_name = _("Loudspeaker bulletins")

    def ready(self) -> None:
        """Follow the way of reading, and register the job that has scripts spoken anew."""
        from cms.bulletins import jobs, signal_handlers  # noqa: F401
