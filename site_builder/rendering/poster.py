"""The A4 poster of an explainer, a sheet for the notice boards of the ward, as a value. Pure.

`poster_building.py` makes it of a page, `poster_sheet.py` draws it. The page names the poster with its size and
the builder writes it, so both ask here. What a poster shows is all that decides its address, as with share cards.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from site_builder.rendering.palette import Palette

POSTER_VERSION = 1
"""Raise it when the drawing changes: every poster then gets a new address."""


@dataclass(frozen=True, slots=True)
class PosterPart:
    """A heading with what stands under it."""

    heading: str
    paragraphs: tuple[str, ...]
    is_numbered: bool = False
    """Whether the paragraphs are steps."""


@dataclass(frozen=True, slots=True)
class Poster:
    """Everything that a poster shows."""

    slug: str
    kind: str
    language: str
    """BCP 47."""
    organisation: str
    site_title: str
    logo: str
    """SVG."""
    palette: Palette
    label: str
    """What kind of text it is of."""
    title: str
    lead: str
    notices: tuple[str, ...]
    """What must be known before anything else: that it is a sample, that the law has changed."""
    parts: tuple[PosterPart, ...]
    basis: str
    """The legal basis in short; empty when there is none."""
    url: str
    invitation: str
    """What the code is there for."""
    code_name: str
    """What the code is called for those who cannot see it."""
    contacts: tuple[str, ...]
    """Whom to ask, and of which day the poster is."""
    updated: datetime

    @property
    def key(self) -> str:
        """Hash of everything that is drawn."""
        return hashlib.sha256(f"{POSTER_VERSION} {self!r}".encode()).hexdigest()

    @property
    def address(self) -> str:
        """Its path on the site (`/share/explainer/dang-ky-tam-tru-ap-phich-1f3a9c02.pdf`)."""
        return f"/share/{self.kind}/{self.slug}-ap-phich-{self.key[:8]}.pdf"
