"""App of `cms.approvals`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    """`cms.approvals`."""

    name = "cms.approvals"
    label = "approvals"
    verbose_name = _("Approvals")

    def ready(self) -> None:
        """Follow what the workflow approves."""
        from cms.approvals import signal_handlers  # noqa: F401
