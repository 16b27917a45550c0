"""Legal explainers (bài giải thích)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtailmedia.edit_handlers import MediaChooserPanel

from cms.core.panels import build_legal_basis_panel, build_review_panel
from cms.podcasts.listenable import ListenablePage, build_recording_panel
from cms.publishing.blocks import build_body_block
from cms.publishing.preview_modes import PreviewMode

MAX_SENTENCE_SYLLABLES = 25
"""Of a sentence of an easy-read version; what is longer is no longer easy."""


class ExplainerPage(ListenablePage):
    """What a resident must know: who, by when, what it costs and where first, the text after it."""

    document_kind = "explainer"

    who = models.TextField(_("who it concerns"), blank=True, help_text=_("Who has to do this, in one sentence."))
    deadline = models.TextField(_("deadline"), blank=True, help_text=_("By when, or how long it takes."))
    cost = models.TextField(_("cost"), blank=True, help_text=_("The fee, or “Miễn phí”."))
    where = models.TextField(_("where"), blank=True, help_text=_("Where to go or to file: counter, address, website."))
    body = StreamField(
        build_body_block("explainer"),
        blank=True,
        verbose_name=_("content"),
        help_text=_("Begin with the steps. Add a block with the plus sign; drag blocks to reorder them."),
    )

    sign_video = models.ForeignKey(
        "media.MediaAsset",
        verbose_name=_("video in sign language"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Tells this page in sign language. Captions belong to the video: write them in the media library."),
    )

    content_panels = [
        *ListenablePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("who"), FieldPanel("deadline"), FieldPanel("cost"), FieldPanel("where")],
            heading=_("The four answers"),
            help_text=_("Residents read these first. Short sentences, no legal terms."),
        ),
        FieldPanel("body"),
        InlinePanel(
            "easy_read",
            heading=_("Easy-read version"),
            label=_("Part"),
            help_text=_(
                "For people who read with difficulty: a page of its own, linked at the top of this one. A few short "
                "sentences and a picture in each part; everyday words, one idea in a sentence. Without a part there "
                "is no such page."
            ),
        ),
        MediaChooserPanel("sign_video", media_type="video", heading=_("Sign language")),
        build_legal_basis_panel(),
        build_recording_panel(_("Recording")),
        build_review_panel(),
    ]
    parent_page_types = ["topics.TopicPage"]
    subpage_types: list[str] = []
    page_description = _("Explains one procedure or one duty: who, by when, cost, where, steps.")

    class Meta:
        verbose_name = _("explainer")
        verbose_name_plural = _("explainers")

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The page, and its easy-read version."""
        return [*super().preview_modes, (PreviewMode.EASY_READ.value, _("Easy-read version"))]


class EasyReadPart(Orderable):
    """A part of an explainer's easy-read version."""

    page = ParentalKey(ExplainerPage, related_name="easy_read", on_delete=models.CASCADE)
    text = models.TextField(
        _("sentences"), help_text=_("Short sentences in everyday words, each on a line of its own.")
    )
    image = models.ForeignKey(
        "media.Image",
        verbose_name=_("picture for the sentences"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Shows what the sentences say."),
    )

    panels = [FieldPanel("text", widget=AdminAutoHeightTextInput), FieldPanel("image")]

    class Meta(Orderable.Meta):
        verbose_name = _("part of the easy-read version")
        verbose_name_plural = _("easy-read version")

    def clean(self) -> None:
        """Sentences are short."""
        super().clean()
        for line in self.text.splitlines():
            count = len(line.split())
            if count > MAX_SENTENCE_SYLLABLES:
                message = gettext("This line is too long to be easy (%(count)s syllables): “%(line)s”. Cut it in two.")
                raise ValidationError({"text": message % {"count": count, "line": line.strip()}})
