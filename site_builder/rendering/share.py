"""The address of a page's share card, the 1200 × 630 picture that link previews show.

The page names the card in its head and the builder draws it, so both ask here. Pure: what the card shows is all that
decides its address, and a changed title gets a new address because messengers keep pictures for weeks.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from site_builder.documents.model import FrontMatter
from site_builder.rendering.palette import Palette

CARD_WIDTH_PX, CARD_HEIGHT_PX = 1200, 630
"""Open Graph's large picture; Zalo, Facebook and X show it whole."""
CARD_VERSION = 4
"""Raise it when the drawing changes: every card then gets a new address."""


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What a card shows."""

    kind: str
    slug: str
    title: str
    site_title: str
    palette: Palette

    @property
    def key(self) -> str:
        """Hash of everything that is drawn."""
        drawn = "\0".join((str(CARD_VERSION), self.kind, self.title, self.site_title, repr(self.palette)))
        return hashlib.sha256(drawn.encode()).hexdigest()

    @property
    def address(self) -> str:
        """Its path on the site (`/share/explainer/dang-ky-tam-tru-1f3a9c02.jpg`)."""
        return f"/share/{self.kind}/{self.slug}-{self.key[:8]}.jpg"


def build_share_card(meta: FrontMatter, site_title: str, palette: Palette) -> ShareCard:
    """The card of a document."""
    return ShareCard(meta.kind.value, meta.slug, meta.title, site_title, palette)
