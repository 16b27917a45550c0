"""`manage.py publish_site`: compare everything with the CMS and build the site."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.publishing.errors import PublishingError
from cms.publishing.models import Publication, PublicationState
from cms.publishing.publisher.run import find_unknown_files, publish_site


class Command(BaseCommand):
    """Reconcile the site with the CMS; the worker does the same every night."""

    help = "Compares every page with content/, writes what differs, and builds the site."

    def handle(self, **options: Any) -> None:
        """Run; exit code 1 when the site was not built or a page was set aside."""
        try:
            record = publish_site(everything=True, report=self._report)
        except PublishingError as error:
            raise CommandError(str(error)) from error
        for path in find_unknown_files():
            self.stdout.write(_("content/%(path)s is not in the CMS; it was left as it is.") % {"path": path})
        if record is None:
            raise CommandError(_("The site waits for media that are being made; run it again after the worker."))
        self.stdout.write(
            _("The site is built: %(written)s files written, %(removed)s removed.")
            % {"written": record.written_count, "removed": record.removed_count}
        )
        self._list_held()

    def _report(self, percent: int, message: str) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"{percent:3d} % {message}")

    def _list_held(self) -> None:
        broken = Publication.objects.filter(state=PublicationState.BROKEN)
        for publication in broken:
            self.stderr.write(self.style.ERROR(f"{publication}: {publication.problem}"))
        if broken:
            raise CommandError(_("%(count)s pages were set aside.") % {"count": len(broken)})
