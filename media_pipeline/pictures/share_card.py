"""A still of a video as link previews show it: 1200 × 630, filled where little is lost by it, and never enlarged."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageOps

from media_pipeline.domain.clip_layout import INK

SIZE_PX = (1200, 630)
"""Open Graph's large picture; Zalo, Facebook and X show it whole."""
MAX_LOSS = 0.15
"""So much of a picture may be cut off to fill the card."""
JPEG_QUALITY = 82


def write_share_card(still: Path, path: Path) -> None:
    """Write the card of a still as JPEG; the same still gives the same bytes."""
    with Image.open(still) as opened:
        draw_share_card(opened.convert("RGB")).save(path, "JPEG", quality=JPEG_QUALITY, optimize=True)


def draw_share_card(still: Image.Image) -> Image.Image:
    """The still on a card: cut to fill it, or whole on ink."""
    if _compute_loss(still.size) <= MAX_LOSS and still.width >= SIZE_PX[0] and still.height >= SIZE_PX[1]:
        return ImageOps.fit(still, SIZE_PX, Image.Resampling.LANCZOS)
    whole = still.copy()
    whole.thumbnail(SIZE_PX, Image.Resampling.LANCZOS)
    card = Image.new("RGB", SIZE_PX, INK)
    card.paste(whole, ((SIZE_PX[0] - whole.width) // 2, (SIZE_PX[1] - whole.height) // 2))
    return card


def _compute_loss(size_px: tuple[int, int]) -> float:
    """Which part of the picture lies outside when it fills the card."""
    ratio = (size_px[0] * SIZE_PX[1]) / (size_px[1] * SIZE_PX[0])
    return 1 - min(ratio, 1 / ratio)
