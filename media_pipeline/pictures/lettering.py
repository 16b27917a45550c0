"""Vietnamese text on a picture: wrapped, balanced and with room for stacked marks.

Letters such as «ễ» and «ở» rise above the capitals, so a line gets all the height that the font asks for (Noto Sans
touches below 1.29 times its size) and the first baseline stands a full ascent below the top. Characters that the
bundled font lacks, emoji for instance, are left out rather than drawn as boxes.

A line is as long as its words and the spaces between them: basic layout kerns nothing over a space. So each word is
measured once for each size, and the syllables of Vietnamese come again and again.

Pillow is loaded when something is drawn, for most builds draw nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

FONTS = Path(__file__).parents[1] / "fonts"
BOLD, REGULAR = "NotoSans-Bold.ttf", "NotoSans-Regular.ttf"
FONT_FAMILY = "Noto Sans"
LINE_HEIGHT = 1.362
"""Ascent and descent of Noto Sans, as a part of its size."""

_KEPT_WIDTHS = 1 << 16
"""Of words; some thousand syllables at each size that a search for the right one tries."""
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
    from PIL import ImageFont

    return ImageFont.truetype(FONTS / name, size_px, layout_engine=ImageFont.Layout.BASIC)


def measure_text(text: str, *, size_px: int, font_name: str = BOLD) -> float:
    """Width of a line in pixels."""
    return _measure(text, size_px, font_name)


def fit_text(
    text: str, *, width_px: int, height_px: int, largest_px: int, smallest_px: int, font_name: str = BOLD
) -> Lettering:
    """The largest lettering of the text in a box; at the smallest size, what is too much is cut with an ellipsis."""
    words = drop_missing(text).split()
    sizes = range(smallest_px, largest_px + 1, 2)
    fitting = bisect_left(sizes, True, key=lambda size: _wrap_into(words, size, font_name, width_px, height_px) is None)
    if not fitting:
        return _cut(words, smallest_px, font_name, width_px, height_px)
    size_px = sizes[fitting - 1]
    count = len(_wrap(words, size_px, font_name, width_px))
    return Lettering(_balance(words, count, size_px, font_name, width_px), size_px, font_name)


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


@lru_cache(_KEPT_WIDTHS)
def _measure(text: str, size_px: int, font_name: str) -> float:
    return load_font(font_name, size_px).getlength(text)


def _wrap(words: list[str], size_px: int, font_name: str, width_px: float) -> list[list[str]]:
    """The words of each line; one that is wider than the box has a line of its own."""
    space_px = _measure(" ", size_px, font_name)
    lines: list[list[str]] = []
    free_px = 0.0
    for word in words:
        needed_px = _measure(word, size_px, font_name)
        if lines and needed_px + space_px <= free_px:
            lines[-1].append(word)
            free_px -= needed_px + space_px
        else:
            lines.append([word])
            free_px = width_px - needed_px
    return lines


def _wrap_into(
    words: list[str], size_px: int, font_name: str, width_px: float, height_px: float
) -> list[list[str]] | None:
    """The lines; `None` when they do not fit into the box."""
    if any(_measure(word, size_px, font_name) > width_px for word in words):
        return None
    lines = _wrap(words, size_px, font_name, width_px)
    return lines if len(lines) * round(size_px * LINE_HEIGHT) <= height_px else None


def _balance(words: list[str], count: int, size_px: int, font_name: str, width_px: int) -> tuple[str, ...]:
    """The same number of lines in the narrowest box, so that no single word is left on the last one."""
    widest_px = max((_measure(word, size_px, font_name) for word in words), default=0)
    low, high = width_px // max(1, count), width_px
    while high - low > 8:
        middle = (low + high) // 2
        is_narrow_enough = widest_px <= middle and len(_wrap(words, size_px, font_name, middle)) <= count
        low, high = (low, middle) if is_narrow_enough else (middle, high)
    return _join(_wrap(words, size_px, font_name, high))


def _join(lines: list[list[str]]) -> tuple[str, ...]:
    return tuple(" ".join(words) for words in lines)


def _cut(words: list[str], size_px: int, font_name: str, width_px: int, height_px: int) -> Lettering:
    font = load_font(font_name, size_px)
    count = max(1, height_px // round(size_px * LINE_HEIGHT))
    pieces = [piece for word in words for piece in _split(word, font, width_px)]
    lines = list(_join(_wrap(pieces, size_px, font_name, width_px)))
    if len(lines) > count:
        last = lines[count - 1]
        while last and font.getlength(f"{last}…") > width_px:
            last = last[:-1].rstrip()
        lines = [*lines[: count - 1], f"{last}…"]
    return Lettering(tuple(lines), size_px, font_name)


def _split(word: str, font: ImageFont.FreeTypeFont, width_px: int) -> list[str]:
    """Parts of a word that is wider than the box (an address)."""
    parts = [""]
    for char in word:
        if parts[-1] and font.getlength(parts[-1] + char) > width_px:
            parts.append("")
        parts[-1] += char
    return parts
