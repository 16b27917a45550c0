"""App of publishing."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """`cms.publishing`."""

    name = "cms.publishing"
    label = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        """Follow the changes of the CMS, and register the jobs that bring them to the site."""
        from cms.publishing import deployment, jobs, schedule, signal_handlers  # noqa: F401
