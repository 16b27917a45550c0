"""App of jobs."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """`cms.jobs`."""

    name = "cms.jobs"
    label = "jobs"
    verbose_name = _("Jobs")

    def ready(self) -> None:
        """Look for abandoned jobs every minute."""
        from cms.jobs.reaper import reap
        from cms.jobs.ticks import every_minute

        every_minute(reap)
