"""Places in a law: what a citation jumps to on the law's page, and in which order they stand. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from site_builder.slugs import build_slug

if TYPE_CHECKING:
    from site_builder.documents.model import Citation

_PARTS = (("dieu", "article"), ("khoan", "clause"), ("diem", "point"))
_LEADING_NUMBER = re.compile(r"\d*")

_KEPT_PARTS = 1024
"""Laws number their places alike."""

PlaceOrder = tuple[tuple[int, str], ...]


def build_place_anchor(citation: Citation) -> str:
    """The `id` of a place on its law's page (`dieu-15-khoan-2`); empty for the law as a whole.

    Điểm đ is another one than điểm d, so its letter is not folded to that.
    """
    values = ((name, build_slug(getattr(citation, key).replace("đ", "dd"))) for name, key in _PARTS)
    found = [f"{name}-{value}" for name, value in values if value]
    return "-".join(found) if found and found[0].startswith("dieu") else ""


def order_place(citation: Citation) -> PlaceOrder:
    """A key that sorts places as the law has them: Điều 7 before Điều 7a before Điều 27, điểm d before đ before e."""
    return tuple(_order_part(getattr(citation, key)) for _name, key in _PARTS)


@lru_cache(_KEPT_PARTS)
def _order_part(part: str) -> tuple[int, str]:
    number = _LEADING_NUMBER.match(part)
    digits = number[0] if number else ""
    return int(digits or 0), part[len(digits) :].lower().replace("đ", "d\uffff")
