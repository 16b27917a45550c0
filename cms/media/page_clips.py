"""The vertical clips that a page shows: audio and video pages have a table each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable


class PageClip(Orderable):
    """A vertical clip on a page; each kind of page adds the key of its own as `page`, related as `clips`."""

    clip = models.ForeignKey("media.Clip", verbose_name=_("clip"), on_delete=models.PROTECT, related_name="+")

    panels = [FieldPanel("clip")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("clip")
        verbose_name_plural = _("clips")


def build_clips_panel() -> InlinePanel:
    """The clips of a page, in their order."""
    return InlinePanel("clips", heading=_("Vertical clips"), label=_("Clip"))
