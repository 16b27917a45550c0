"""How long a bulletin takes, in its editor. Imports no model: the page model imports it."""

from __future__ import annotations

from typing import Any

from django import forms
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
            reading_href = reverse("page_reading", args=(self.instance.pk,))
            links = {"listen_href": listen_href, "reading_href": reading_href}
            return {**context, **links, "assembly": measure(self.instance)}

        @property
        def media(self) -> forms.Media:
            """The look of the list."""
            return super().media + forms.Media(css={"all": ["bulletins/rehearsal.css"]})
