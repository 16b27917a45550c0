"""Legal explainers (bài giải thích)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.core.panels import build_legal_basis_panel, build_review_panel
from cms.podcasts.listenable import ListenablePage, build_recording_panel
from cms.publishing.blocks import build_body_block


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

    content_panels = [
        *ListenablePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("who"), FieldPanel("deadline"), FieldPanel("cost"), FieldPanel("where")],
            heading=_("The four answers"),
            help_text=_("Residents read these first. Short sentences, no legal terms."),
        ),
        FieldPanel("body"),
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
