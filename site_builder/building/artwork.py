"""The cover of a podcast show: a square JPEG of 1400 to 3000 px in RGB, as Apple asks.

Made from the show's picture when it has one, else drawn from its title. Its name carries the hash of its content: a
podcast app looks at a new cover only under a new address. Pillow is loaded when a cover is made.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from media_pipeline.pictures.lettering import REGULAR, draw_lettering, fit_text
from site_builder.atomic_files import write_bytes
from site_builder.rendering.palette import Palette

if TYPE_CHECKING:
    from PIL import Image

COVER_VERSION = 3
"""Raise it when the drawing or the cut changes: every cover is then made again."""
SMALLEST_PX, LARGEST_PX = 1400, 3000
JPEG_QUALITY = 88


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover ready to be written."""

    address: str
    content: bytes


def build_cover(slug: str, content: bytes) -> Cover:
    """The cover with the address that its content gives it."""
    return Cover(f"/share/show/{slug}-bia-{hashlib.sha256(content).hexdigest()[:10]}.jpg", content)


def keep_cover(slug: str, key: str, make: Callable[[], bytes], cache: Path) -> Cover:
    """The cover, made unless it was made before.

    Args:
        key: names everything that decides what is drawn.
        cache: the folder of made covers; made when it is missing.
    """
    digest = hashlib.sha256(f"{COVER_VERSION} {key}".encode()).hexdigest()
    path = cache / f"{digest}.jpg"
    if not path.is_file():
        write_bytes(path, make())
    return build_cover(slug, path.read_bytes())


def crop_cover(path: Path, focal_point: tuple[float, float] = (0.5, 0.5)) -> bytes:
    """A square cut of a picture around its focal point (fractions of width and height)."""
    from PIL import Image, ImageOps

    with Image.open(path) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGB")
    side_px = min(max(min(image.size), SMALLEST_PX), LARGEST_PX)
    return _encode(ImageOps.fit(image, (side_px, side_px), Image.Resampling.LANCZOS, centering=focal_point))


def draw_cover(title: str, author: str, palette: Palette) -> bytes:
    """A cover of the show's title, in the theme's colours."""
    from PIL import Image, ImageDraw

    side_px, margin_px = SMALLEST_PX, 130
    image = Image.new("RGB", (side_px, side_px), palette.right)
    draw = ImageDraw.Draw(image)
    width_px = side_px - 2 * margin_px
    lettering = fit_text(title, width_px=width_px, height_px=760, largest_px=190, smallest_px=90)
    draw_lettering(draw, lettering, left_px=margin_px, top_px=margin_px, fill=palette.paper)
    draw.rectangle((margin_px, 1030, margin_px + 220, 1048), fill=palette.sign_line)
    name = fit_text(author, width_px=width_px, height_px=200, largest_px=64, smallest_px=40, font_name=REGULAR)
    draw_lettering(draw, name, left_px=margin_px, top_px=1090, fill=palette.paper)
    return _encode(image)


def _encode(image: Image.Image) -> bytes:
    """A baseline JPEG without metadata; the same pixels give the same bytes."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True, subsampling="4:4:4")
    return buffer.getvalue()
