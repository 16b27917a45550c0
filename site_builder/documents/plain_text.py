"""Plain text ↔ CommonMark that means exactly this text: headings and the cells of tables. Pure.

Only what CommonMark would misread is escaped, so that most lines look the same on both sides.
"""

from __future__ import annotations

import re

ASCII_PUNCTUATION = r"!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~"

_RISKY = re.compile(
    r"[*`\[]"
    rf"|\\(?=[{ASCII_PUNCTUATION}]|\Z)"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?[0-9A-Za-z]{1,32};)"
    r"|(?<![^\W_])_|_(?![^\W_])"
)
"""Emphasis, code, links; escapes; HTML; character references. `_` within a word is no emphasis."""
_ESCAPED = re.compile(rf"\\([{ASCII_PUNCTUATION}])")
_CLOSING_HASHES = re.compile(r"(?:(?<=[ \t])|\A)(?=#+\Z)")
"""CommonMark drops the hashes that end a heading."""


def escape_plain(text: str) -> str:
    """The CommonMark of a plain text that does not begin a line."""
    return _RISKY.sub(r"\\\g<0>", text)


def unescape_plain(markdown: str) -> str:
    """The plain text of `escape_plain`."""
    return _ESCAPED.sub(r"\1", markdown) if "\\" in markdown else markdown


def escape_heading(text: str) -> str:
    """The CommonMark of a plain text that is the content of an ATX heading."""
    return _CLOSING_HASHES.sub(r"\\", escape_plain(text))
