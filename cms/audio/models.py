"""Audio pages: one recording with what belongs to it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField

from cms.core.panels import build_legal_basis_panel, build_review_panel
from cms.media.page_clips import PageClip, build_clips_panel
from cms.podcasts.listenable import ListenablePage, build_recording_panel
from cms.publishing.blocks import build_body_block


class AudioPage(ListenablePage):
    """One recording; an episode when it has a show."""

    document_kind = "audio"

    audio = models.ForeignKey(
        "media.MediaAsset",
        verbose_name=_("recording"),
        null=True,  # a draft may wait for its recording; publishing may not
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Residents hear it on the page; the loudspeakers and the podcast use the same recording."),
    )
    season = models.PositiveIntegerField(_("season"), null=True, blank=True)
    episode = models.PositiveIntegerField(_("episode"), null=True, blank=True)
    body = StreamField(build_body_block("audio"), blank=True, verbose_name=_("content"))

    content_panels = [
        *ListenablePage.content_panels,
        build_recording_panel(_("Recording")),
        FieldRowPanel([FieldPanel("season"), FieldPanel("episode")], heading=_("Number in the podcast")),
        FieldPanel("body"),
        build_clips_panel(),
        build_legal_basis_panel(),
        build_review_panel(),
    ]
    parent_page_types = ["home.HomePage", "topics.TopicPage"]
    subpage_types: list[str] = []
    page_description = _("A recording to listen to; an episode when it has a podcast show.")

    class Meta:
        verbose_name = _("audio page")
        verbose_name_plural = _("audio pages")


class AudioPageClip(PageClip):
    """A vertical clip that is shown on an audio page."""

    page = ParentalKey(AudioPage, related_name="clips", on_delete=models.CASCADE)
