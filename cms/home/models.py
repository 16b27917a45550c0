"""The home page: what people need today."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms.core.models import BasePage
from cms.publishing.blocks import build_body_block


class HomePage(BasePage):
    """The one page at `/`."""

    document_kind = "home"

    body = StreamField(build_body_block("home"), blank=True, verbose_name=_("content"))

    content_panels = [
        *BasePage.content_panels,
        InlinePanel(
            "featured",
            heading=_("Featured pages"),
            label=_("Page"),
            max_num=6,
            help_text=_("What residents need most right now, in this order."),
        ),
        FieldPanel("body"),
    ]
    parent_page_types = ["core.BasePage"]
    subpage_types = [
        "topics.TopicPage",
        "podcasts.ShowPage",
        "pages.PlainPage",
        "pathways.PathwayPage",
        "bulletins.BulletinPage",
    ]
    max_count = 1
    page_description = _("The first page of the site.")

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class FeaturedPage(Orderable):
    """One page that the home page shows first."""

    home = ParentalKey(HomePage, related_name="featured", on_delete=models.CASCADE)
    page = models.ForeignKey(BasePage, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("page")]

    class Meta(Orderable.Meta):
        verbose_name = _("featured page")
        verbose_name_plural = _("featured pages")
