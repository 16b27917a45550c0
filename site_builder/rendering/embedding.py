"""What other sites show of an explainer: a light page for an iframe, and what tells them of it (oEmbed 1.0). Pure.

The page stands below `/embed/`, the only addresses that a host lets others frame (`building/response_headers.py`). Its
description stands below `/oembed/` as a file, so it knows one size; a frame is as wide as the place that it is put in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from markupsafe import escape

from site_builder.documents.kinds import Kind
from site_builder.documents.model import FrontMatter
from site_builder.rendering.share import CARD_HEIGHT_PX, CARD_WIDTH_PX
from site_builder.settings import SiteSettings

EMBED_PREFIX = "/embed"
OEMBED_PREFIX = "/oembed"
EMBEDDED_KINDS = frozenset({Kind.EXPLAINER})
WIDTH_PX, HEIGHT_PX = 640, 640
"""Of the frame; what is longer is scrolled in it."""
OEMBED_VERSION = "1.0"
CACHE_AGE_S = 86_400


@dataclass(frozen=True, slots=True)
class Embed:
    """An explainer as other sites show it."""

    address: str
    """Of the page in the frame (`/embed/giai-thich/dang-ky-tam-tru/`)."""
    html: str
    oembed_address: str
    """Of its description (`/oembed/giai-thich/dang-ky-tam-tru.json`)."""
    oembed: bytes


def build_embed_address(address: str) -> str:
    """Where the embedded page of a page stands."""
    return f"{EMBED_PREFIX}{address}"


def build_oembed_address(address: str) -> str:
    """Where the description of the embedded page stands."""
    return f"{OEMBED_PREFIX}{address.rstrip('/')}.json"


def write_embed_code(meta: FrontMatter, settings: SiteSettings) -> str:
    """The HTML to be copied into another page."""
    url = settings.base_url + build_embed_address(meta.address)
    return (
        f'<iframe src="{escape(url)}" title="{escape(meta.title)}" width="100%" height="{HEIGHT_PX}" loading="lazy" '
        'style="border:0"></iframe>'
    )


def build_oembed(meta: FrontMatter, settings: SiteSettings, image: str) -> bytes:
    """The description as JSON (oEmbed 1.0, 2.3.4: a rich type).

    Args:
        image: the share card, in full.
    """
    described = {
        "version": OEMBED_VERSION,
        "type": "rich",
        "title": meta.title,
        "author_name": settings.organisation or settings.title,
        "author_url": f"{settings.base_url}/",
        "provider_name": settings.title,
        "provider_url": f"{settings.base_url}/",
        "cache_age": CACHE_AGE_S,
        "thumbnail_url": image,
        "thumbnail_width": CARD_WIDTH_PX,
        "thumbnail_height": CARD_HEIGHT_PX,
        "html": write_embed_code(meta, settings),
        "width": WIDTH_PX,
        "height": HEIGHT_PX,
    }
    return f"{json.dumps(described, ensure_ascii=False, indent=1)}\n".encode()
