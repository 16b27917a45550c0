"""`manage.py collect_media`: remove from the media store what nothing uses; a worker does so every night."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.media import pipeline
from cms.media.collector import collect


class Command(BaseCommand):
    """Collect."""

    help = "Removes files that no asset, no manifest and no built page has used for the grace."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--dry-run", action="store_true", help="only name what would be removed")
        parser.add_argument("--grace-days", type=float, default=settings.MEDIA_GRACE_DAYS, help="default: %(default)s")

    def handle(self, *, dry_run: bool, grace_days: float, **options: Any) -> None:
        """Run."""
        grace = timedelta(days=grace_days)
        found = collect(pipeline.get_store(), timezone.now(), grace, is_dry=dry_run)
        if found.is_postponed:
            self.stdout.write(_("Files are being made just now; run this again when they are finished."))
            return
        for path in found.removed:
            self.stdout.write(path)
        counts = {"unused": found.unused_count, "removed": len(found.removed), "parts": found.part_count}
        self.stdout.write(
            _("%(unused)d files are unused, %(removed)d of them for the whole grace; %(parts)d half-written.") % counts
        )
