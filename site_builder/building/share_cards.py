"""Share cards: the picture that messengers and social networks show beside a link, one for each document.

`rendering/share.py` decides address and content; this module draws. Cards are kept in the build cache by the hash of
what they show, so that only a new title costs anything; Pillow is loaded when one is drawn.
"""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from media_pipeline.pictures.lettering import BOLD, REGULAR, draw_lettering, fit_text
from site_builder.atomic_files import write_bytes
from site_builder.rendering.palette import Palette
from site_builder.rendering.share import CARD_HEIGHT_PX, CARD_WIDTH_PX, ShareCard

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

WIDTH_PX, HEIGHT_PX = CARD_WIDTH_PX, CARD_HEIGHT_PX
MARGIN_PX = 88
EDGE_PX = 28
LEFT_PX = EDGE_PX + MARGIN_PX
TEXT_WIDTH_PX = WIDTH_PX - LEFT_PX - MARGIN_PX
JPEG_QUALITY = 75
_KEPT_BASES = 32

SECTION_COLOURS = {
    "story": "visited",
    "audio": "right",
    "video": "right",
    "show": "right",
    "bulletin": "sign",
    "law": "link",
}
"""Which colour of the palette a kind has."""
DEFAULT_COLOUR = "lacquer"


def keep_card(card: ShareCard, label: str, cache: Path) -> Path:
    """The file of the card as JPEG, drawn unless it was drawn before.

    Args:
        label: the Vietnamese name of the document's kind; part of the drawing, fixed for each kind.
        cache: the folder of drawn cards; made when it is missing.
    """
    path = find_card(card, label, cache)
    if not path.is_file():
        write_bytes(path, draw_card(card, label))
    return path


def find_card(card: ShareCard, label: str, cache: Path) -> Path:
    """Where the file of the card is kept."""
    return cache / f"{card.key}-{hashlib.sha256(label.encode()).hexdigest()[:8]}.jpg"


def draw_card(card: ShareCard, label: str) -> bytes:
    """Draw a card: section, title, name of the site."""
    from PIL import ImageDraw

    image = _draw_base(card.palette, SECTION_COLOURS.get(card.kind, DEFAULT_COLOUR), label, card.site_title).copy()
    title = fit_text(card.title, width_px=TEXT_WIDTH_PX, height_px=360, largest_px=84, smallest_px=44)
    draw_lettering(ImageDraw.Draw(image), title, left_px=LEFT_PX, top_px=136, fill=card.palette.ink)
    return _encode(image)


@lru_cache(_KEPT_BASES)
def _draw_base(palette: Palette, colour_name: str, label: str, site_title: str) -> Image.Image:
    """All of a card but its title: the same for every document of a kind."""
    from PIL import Image, ImageDraw

    colour = getattr(palette, colour_name)
    image = Image.new("RGB", (WIDTH_PX, HEIGHT_PX), palette.paper)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, EDGE_PX, HEIGHT_PX), fill=colour)
    _draw_line(draw, label, LEFT_PX, 64, colour)
    draw.rectangle((LEFT_PX, 530, LEFT_PX + 96, 538), fill=palette.sign_line)
    _draw_line(draw, site_title, LEFT_PX, 548, palette.muted, font_name=REGULAR)
    return image


def _encode(image: Image.Image) -> bytes:
    """A baseline JPEG without metadata; the same pixels give the same bytes.

    Half the colour's resolution, which ink on paper does not show, and the standard's own Huffman tables: tables of its
    own would save a sixth of the size and double the time.
    """
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=JPEG_QUALITY, subsampling="4:2:0")
    return buffer.getvalue()


def _draw_line(
    draw: ImageDraw.ImageDraw, text: str, left_px: int, top_px: int, fill: str, font_name: str = BOLD
) -> None:
    lettering = fit_text(
        text,
        width_px=WIDTH_PX - left_px - MARGIN_PX,
        height_px=52,
        largest_px=36,
        smallest_px=24,
        font_name=font_name,
    )
    draw_lettering(draw, lettering, left_px=left_px, top_px=top_px, fill=fill)
