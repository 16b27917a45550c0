"""What a page offers to those who pass it on: its address, and the address as a QR code. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from site_builder.documents.kinds import Kind
from site_builder.documents.model import FrontMatter
from site_builder.rendering.quick_response import QrCode, draw_qr_code

SHARED_KINDS = frozenset({Kind.EXPLAINER, Kind.STORY, Kind.AUDIO, Kind.VIDEO, Kind.BULLETIN, Kind.PATHWAY})


@dataclass(frozen=True, slots=True)
class ShareView:
    """How a page is passed on. No script, and nobody in between."""

    url: str
    """The address in full."""
    sms: str
    """The link that opens a text message with title and address."""
    mail: str
    """The same as an e-mail."""
    code: QrCode | None
    """The address to be read by a phone; none for an address that is too long."""


def build_share(meta: FrontMatter, base_url: str) -> ShareView | None:
    """How a document is passed on; `None` for pages that only lead to others."""
    if meta.kind not in SHARED_KINDS:
        return None
    url = base_url + meta.address
    title, words = quote(meta.title), quote(f"{meta.title} {url}")
    return ShareView(url, f"sms:?body={words}", f"mailto:?subject={title}&body={words}", draw_qr_code(url))
