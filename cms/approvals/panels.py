"""What the editor of a page says about its approval. Imports no model: the page models import it."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel


class ApprovalPanel(Panel):
    """Who has approved what is published, or what is to be done for it, and which laws have changed since."""

    class BoundPanel(Panel.BoundPanel):
        """The sentences of one page."""

        template_name = "approvals/approval_panel.html"

        def is_shown(self) -> bool:
            """Once the page is saved."""
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The sentences."""
            from cms.approvals.status import describe_approval

            return {**super().get_context_data(parent_context), "status": describe_approval(self.instance)}
