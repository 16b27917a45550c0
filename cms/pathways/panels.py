"""What an editor is told of a guide whose hour has come and that did not go live."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel


class OverduePanel(Panel):
    """Names the faults that keep a scheduled guide back."""

    class BoundPanel(Panel.BoundPanel):
        """The faults of one guide."""

        template_name = "publishing/publication_panel.html"

        def is_shown(self) -> bool:
            """Only while there is something that keeps it back."""
            return super().is_shown() and bool(self._faults)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The sentence, and one for each fault."""
            sentence = _(
                "The hour of this guide has come, but it has a fault and is not published. "
                "It goes live by itself within a minute after that is mended."
            )
            status = {"tone": "critical", "sentence": sentence, "notes": self._faults}
            return {**super().get_context_data(parent_context), "status": status}

        @property
        def _faults(self) -> list[str]:
            from cms.pathways.publication import list_overdue_faults

            return list_overdue_faults(self.instance.scheduled_revision) if self.instance.pk else []
