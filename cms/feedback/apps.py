"""App of `cms.feedback`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    """`cms.feedback`."""

    name = "cms.feedback"
    label = "feedback"
    verbose_name = _("Answers of residents")

    def ready(self) -> None:
        """Register what is forgotten every night."""
        from cms.feedback import voting  # noqa: F401
