"""The status line at the top of a page's editor. Imports no model: the page models import it."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel


class PublicationPanel(Panel):
    """Says whether the page is on the site, what it waits for, or why it was set aside."""

    class BoundPanel(Panel.BoundPanel):
        """The line of one page."""

        template_name = "publishing/publication_panel.html"

        def is_shown(self) -> bool:
            """Only when there is something to say."""
            return super().is_shown() and self._status is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The sentence."""
            return {**super().get_context_data(parent_context), "status": self._status}

        @property
        def _status(self) -> Any:
            from cms.publishing.status import describe_status

            return describe_status(self.instance) if self.instance.pk else None
