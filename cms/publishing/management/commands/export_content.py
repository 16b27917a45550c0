"""`manage.py export_content`: everything public of the CMS into `content/`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.publishing.publisher.run import export_content, find_unknown_files


class Command(BaseCommand):
    """Write documents, manifests, sources, settings and redirects; what is unchanged is not touched."""

    help = "Writes every public page and legal text with its media to content/, without building the site."

    def handle(self, **options: Any) -> None:
        """Run."""
        changed = export_content()
        self.stdout.write(_("%(count)s files changed in content/.") % {"count": changed})
        for path in find_unknown_files():
            self.stdout.write(_("content/%(path)s is not in the CMS; it was left as it is.") % {"path": path})
