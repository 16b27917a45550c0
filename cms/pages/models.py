"""Plain pages (giới thiệu, liên hệ…)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.core.models import BasePage
from cms.core.panels import build_legal_basis_panel, build_review_panel
from cms.publishing.blocks import build_body_block


class PlainPage(BasePage):
    """A page that is nothing else, directly below the site's root."""

    document_kind = "page"

    body = StreamField(build_body_block("page"), blank=True, verbose_name=_("content"))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body"),
        build_legal_basis_panel(),
        build_review_panel(),
    ]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    page_description = _("About us, contact, the ward's plan.")

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
