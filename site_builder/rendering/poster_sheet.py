"""A poster as a PDF: one A4 page, whatever its text is, as large as it can be read from a few steps away.

Sizes shrink until everything fits; at the smallest, the longest part is cut with an ellipsis, line after line: the code
leads to all of it. Text stays text, in the order in which it is read, tagged with what it is. The library is loaded
when a poster is drawn, for most builds draw none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.atomic_files import write_bytes
from site_builder.errors import ThemeError
from site_builder.messages import _
from site_builder.rendering.poster import Poster, PosterPart
from site_builder.rendering.quick_response import QUIET_MODULES, draw_qr_code
from site_builder.rendering.typography import NO_BREAK_SPACE

if TYPE_CHECKING:
    from media_pipeline.printing import PrintedPages

WIDTH_PT, HEIGHT_PT = 595.28, 841.89
"""A4."""
MARGIN_PT = 42.0
TEXT_WIDTH_PT = WIDTH_PT - 2 * MARGIN_PT
LINE_HEIGHT = 1.36
"""Of the size: stacked marks (ễ, ở) touch below 1.29."""

SIGN_HEIGHT_PT, SIGN_LINE_PT = 84.0, 5.0
LOGO_PT = 52.0
CODE_PT = 122.0
OVERLAP_PT = 0.06
"""Of one row of the code over the next, so that no printer leaves a white line between them."""
FOOT_PT = 165.0
"""Of the foot with its rule, from the lower edge of the sheet."""
BODY_TOP_PT = SIGN_HEIGHT_PT + SIGN_LINE_PT + 18
BODY_BOTTOM_PT = HEIGHT_PT - FOOT_PT - 10

TITLE_SIZES_PT = (44, 40, 36, 32, 29, 26, 23, 20, 18, 16)
TITLE_HEIGHT_PT = 135.0
TEXT_SIZES_PT = (26, 24, 22, 20, 18, 17, 16, 15, 14, 13, 12, 11)
BASIS_SCALE = 0.75
LEAST_PT = 8.5
"""The legal basis is not smaller."""
STEP_GAP = 0.28
"""Of the size, under each step."""
MOST_GAP_PT = 22.0
LEAD, BASIS = -1, -2
"""Parts that are no answers."""
_KEPT_SIZES = 64


@dataclass(frozen=True, slots=True)
class _Style:
    size_pt: float
    is_bold: bool = False
    colour: str = "ink"
    """Of the palette."""
    structure: str = "P"

    @property
    def line_pt(self) -> float:
        return self.size_pt * LINE_HEIGHT


@dataclass(slots=True, eq=False)
class _Passage:
    """Lines in one style, with the number of a step before the first."""

    lines: list[str]
    style: _Style
    indent_pt: float = 0.0
    number: int = 0
    has_gap: bool = False
    """Whether some air stands above it."""
    part: int | None = None
    """Which part of the text it is of, if it may be cut."""

    @property
    def height_pt(self) -> float:
        gap_pt = self.style.size_pt * STEP_GAP if self.number else 0.0
        return len(self.lines) * self.style.line_pt + gap_pt


def keep_poster(poster: Poster, cache: Path) -> Path:
    """The file of the poster, drawn unless it was drawn before.

    Args:
        cache: the folder of what was drawn; made when it is missing.
    """
    path = cache / f"{poster.key}.pdf"
    if not path.is_file():
        write_bytes(path, draw_poster(poster))
    return path


@lru_cache(_KEPT_SIZES)
def measure_poster(poster: Poster) -> int:
    """How large a poster is in bytes, drawn for this alone: a preview keeps no files."""
    return len(draw_poster(poster))


def draw_poster(poster: Poster) -> bytes:
    """Draw a poster; equal posters have equal bytes."""
    from media_pipeline.printing import DocumentInformation, PrintedPages

    title, author = poster.title.replace(NO_BREAK_SPACE, " "), poster.organisation or poster.site_title
    pages = PrintedPages(DocumentInformation(title, author, poster.updated, poster.language), unit="pt")
    pages.set_margin(0)
    pages.set_auto_page_break(False)
    pages.add_page()
    sheet = _Sheet(pages, poster)
    sheet.draw_sign()
    sheet.draw_body()
    sheet.draw_foot()
    return bytes(pages.output())


class _Sheet:
    """The one page of a poster."""

    def __init__(self, pages: PrintedPages, poster: Poster) -> None:
        self._pages = pages
        self._poster = poster

    def draw_sign(self) -> None:
        """The ward's name plate."""
        pages, poster = self._pages, self._poster
        with pages.decorating():
            self._fill("sign", 0, 0, WIDTH_PT, SIGN_HEIGHT_PT)
            self._fill("sign_line", 0, SIGN_HEIGHT_PT, WIDTH_PT, SIGN_LINE_PT)
            self._draw_logo()
        left_pt = MARGIN_PT + LOGO_PT + 14
        width_pt = WIDTH_PT - MARGIN_PT - left_pt
        organisation = self._fit(poster.organisation, (13, 12, 11, 10, 9), width_pt, "on_sign")
        name = self._fit(poster.site_title, (27, 24, 21, 18, 15, 12), width_pt, "on_sign", is_bold=True)
        passages = [each for each in (organisation, name) if each.lines]
        top_pt = (SIGN_HEIGHT_PT - sum(each.height_pt for each in passages)) / 2
        for passage in passages:
            top_pt = self._write(passage, left_pt, top_pt)

    def _draw_logo(self) -> None:
        from fpdf.errors import FPDFException

        try:
            content, top_pt = self._poster.logo.encode(), (SIGN_HEIGHT_PT - LOGO_PT) / 2
            self._pages.image(content, MARGIN_PT, top_pt, LOGO_PT, LOGO_PT, keep_aspect_ratio=True)
        except (FPDFException, LookupError, NotImplementedError, OSError, ValueError) as error:
            sentence = _("The theme’s logo.svg cannot be drawn on posters: %(reason)s. A simpler one can.")
            raise ThemeError(sentence % {"reason": " ".join(str(error).split()).rstrip(".")}) from error

    def draw_body(self) -> None:
        """Title, answers and legal basis, spread over the room that they have."""
        passages = _lay_out(self._poster, BODY_BOTTOM_PT - BODY_TOP_PT)
        gaps = sum(each.has_gap for each in passages)
        room_pt = BODY_BOTTOM_PT - BODY_TOP_PT - sum(each.height_pt for each in passages)
        gap_pt = min(MOST_GAP_PT, room_pt / gaps) if gaps else 0.0
        top_pt = BODY_TOP_PT
        for passage in passages:
            top_pt = self._write(passage, MARGIN_PT, top_pt + gap_pt * passage.has_gap)

    def draw_foot(self) -> None:
        """The code with the address, and whom to ask."""
        top_pt = HEIGHT_PT - FOOT_PT
        with self._pages.decorating():
            self._fill("line", MARGIN_PT, top_pt, TEXT_WIDTH_PT, 1.2)
        width_pt = TEXT_WIDTH_PT - CODE_PT - 20
        poster = self._poster
        passages = [
            self._fit(poster.invitation, (13, 12, 11, 10), width_pt, "ink", most=2),
            self._fit(poster.url, (13, 12, 11, 10, 9, 8), width_pt, "link", most=2, is_bold=True),
            *(self._fit(line, (10.5, 10, 9, 8), width_pt, "muted", most=2) for line in poster.contacts),
        ]
        at_pt = top_pt + 14
        for passage in passages:
            at_pt = self._write(passage, MARGIN_PT, at_pt) + 3
        self._draw_code(WIDTH_PT - MARGIN_PT - CODE_PT, top_pt + 14)

    def _draw_code(self, left_pt: float, top_pt: float) -> None:
        code = draw_qr_code(self._poster.url)
        if code is None:
            return
        module_pt = CODE_PT / (code.size + 2 * QUIET_MODULES)
        pages = self._pages
        with pages.pictured(f"{self._poster.code_name}: {self._poster.url}"):
            pages.set_fill_color(0)
            for row, column, length in code.iter_runs():
                x_pt = left_pt + (column + QUIET_MODULES) * module_pt
                y_pt = top_pt + (row + QUIET_MODULES) * module_pt
                pages.rect(x_pt, y_pt, length * module_pt, module_pt + OVERLAP_PT, style="F")

    def _write(self, passage: _Passage, left_pt: float, top_pt: float) -> float:
        """Write a passage; gives where it ends."""
        from media_pipeline.printing import keep_printable

        pages, style = self._pages, passage.style
        if passage.lines:
            with pages.tagged(style.structure):
                baseline_pt = top_pt + style.line_pt * 0.76
                if passage.number:
                    self._write_number(passage, left_pt, baseline_pt)
                pages.use_font(style.size_pt, is_bold=style.is_bold)
                pages.set_text_color(getattr(self._poster.palette, style.colour))
                for number, line in enumerate(passage.lines):
                    # a space at the end keeps words apart for those who copy them
                    text = keep_printable(line) + " " * (number < len(passage.lines) - 1)
                    pages.text(left_pt + passage.indent_pt, baseline_pt + number * style.line_pt, text)
        return top_pt + passage.height_pt

    def _write_number(self, passage: _Passage, left_pt: float, baseline_pt: float) -> None:
        """The seal of a step."""
        from media_pipeline.printing import THOUSAND, measure_word

        pages, size_pt = self._pages, passage.style.size_pt
        radius_pt = size_pt * 0.72
        pages.set_fill_color(self._poster.palette.lacquer)
        pages.circle(left_pt + radius_pt, baseline_pt - size_pt * 0.36, radius_pt, style="F")
        text, digits_pt = f"{passage.number}", size_pt * 0.8
        width_pt = measure_word(text, is_bold=True) * digits_pt / THOUSAND
        pages.use_font(digits_pt, is_bold=True)
        pages.set_text_color(self._poster.palette.on_lacquer)
        pages.text(left_pt + radius_pt - width_pt / 2, baseline_pt - size_pt * 0.07, f"{text} ")

    def _fit(
        self,
        text: str,
        sizes_pt: Sequence[float],
        width_pt: float,
        colour: str,
        *,
        most: int = 1,
        is_bold: bool = False,
    ) -> _Passage:
        """The text in the largest size in which it has no more lines than that; cut at the smallest."""
        for size_pt in sizes_pt:
            lines = _wrap(text, size_pt, width_pt, is_bold=is_bold)
            if len(lines) <= most:
                break
        passage = _Passage(lines, _Style(size_pt, is_bold, colour))
        while len(passage.lines) > most:
            _cut_line(passage)
        return passage

    def _fill(self, colour: str, left_pt: float, top_pt: float, width_pt: float, height_pt: float) -> None:
        self._pages.set_fill_color(getattr(self._poster.palette, colour))
        self._pages.rect(left_pt, top_pt, width_pt, height_pt, style="F")


def _lay_out(poster: Poster, room_pt: float) -> list[_Passage]:
    """The passages of the body in the largest size in which they fit, cut when the smallest does not do."""
    title = _lay_out_title(poster)
    for size_pt in TEXT_SIZES_PT:
        passages = [*title, *_iter_passages(poster, size_pt)]
        if _measure(passages) <= room_pt:
            return passages
    while _measure(passages) > room_pt:
        _shorten(passages)
    return passages


def _measure(passages: Sequence[_Passage]) -> float:
    """With the least air between them."""
    return sum(each.height_pt + each.has_gap * each.style.size_pt * 0.35 for each in passages)


def _shorten(passages: list[_Passage]) -> None:
    """Take a line off the longest passage; once all have one line, the last of the part that has most."""
    cuttable = [each for each in passages if each.part is not None]
    longest = max(cuttable, key=lambda each: len(each.lines))
    if len(longest.lines) > 1:
        _cut_line(longest)
        return
    counts = Counter(each.part for each in cuttable)
    largest = [each for each in cuttable if each.part == counts.most_common(1)[0][0]]
    passages.remove(largest[-1])
    if len(largest) > 1:
        largest[-2].lines[-1] = largest[-2].lines[-1].rstrip("…") + "…"


def _cut_line(passage: _Passage) -> None:
    """Take the last line away, and say so."""
    passage.lines.pop()
    words = passage.lines[-1].rstrip("…").split(" ")
    passage.lines[-1] = " ".join(words[:-1] or words).rstrip(" ,;:.") + "…"


def _lay_out_title(poster: Poster) -> list[_Passage]:
    label = _Passage([poster.label], _Style(13, is_bold=True, colour="lacquer"))
    for size_pt in TITLE_SIZES_PT:
        lines = _wrap(poster.title, size_pt, TEXT_WIDTH_PT, is_bold=True)
        title = _Passage(lines, _Style(size_pt, is_bold=True, structure="H1"))
        if title.height_pt <= TITLE_HEIGHT_PT and not _has_cut_word(poster.title, lines):
            break
    while title.height_pt > TITLE_HEIGHT_PT:
        _cut_line(title)
    return [label, title]


def _has_cut_word(text: str, lines: Sequence[str]) -> bool:
    """Whether a word is so wide that it stands on two lines."""
    from media_pipeline.printing import keep_printable

    return " ".join(lines).split(" ") != list(filter(None, keep_printable(text).split(" ")))


def _iter_passages(poster: Poster, size_pt: float) -> Iterator[_Passage]:
    for notice in poster.notices:
        style = _Style(max(size_pt * 0.85, LEAST_PT), is_bold=True, colour="lacquer")
        yield _Passage(_wrap(notice, style.size_pt, TEXT_WIDTH_PT, is_bold=True), style, has_gap=True)
    if poster.lead:
        lines = _wrap(poster.lead, size_pt, TEXT_WIDTH_PT)
        yield _Passage(lines, _Style(size_pt), has_gap=True, part=LEAD)
    for number, part in enumerate(poster.parts):
        heading = _Style(size_pt, is_bold=True, colour="lacquer", structure="H2")
        yield _Passage(_wrap(part.heading, size_pt, TEXT_WIDTH_PT, is_bold=True), heading, has_gap=True)
        yield from _iter_paragraphs(part, number, size_pt)
    if poster.basis:
        style = _Style(max(size_pt * BASIS_SCALE, LEAST_PT), colour="muted")
        lines = _wrap(poster.basis, style.size_pt, TEXT_WIDTH_PT)
        yield _Passage(lines, style, has_gap=True, part=BASIS)


def _iter_paragraphs(part: PosterPart, part_number: int, size_pt: float) -> Iterator[_Passage]:
    indent_pt = size_pt * 1.9 if part.is_numbered else 0.0
    for number, text in enumerate(part.paragraphs, start=1):
        lines = _wrap(text, size_pt, TEXT_WIDTH_PT - indent_pt)
        yield _Passage(lines, _Style(size_pt), indent_pt, number if part.is_numbered else 0, part=part_number)


def _wrap(text: str, size_pt: float, width_pt: float, *, is_bold: bool = False) -> list[str]:
    from media_pipeline.printing import wrap_text

    return wrap_text(text, size_pt=size_pt, width_pt=width_pt, is_bold=is_bold)
