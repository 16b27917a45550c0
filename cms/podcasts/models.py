"""Podcast shows; the episodes of a show are the pages that name it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.core.models import BasePage
from cms.publishing.blocks import build_body_block


class ShowPage(BasePage):
    """A podcast that people subscribe to."""

    document_kind = "show"

    author = models.CharField(_("author"), max_length=200, help_text=_("Who speaks in it, e.g. the ward's office."))
    email = models.EmailField(_("contact e-mail"), help_text=_("Podcast directories write to it; it is public."))
    category = models.CharField(
        _("category"), max_length=100, default="Government", help_text=_("A category of Apple Podcasts, in English.")
    )
    body = StreamField(build_body_block("show"), blank=True, verbose_name=_("content"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("author"), FieldPanel("email"), FieldPanel("category")], heading=_("Podcast")),
        FieldPanel("body"),
    ]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    page_description = _("A podcast; its episodes are the pages that choose it.")

    class Meta:
        verbose_name = _("podcast show")
        verbose_name_plural = _("podcast shows")
