"""What every page that can be heard shares: explainers, stories and audio pages."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtailmedia.edit_handlers import MediaChooserPanel

from cms.core.models import BasePage
from cms.media.asset import MAX_TITLE_LENGTH
from cms.media.packages import PackagedPage, Piece
from cms.media.panels import PackagePanel


class ListenablePage(PackagedPage, BasePage):
    """A page with a recording: an episode when it has a show, and a loudspeaker package of its own."""

    audio = models.ForeignKey(
        "media.MediaAsset",
        verbose_name=_("recording"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Residents hear it on the page; the loudspeakers and the podcast use the same recording."),
    )
    show = models.ForeignKey(
        "podcasts.ShowPage",
        verbose_name=_("podcast show"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("When set, the recording is an episode of this podcast."),
    )
    content_panels = [*BasePage.content_panels, PackagePanel(heading=_("Loudspeaker package"))]
    identity_fields = (*BasePage.identity_fields, "package")
    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "package"]

    class Meta:
        abstract = True

    def list_pieces(self) -> list[Piece]:
        """The recording, under the page's title."""
        return [Piece(self.title[:MAX_TITLE_LENGTH], self.audio)] if self.audio else []


def build_recording_panel(heading: Any) -> MultiFieldPanel:
    """The recording and its podcast."""
    return MultiFieldPanel([MediaChooserPanel("audio", media_type="audio"), FieldPanel("show")], heading=heading)
