"""What every PDF of ours has in common: fonts, language, and bytes that stay the same for the same content.

The run sheet of a package and the posters of the site are made of it; it knows neither. A PDF names no program, its
date is given, its identifier is a hash of its content. Letters that the bundled font lacks, emoji for instance, are
left out rather than printed as boxes. Text is measured here, word by word: Vietnamese has the same syllables again and
again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.prefs import ViewerPreferences

FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = "NotoSans-Regular.ttf", "NotoSans-Bold.ttf"
FAMILY = "noto"
THOUSAND = 1000
"""Widths of letters are in thousandths of their size, as PDF has them."""
_KEPT_WORDS = 1 << 14


@dataclass(frozen=True, slots=True)
class DocumentInformation:
    """What a PDF says of itself."""

    title: str
    author: str
    created: datetime
    language: str = "vi"


class PrintedPages(FPDF):
    """A4 pages, upright, with the bundled fonts.

    Args:
        unit: of all measures, `mm` or `pt`.
    """

    def __init__(self, information: DocumentInformation, unit: Literal["mm", "pt"] = "mm") -> None:
        super().__init__(orientation="portrait", unit=unit, format="A4")
        self.add_font(FAMILY, "", FONTS / REGULAR)
        self.add_font(FAMILY, "B", FONTS / BOLD)
        self.set_lang(information.language)
        self.set_title(keep_printable(information.title))
        self.set_author(keep_printable(information.author))
        self.set_producer("")
        self.set_creation_date(information.created)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def use_font(self, size_pt: float, *, is_bold: bool = False) -> None:
        """Write on with a size and a weight."""
        self.set_font(FAMILY, "B" if is_bold else "", size_pt)

    @contextmanager
    def tagged(self, structure: str) -> Iterator[None]:
        """What is written within is one element of the document's structure (`H1`, `P`, `L`…), read in this order.

        ISO 32000-1, 14.7 and 14.8. The library tags pictures alone; its two hooks for that take any other kind.
        """
        number = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=f"/{structure}", mcid=number)
        self._out(f"/{structure} <</MCID {number}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def pictured(self, description: str) -> Iterator[None]:
        """What is drawn within is one picture that says this."""
        with self._marked_sequence(alt_text=description):
            yield

    @contextmanager
    def decorating(self) -> Iterator[None]:
        """What is drawn within is read to nobody."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")


def keep_printable(text: str) -> str:
    """The text without letters that the font lacks."""
    return "".join(char for char in text if ord(char) in _load_letters())


def measure_word(word: str, *, is_bold: bool = False) -> int:
    """The width of a word in thousandths of its size."""
    return _measure(word, BOLD if is_bold else REGULAR)


def wrap_text(text: str, *, size_pt: float, width_pt: float, is_bold: bool = False) -> list[str]:
    """The lines of a paragraph, each within a width; a word that is wider is cut where it must be.

    Words are parted by plain spaces alone: a no-break space holds two together.
    """
    room = int(width_pt * THOUSAND / size_pt)
    space = measure_word(" ", is_bold=is_bold)
    lines: list[str] = []
    free = -1
    for word in _split_wide(keep_printable(text).split(" "), room, is_bold=is_bold):
        needed = measure_word(word, is_bold=is_bold)
        if lines and needed + space <= free:
            lines[-1] += f" {word}"
            free -= needed + space
        else:
            lines.append(word)
            free = room - needed
    return lines


def _split_wide(words: Sequence[str], room: int, *, is_bold: bool) -> Iterator[str]:
    for word in filter(None, words):
        part = ""
        if measure_word(word, is_bold=is_bold) > room:
            for char in word:
                if part and measure_word(part + char, is_bold=is_bold) > room:
                    yield part
                    part = ""
                part += char
        yield part or word


@lru_cache(_KEPT_WORDS)
def _measure(word: str, font: str) -> int:
    widths = _load_widths(font)
    return sum(widths[ord(char)] for char in word)


@cache
def _load_widths(font: str) -> dict[int, int]:
    """By letter, in thousandths of the size."""
    with TTFont(FONTS / font, lazy=True) as opened:
        metrics, units = opened["hmtx"].metrics, opened["head"].unitsPerEm
        return {code: round(metrics[name][0] * THOUSAND / units) for code, name in opened.getBestCmap().items()}


@cache
def _load_letters() -> frozenset[int]:
    """The letters that both weights of the font have."""
    return frozenset(_load_widths(REGULAR)) & frozenset(_load_widths(BOLD))
