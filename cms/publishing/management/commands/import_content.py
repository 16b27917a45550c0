"""`manage.py import_content`: documents, media and settings of `content/` into the CMS."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.publishing.importing.problems import Tally
from cms.publishing.importing.run import import_content


class Command(BaseCommand):
    """Import what people wrote or changed in `content/`; a second run changes nothing."""

    help = "Takes the files of content/ over into the CMS: laws, topics, pages, media, settings, redirects."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("paths", nargs="*", type=Path, help="only these files of content/ (default: all)")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def handle(self, *, paths: list[Path], dry_run: bool, **options: Any) -> None:
        """Run; exit code 1 when a file could not be imported."""
        report = import_content(paths, dry_run=dry_run, announce=self._announce)
        self._end_line()
        self.stdout.write(_("Media: %s") % _describe(report.assets))
        self.stdout.write(_("Pages and legal texts: %s") % _describe(report.documents))
        for problem in report.problems:
            self.stderr.write(self.style.ERROR(str(problem)))
        if report.problems:
            raise CommandError(_("%(count)s files were not imported.") % {"count": len(report.problems)})

    def _announce(self, done: int, total: int, name: str) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r\033[K{done + 1}/{total} {name}", ending="")
            self.stdout.flush()

    def _end_line(self) -> None:
        if self.stdout.isatty():
            self.stdout.write("\r\033[K", ending="")


def _describe(tally: Tally) -> str:
    return _("%(created)s new, %(updated)s changed, %(unchanged)s unchanged") % {
        "created": tally.created,
        "updated": tally.updated,
        "unchanged": tally.unchanged,
    }
