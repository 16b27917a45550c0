"""Vietnamese text on a picture: wrapped, balanced and with room for stacked marks.

Letters such as «ễ» and «ở» rise above the capitals, so a line gets 1.36 times its size (Noto Sans touches below 1.29).
Characters that the bundled font lacks, emoji for instance, are left out rather than drawn as boxes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageDraw, ImageFont

FONTS = Path(__file__).parents[1] / "fonts"
BOLD, REGULAR = "NotoSans-Bold.ttf", "NotoSans-Regular.ttf"
FONT_FAMILY = "Noto Sans"
LINE_HEIGHT = 1.362
"""Ascent and descent of Noto Sans, as a part of its size."""
_MISSING = "\uffff"
"""A code point that no font has: drawn as the font's mark for a missing letter."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """Lines that fit into a box."""

    lines: tuple[str, ...]
    size_px: int
    font_name: str

    @property
    def line_height_px(self) -> int:
        return round(self.size_px * LINE_HEIGHT)

    @property
    def height_px(self) -> int:
        return self.line_height_px * len(self.lines)


@cache
def load_font(name: str, size_px: int) -> ImageFont.FreeTypeFont:
    """A bundled font. Basic layout: it needs no library of the system, so each machine draws the same."""
    return ImageFont.truetype(FONTS / name, size_px, layout_engine=ImageFont.Layout.BASIC)


def measure_text(text: str, *, size_px: int, font_name: str = BOLD) -> float:
    """Width of a line in pixels."""
    return load_font(font_name, size_px).getlength(text)


def fit_text(
    text: str, *, width_px: int, height_px: int, largest_px: int, smallest_px: int, font_name: str = BOLD
) -> Lettering:
    """The largest lettering of the text in a box; at the smallest size, what is too much is cut with an ellipsis."""
    words = drop_missing(text).split()
    for size_px in range(largest_px, smallest_px - 1, -2):
        lines = _wrap(words, size_px, font_name, width_px)
        is_low_enough = len(lines) * round(size_px * LINE_HEIGHT) <= height_px
        if is_low_enough and _width(lines, size_px, font_name) <= width_px:
            return Lettering(_balance(words, len(lines), size_px, font_name, width_px), size_px, font_name)
    return _cut(words, smallest_px, font_name, width_px, height_px)


def draw_lettering(draw: ImageDraw.ImageDraw, lettering: Lettering, *, left_px: int, top_px: int, fill: str) -> None:
    """Draw the lines from a top left corner."""
    font = load_font(lettering.font_name, lettering.size_px)
    ascent_px, _descent_px = font.getmetrics()
    for number, line in enumerate(lettering.lines):
        baseline_px = top_px + number * lettering.line_height_px + ascent_px
        draw.text((left_px, baseline_px), line, font=font, fill=fill, anchor="ls")


def drop_missing(text: str, font_name: str = BOLD) -> str:
    """The text without characters that the font cannot draw."""
    return "".join(char for char in text if char.isspace() or _has_glyph(char, font_name))


@cache
def _has_glyph(char: str, font_name: str) -> bool:
    font = load_font(font_name, 20)
    return bytes(font.getmask(char)) != bytes(font.getmask(_MISSING))


def _wrap(words: list[str], size_px: int, font_name: str, width_px: int) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure_text(longer, size_px=size_px, font_name=font_name) <= width_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _width(lines: tuple[str, ...], size_px: int, font_name: str) -> float:
    return max((measure_text(line, size_px=size_px, font_name=font_name) for line in lines), default=0)


def _balance(words: list[str], count: int, size_px: int, font_name: str, width_px: int) -> tuple[str, ...]:
    """The same number of lines in the narrowest box, so that no single word is left on the last one."""
    low, high = width_px // max(1, count), width_px
    while high - low > 8:
        middle = (low + high) // 2
        lines = _wrap(words, size_px, font_name, middle)
        is_narrow_enough = len(lines) <= count and _width(lines, size_px, font_name) <= middle
        low, high = (low, middle) if is_narrow_enough else (middle, high)
    return _wrap(words, size_px, font_name, high)


def _cut(words: list[str], size_px: int, font_name: str, width_px: int, height_px: int) -> Lettering:
    count = max(1, height_px // round(size_px * LINE_HEIGHT))
    pieces = [piece for word in words for piece in _split(word, size_px, font_name, width_px)]
    lines = list(_wrap(pieces, size_px, font_name, width_px))
    if len(lines) > count:
        last = lines[count - 1]
        while last and measure_text(f"{last}…", size_px=size_px, font_name=font_name) > width_px:
            last = last[:-1].rstrip()
        lines = [*lines[: count - 1], f"{last}…"]
    return Lettering(tuple(lines), size_px, font_name)


def _split(word: str, size_px: int, font_name: str, width_px: int) -> list[str]:
    """Parts of a word that is wider than the box (an address)."""
    parts = [""]
    for char in word:
        if parts[-1] and measure_text(parts[-1] + char, size_px=size_px, font_name=font_name) > width_px:
            parts.append("")
        parts[-1] += char
    return parts
