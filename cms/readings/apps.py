"""App of `cms.readings`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadingsConfig(AppConfig):
    """`cms.readings`."""

    name = "cms.readings"
    label = "readings"
    verbose_name = _("Reading aloud")

    def ready(self) -> None:
        """Tell when the way of reading has changed."""
        from cms.readings import signal_handlers  # noqa: F401
