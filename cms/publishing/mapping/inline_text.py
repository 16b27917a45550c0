"""Lines of rich text as letters with styles, brought into a form that CommonMark can say.

CommonMark has no bold space and no bold colon between two letters (`**Lưu ý:**Nộp` is no emphasis), so such a style
moves off the edge of its run. Pure.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

STYLES = ("b", "i", "sup", "sub")
"""Tags of the styles, the outermost first."""
EMPHASIS = ("b", "i")

ASCII_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_FIRST_STAND_IN = 0xFDD0
"""32 noncharacters, which no text may hold, stand for the 32 characters that a backslash can escape."""
_STAND_INS = {ord(char): chr(_FIRST_STAND_IN + index) for index, char in enumerate(ASCII_PUNCTUATION)}
_ESCAPES = {ord(stand_in): f"\\{chr(code)}" for code, stand_in in _STAND_INS.items()}
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufdd0-\ufdef]")
_SPACE = re.compile(r"[\t\n\x0b\x0c\r\x85\u2028\u2029]")
_ENTITY = re.compile(r"&(?=#?[0-9A-Za-z]{1,32};)")


@dataclass(frozen=True, slots=True)
class Letter:
    """One character of a line."""

    char: str
    styles: frozenset[str] = frozenset()
    href: str | None = None


Line = list[Letter]


def clean_text(text: str) -> str:
    """Text without control characters; every white space that is not a space is one."""
    return _NOT_TEXT.sub("", _SPACE.sub(" ", text))


def normalise_line(letters: Line) -> Line:
    """The line without space at its ends, with emphasis that begins and ends where CommonMark can see it."""
    line = _shrink_links(_strip(_collapse_spaces(letters)))
    for style in EMPHASIS:
        line = _shrink_runs(line, style)
    return line


def drop_style(line: Line, style: str) -> Line:
    """The line without one style."""
    return [replace(letter, styles=letter.styles - {style}) for letter in line]


def write_line(line: Line, *, escapes_all: bool = False) -> str:
    """The line's HTML; characters that Wagtail's writer would leave bare are replaced by their stand-ins."""
    text = "".join(letter.char for letter in line)
    risky = {match.start() for match in _ENTITY.finditer(text)}
    risky |= {
        index
        for index, (letter, following) in enumerate(pairwise(line))
        if letter.char == "!" and following.href and not letter.href
    }
    guarded = [
        replace(letter, char=letter.char.translate(_STAND_INS)) if escapes_all or index in risky else letter
        for index, letter in enumerate(line)
    ]
    return "".join(_write_link(href, list(run)) for href, run in groupby(guarded, key=lambda letter: letter.href))


def restore_escapes(markdown: str) -> str:
    """Put the escaped characters where their stand-ins are."""
    return markdown.translate(_ESCAPES)


def _write_link(href: str | None, run: Line) -> str:
    inner = _write_styles(run, STYLES)
    return inner if href is None else f'<a href="{html.escape(href)}">{inner}</a>'


def _write_styles(run: Line, styles: tuple[str, ...]) -> str:
    if not styles:
        return html.escape("".join(letter.char for letter in run), quote=False)
    style, *inner = styles
    parts = []
    for has_style, group in groupby(run, key=lambda letter: style in letter.styles):
        text = _write_styles(list(group), tuple(inner))
        parts.append(f"<{style}>{text}</{style}>" if has_style else text)
    return "".join(parts)


def _strip(letters: Line) -> Line:
    start, end = 0, len(letters)
    while start < end and letters[start].char.isspace():
        start += 1
    while end > start and letters[end - 1].char.isspace():
        end -= 1
    return letters[start:end]


def _collapse_spaces(line: Line) -> Line:
    """Several spaces in a row are one, as in every browser."""
    return line[:1] + [letter for before, letter in pairwise(line) if not before.char == letter.char == " "]


def _shrink_links(line: Line) -> Line:
    """Take the link off the spaces at its ends; a link of spaces is none."""
    result: Line = []
    for _href, group in groupby(line, key=lambda letter: letter.href):
        run = list(group)
        words = _strip(run)
        start = next((index for index, letter in enumerate(run) if not letter.char.isspace()), len(run))
        plain = [replace(letter, href=None) for letter in run]
        result.extend(plain[:start] + words + plain[start + len(words) :])
    return result


def _shrink_runs(line: Line, style: str) -> Line:
    """Take the style off the edges of each run while they cannot carry its mark."""
    result: Line = []
    for has_style, group in groupby(line, key=lambda letter: style in letter.styles):
        run = list(group)
        after = line[len(result) + len(run) :]
        result.extend(_shrink(run, style, before=result[-1:], after=after) if has_style else run)
    return result


def _shrink(run: Line, style: str, *, before: Line, after: Line) -> Line:
    start, end = 0, len(run)
    while start < end and _cannot_begin(run[start], (before + run[:start])[-1:]):
        start += 1
    while end > start and _cannot_begin(run[end - 1], (run[end:] + after)[:1]):
        end -= 1
    plain = drop_style(run, style)
    return plain[:start] + run[start:end] + plain[end:]


def _cannot_begin(edge: Letter, outside: Iterable[Letter]) -> bool:
    """Whether a mark between these two is no mark: next to a space within, or to punctuation after a letter."""
    if edge.char.isspace():
        return True
    return _is_punctuation(edge.char) and any(_is_letter(letter.char) for letter in outside)


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _is_letter(char: str) -> bool:
    return not char.isspace() and not _is_punctuation(char)
