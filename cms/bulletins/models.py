"""Loudspeaker bulletins (bản tin loa)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.approvals.pages import FourEyesPage
from cms.approvals.panels import ApprovalPanel
from cms.bulletins.forms import BulletinForm
from cms.bulletins.panels import LengthPanel
from cms.bulletins.pieces import build_pieces, list_block_parts
from cms.core.choices import BroadcastClass
from cms.core.models import BasePage
from cms.core.panels import build_legal_basis_panel, build_review_panel
from cms.media.packages import PackagedPage, Piece
from cms.media.panels import PackagePanel
from cms.publishing.blocks import build_body_block
from cms.readings.script import Part, Reader


class BulletinPage(FourEyesPage, PackagedPage, BasePage):
    """Pieces to be played one after the other; its package holds them ready for the loudspeakers."""

    document_kind = "bulletin"

    broadcast_class = models.CharField(
        _("class of bulletin"), max_length=10, choices=BroadcastClass.choices, default=BroadcastClass.NORMAL
    )
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("After this day it is no longer played.")
    )
    body = StreamField(
        build_body_block("bulletin"),
        blank=True,
        verbose_name=_("pieces"),
        help_text=_(
            "Each piece is a recording, or a script that the built-in voice reads. "
            "A usual order: chime, greeting, pieces, the key point again, closing words."
        ),
    )

    base_form_class = BulletinForm
    identity_fields = (*BasePage.identity_fields, "package")
    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "package"]

    content_panels = [
        *BasePage.content_panels,
        ApprovalPanel(heading=_("Approval")),
        PackagePanel(heading=_("Loudspeaker package")),
        LengthPanel(heading=_("Length")),
        MultiFieldPanel([FieldPanel("broadcast_class"), FieldPanel("valid_until")], heading=_("Broadcast")),
        FieldPanel("body"),
        build_legal_basis_panel(),
        build_review_panel(),
    ]
    parent_page_types = ["home.HomePage", "topics.TopicPage"]
    subpage_types: list[str] = []
    page_description = _("Pieces for the loudspeakers, packed ready to play.")

    class Meta:
        verbose_name = _("loudspeaker bulletin")
        verbose_name_plural = _("loudspeaker bulletins")

    def list_pieces(self) -> list[Piece]:
        """The pieces of its body that have a recording or a script, scripts with their reading."""
        return build_pieces(self.body, Reader())

    def list_spoken_parts(self) -> list[Part]:
        """The scripts that a voice reads, each under the title of its piece."""
        return [part for block in self.body for part in list_block_parts(block)]
