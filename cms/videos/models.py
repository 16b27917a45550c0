"""Video pages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtailmedia.edit_handlers import MediaChooserPanel

from cms.core.models import BasePage
from cms.core.panels import build_legal_basis_panel, build_review_panel
from cms.media.page_clips import PageClip, build_clips_panel
from cms.publishing.blocks import build_body_block


class VideoPage(BasePage):
    """One video."""

    document_kind = "video"

    video = models.ForeignKey(
        "media.MediaAsset",
        verbose_name=_("video"),
        null=True,  # a draft may wait for its video; publishing may not
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Captions belong to the video: write them in the media library."),
    )
    body = StreamField(build_body_block("video"), blank=True, verbose_name=_("content"))

    content_panels = [
        *BasePage.content_panels,
        MediaChooserPanel("video", media_type="video"),
        FieldPanel("body"),
        build_clips_panel(),
        build_legal_basis_panel(),
        build_review_panel(),
    ]
    parent_page_types = ["home.HomePage", "topics.TopicPage"]
    subpage_types: list[str] = []
    page_description = _("A video with captions.")

    class Meta:
        verbose_name = _("video page")
        verbose_name_plural = _("video pages")


class VideoPageClip(PageClip):
    """A vertical clip that is shown on a video page."""

    page = ParentalKey(VideoPage, related_name="clips", on_delete=models.CASCADE)
