"""Rows of plain cells ↔ the lines of a table, as GitHub's Markdown writes it. Pure.

The second line is always the delimiter row, whether the first row is a header or not; that is an option of the block.
"""

from __future__ import annotations

import re

from site_builder.documents.plain_text import escape_plain, unescape_plain

Rows = tuple[tuple[str, ...], ...]

_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
"""A bar that no backslash escapes."""
_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*\Z")


class TableError(ValueError):
    """A line is no row of a table; `index` counts from 0, and -1 means that the delimiter row is missing."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


def write_rows(rows: Rows) -> list[str]:
    """The lines of a table."""
    lines = [_write_row([escape_plain(cell).replace("|", "\\|") for cell in row]) for row in rows]
    return [*lines[:1], _write_row(["---"] * len(rows[0])), *lines[1:]] if rows else []


def read_rows(lines: list[str]) -> Rows:
    """The rows of the lines of a table.

    Raises:
        TableError: a line does not begin with a bar, or the second is no delimiter row.
    """
    for index, line in enumerate(lines):
        if not line.lstrip(" ").startswith("|"):
            raise TableError(index)
    if lines and (len(lines) < 2 or not _DELIMITER.match(lines[1])):
        raise TableError(-1)
    return tuple(_read_row(line) for index, line in enumerate(lines) if index != 1)


def _write_row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _read_row(line: str) -> tuple[str, ...]:
    text = line.strip(" \t").removeprefix("|")
    pieces = _BAR.sub("\\1\n", text).split("\n")
    if len(pieces) > 1 and not pieces[-1].strip(" \t"):
        pieces.pop()
    return tuple(unescape_plain(piece.strip(" \t")) for piece in pieces)
