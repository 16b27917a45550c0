"""What the editor of a page shows of the page's loudspeaker package. Imports no model: the page models import it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import Script
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import Panel


class PackagePanel(Panel):
    """How far the making of the package is, which begins when the page is published, and what was made.

    Its buttons stand on the package's own page: here they would stand in the form of the page.
    """

    class BoundPanel(Panel.BoundPanel):
        """The package of one page."""

        template_name = "media/package_panel.html"

        def is_shown(self) -> bool:
            """Only when the page has a package that something is made of."""
            return super().is_shown() and bool(self.instance.package) and self._status.state != "incomplete"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Where the package stands, and where its own page is for those who may open it."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            edit_url = AdminURLFinder(self.request.user).get_edit_url(self.instance.package)
            return {**context, "status": self._status, "edit_url": edit_url}

        @property
        def media(self) -> forms.Media:
            """What follows the making."""
            script: Any = Script("media/status.js", type="module")  # its stubs know names only
            return super().media + forms.Media(js=[script])

        @property
        def _status(self) -> Any:
            from cms.media.presentation import describe_asset

            return describe_asset(self.instance.package, has_buttons=False)
