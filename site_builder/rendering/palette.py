"""The theme's colours for what is drawn instead of styled: share cards, covers, posters. Pure.

They are the tokens that the style sheet has for the day, so a ward changes both in one place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

_TOKEN = re.compile(r"--([\w-]+):\s*(#(?:[0-9a-fA-F]{3}){1,2})\b")


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as `#rrggbb`, by the names of the tokens (`on_sign` is `--on-sign`)."""

    paper: str
    ink: str
    muted: str
    link: str
    visited: str
    sign: str
    on_sign: str
    sign_line: str
    lacquer: str
    on_lacquer: str
    right: str
    line: str


def read_palette(css: str) -> Palette:
    """The colours of a style sheet, as it first gives them.

    Raises:
        LookupError: it has no such token; the argument names it.
    """
    found: dict[str, str] = {}
    for name, colour in _TOKEN.findall(css):
        found.setdefault(name, _lengthen(colour))
    tokens = {field.name: field.name.replace("_", "-") for field in fields(Palette)}
    missing = [token for token in tokens.values() if token not in found]
    if missing:
        raise LookupError(missing[0])
    return Palette(**{name: found[token] for name, token in tokens.items()})


def _lengthen(colour: str) -> str:
    """`#fff` as `#ffffff`."""
    digits = colour.lstrip("#").lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))
