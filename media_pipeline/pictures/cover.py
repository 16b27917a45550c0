"""The square cover inside a recording's file: what a player shows when it knows nothing else of the show."""

from __future__ import annotations

from PIL import Image, ImageDraw

from media_pipeline.domain.clip_layout import INK, LACQUER, MUTED, PAPER
from media_pipeline.pictures.lettering import REGULAR, draw_lettering, fit_text

SIDE_PX = 1400
"""The least that Apple takes."""
_EDGE_PX, _MARGIN_PX = 56, 140
_BARS = (0.34, 0.62, 1.0, 0.5, 0.78)
"""Heights of the sound that is drawn."""
_BAR_PX, _GAP_PX, _SOUND_PX = 36, 28, 220


def draw_cover(title: str, show_title: str, notice: str = "") -> Image.Image:
    """Show, title and a sound on the site's paper, in mode RGB.

    Args:
        notice: what must be said, such as that a machine speaks.
    """
    image = Image.new("RGB", (SIDE_PX, SIDE_PX), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, _EDGE_PX - 1, SIDE_PX), fill=LACQUER)
    _draw_sound(draw)
    width_px = SIDE_PX - 2 * _MARGIN_PX
    show = fit_text(show_title, width_px=width_px, height_px=120, largest_px=72, smallest_px=40, font_name=REGULAR)
    draw_lettering(draw, show, left_px=_MARGIN_PX, top_px=440, fill=MUTED)
    lettering = fit_text(title, width_px=width_px, height_px=560, largest_px=132, smallest_px=56)
    draw_lettering(draw, lettering, left_px=_MARGIN_PX, top_px=580, fill=INK)
    if notice:
        small = fit_text(notice, width_px=width_px, height_px=120, largest_px=48, smallest_px=32, font_name=REGULAR)
        draw_lettering(draw, small, left_px=_MARGIN_PX, top_px=1220, fill=MUTED)
    return image


def _draw_sound(draw: ImageDraw.ImageDraw) -> None:
    for number, height in enumerate(_BARS):
        left, half = _MARGIN_PX + number * (_BAR_PX + _GAP_PX), round(height * _SOUND_PX / 2)
        draw.rectangle((left, 260 - half, left + _BAR_PX - 1, 260 + half), fill=LACQUER)
