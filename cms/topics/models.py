"""A field of law (lĩnh vực): the parent of its explainers, stories, guides, recordings and videos."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.core.models import BasePage
from cms.publishing.blocks import build_body_block


class TopicPage(BasePage):
    """A field of law. A page's topic is the topic it stands under."""

    document_kind = "topic"

    order = models.IntegerField(_("position"), default=0, help_text=_("In the list of topics; the smallest is first."))
    body = StreamField(build_body_block("topic"), blank=True, verbose_name=_("content"))

    content_panels = [*BasePage.content_panels, FieldPanel("order"), FieldPanel("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "explainers.ExplainerPage",
        "stories.StoryPage",
        "pathways.PathwayPage",
        "audio.AudioPage",
        "videos.VideoPage",
        "bulletins.BulletinPage",
    ]
    page_description = _("A field of law, e.g. residence, land, traffic.")

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
