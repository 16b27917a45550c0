"""Situation stories (câu chuyện tình huống)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms.core.panels import build_legal_basis_panel, build_review_panel
from cms.podcasts.listenable import ListenablePage, build_recording_panel
from cms.publishing.blocks import build_body_block


class StoryPage(ListenablePage):
    """What happened to somebody, what the law says, and what to do."""

    document_kind = "story"

    body = StreamField(
        build_body_block("story"),
        blank=True,
        verbose_name=_("content"),
        help_text=_("A story needs three blocks: the situation, what the law says, what to do."),
    )

    content_panels = [
        *ListenablePage.content_panels,
        InlinePanel(
            "people", heading=_("People"), label=_("Person"), help_text=_("Invented names; never a real case's names.")
        ),
        FieldPanel("body"),
        build_legal_basis_panel(),
        build_recording_panel(_("Recording")),
        build_review_panel(),
    ]
    parent_page_types = ["topics.TopicPage"]
    subpage_types: list[str] = []
    page_description = _("Tells the law as something that happened to somebody.")

    class Meta:
        verbose_name = _("situation story")
        verbose_name_plural = _("situation stories")


class StoryPerson(Orderable):
    """Somebody in a story."""

    story = ParentalKey(StoryPage, related_name="people", on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=100)
    role = models.CharField(_("role"), max_length=100, blank=True, help_text=_("E.g. tenant, shop owner, neighbour."))

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("role")])]

    class Meta(Orderable.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
