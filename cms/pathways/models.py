"""Guided pathways (hướng dẫn từng bước)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Revision

from cms.core.models import BasePage
from cms.core.panels import build_legal_basis_panel, build_review_panel
from cms.pathways.blocks import PathwayBody
from cms.pathways.forms import PathwayForm
from cms.pathways.panels import OverduePanel
from cms.pathways.publication import SCHEDULED, may_go_live
from cms.publishing.blocks import build_body_block
from cms.publishing.preview_modes import PreviewMode


class PathwayPage(BasePage):
    """For residents who know what happened to them, and not what the law calls it."""

    document_kind = "pathway"
    base_form_class = PathwayForm

    body = StreamField(
        build_body_block("pathway", PathwayBody),
        blank=True,
        verbose_name=_("content"),
        help_text=_(
            "Begin with a question. Each choice goes on to another question or answer by its short name, or leads to a "
            "page. Text stands on the first page, before the questions."
        ),
    )

    content_panels = [
        OverduePanel(),
        *BasePage.content_panels,
        FieldPanel("body"),
        build_legal_basis_panel(),
        build_review_panel(),
    ]
    parent_page_types = ["home.HomePage", "topics.TopicPage"]
    subpage_types: list[str] = []
    page_description = _("A few questions that lead a resident to the right page.")

    class Meta:
        verbose_name = _("step-by-step guide")
        verbose_name_plural = _("step-by-step guides")

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """First all that residents can come to, then the page that they begin with."""
        return [
            (PreviewMode.ALL_STEPS.value, _("All questions and answers")),
            (PreviewMode.PAGE.value, _("First page only")),
        ]

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Make a version live, or schedule it: every way but the editor's, whose form has asked, comes through here.

        Raises:
            FaultyPathwayError: its questions do not hang together. A scheduled one waits until they do.
        """
        if may_go_live(revision, is_due=kwargs.get("log_action") == SCHEDULED):
            super().publish(revision, *args, **kwargs)
