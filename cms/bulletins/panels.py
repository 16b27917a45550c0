"""How long a bulletin takes, in its editor. Imports no model: the page model imports it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class LengthPanel(Panel):
    """The pieces of the saved version with their lengths, and the way to hear them."""

    class BoundPanel(Panel.BoundPanel):
        """Of one bulletin."""

        template_name = "bulletins/length_panel.html"

        def is_shown(self) -> bool:
            """Only of a bulletin that was saved."""
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The pieces and where they are heard."""
            from cms.bulletins.assembly import measure

            context: dict[str, Any] = super().get_context_data(parent_context)
            listen_href = reverse("bulletin_rehearsal", args=(self.instance.pk,))
            return {**context, "assembly": measure(self.instance), "listen_href": listen_href}
