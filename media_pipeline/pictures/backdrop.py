"""The still part of a clip, drawn once: paper, edge, show, title, notices and the empty places for what moves."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from media_pipeline.domain.caption_layout import CueLimits, break_lines
from media_pipeline.domain.clip_layout import (
    BORDER,
    CARD,
    EDGE,
    HEIGHT,
    HIGHLIGHT,
    INK,
    LACQUER,
    LEFT,
    MUTED,
    PAPER,
    SAFE_TOP,
    TEXT_WIDTH,
    WIDTH,
    Box,
    ClipLayout,
)
from media_pipeline.pictures.lettering import REGULAR, Lettering, draw_lettering, fit_text, load_font, measure_text

SEAL = 104
_SEAL_BARS = (0.34, 0.62, 1.0, 0.5, 0.78)
"""Heights of the sound in the seal."""


@dataclass(frozen=True, slots=True)
class BackdropText:
    """What is written on a backdrop."""

    title: str
    show_title: str
    notices: tuple[str, ...] = ()
    """What must be said: a machine's voice, sample content."""


def draw_backdrop(layout: ClipLayout, text: BackdropText) -> Image.Image:
    """The picture, in mode RGB; in mode RGBA when it lies on a film that fills the clip."""
    if layout.is_full_frame:
        return _draw_overlay(layout, text)
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, EDGE - 1, HEIGHT), fill=LACQUER)
    _draw_head(draw, text.show_title, SAFE_TOP, SEAL if layout.film is None else 84)
    _draw_title(draw, layout, text.title)
    if layout.film is not None:
        draw.rectangle(_corners(layout.film), fill=INK)
    if layout.captions is not None:
        _draw_card(draw, layout.captions)
    _draw_notices(draw, layout.notices, text.notices)
    return image


def _draw_overlay(layout: ClipLayout, text: BackdropText) -> Image.Image:
    image = Image.new("RGBA", (WIDTH, HEIGHT), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    box = layout.title
    lettering = _fit_title(text.title, width_px=box.width - 100, height_px=160, largest_px=60, smallest_px=40)
    draw.rectangle((0, box.top, box.right, box.top + lettering.height_px + 56), fill=PAPER)
    draw.rectangle((0, box.top, EDGE - 1, box.top + lettering.height_px + 56), fill=LACQUER)
    draw_lettering(draw, lettering, left_px=box.left, top_px=box.top + 28, fill=INK)
    _draw_notices(draw, layout.notices, text.notices)
    return image


def _draw_head(draw: ImageDraw.ImageDraw, show_title: str, top: int, seal: int) -> None:
    """The seal with a sound in it, and the show's name."""
    draw.rounded_rectangle((LEFT, top, LEFT + seal, top + seal), radius=14, fill=LACQUER)
    step, width = seal * 0.14, seal * 0.065
    for index, height in enumerate(_SEAL_BARS):
        middle, half = LEFT + seal / 2 + (index - 2) * step, height * seal * 0.31
        box = (middle - width / 2, top + seal / 2 - half, middle + width / 2, top + seal / 2 + half)
        draw.rounded_rectangle(box, radius=3, fill=PAPER)
    name = fit_text(show_title, width_px=TEXT_WIDTH - seal - 32, height_px=seal + 8, largest_px=48, smallest_px=34)
    draw_lettering(draw, name, left_px=LEFT + seal + 32, top_px=top + (seal - name.height_px) // 2, fill=LACQUER)


def _draw_title(draw: ImageDraw.ImageDraw, layout: ClipLayout, title: str) -> None:
    """As large as its place allows; below a title on open paper the mark of a highlighter."""
    box, has_room = layout.title, layout.film is None
    lettering = _fit_title(
        title,
        width_px=box.width,
        height_px=box.height - (40 if has_room else 0),
        largest_px=96 if has_room else 68,
        smallest_px=56 if has_room else 42,
    )
    draw_lettering(draw, lettering, left_px=box.left, top_px=box.top, fill=INK)
    if has_room:
        top = box.top + lettering.height_px + 30
        draw.rectangle((box.left, top, box.left + 150, top + 11), fill=HIGHLIGHT)


def _fit_title(title: str, *, width_px: int, height_px: int, largest_px: int, smallest_px: int) -> Lettering:
    """The title as large as its place allows; one of two lines breaks where its sense does."""
    lettering = fit_text(title, width_px=width_px, height_px=height_px, largest_px=largest_px, smallest_px=smallest_px)
    if len(lettering.lines) != 2:
        return lettering
    measure = functools.partial(measure_text, size_px=lettering.size_px)
    lines = break_lines(" ".join(lettering.lines).split(), CueLimits(line_width=width_px, measure=measure))
    return lettering if lines is None else replace(lettering, lines=tuple(lines.split("\n")))


def _draw_card(draw: ImageDraw.ImageDraw, box: Box) -> None:
    draw.rectangle(_corners(box), fill=CARD)
    draw.rectangle((box.left, box.top, box.left + 7, box.bottom - 1), fill=LACQUER)


def _draw_notices(draw: ImageDraw.ImageDraw, box: Box, notices: Sequence[str]) -> None:
    """Each in a frame of its own, side by side."""
    left = box.left
    for notice in notices:
        lettering = fit_text(
            notice, width_px=box.right - left - 40, height_px=52, largest_px=34, smallest_px=24, font_name=REGULAR
        )
        width = round(draw.textlength(lettering.lines[0], font=load_font(REGULAR, lettering.size_px))) + 44
        frame = (left, box.top, left + width, box.bottom)
        draw.rounded_rectangle(frame, radius=8, fill=PAPER, outline=BORDER, width=2)
        top = box.top + (box.height - lettering.height_px) // 2
        draw_lettering(draw, lettering, left_px=left + 22, top_px=top, fill=MUTED)
        left += width + 20


def _corners(box: Box) -> tuple[int, int, int, int]:
    return box.left, box.top, box.right - 1, box.bottom - 1
