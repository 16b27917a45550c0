"""Slugs from Vietnamese titles.

Django's `slugify` decomposes letters and throws away what is left over; `đ` has no decomposition, so it would vanish.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

MAX_SLUG_LENGTH = 100

_UNDECOMPOSABLE = str.maketrans({"đ": "d", "Đ": "D"})

SLUG_VALIDATOR = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
    _("Only lower-case letters without accents (a–z), digits and single hyphens, e.g. dang-ky-tam-tru."),
)


def fold_vietnamese(text: str) -> str:
    """The text without Vietnamese accents (`Đất đai` → `Dat dai`)."""
    decomposed = unicodedata.normalize("NFD", text.translate(_UNDECOMPOSABLE))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def build_slug(text: str, *, max_length: int = MAX_SLUG_LENGTH) -> str:
    """An ASCII slug, cut at a word where it is too long; empty when nothing is left (a title of emoji)."""
    slug = slugify(fold_vietnamese(text)).replace("_", "-").strip("-")
    slug = "-".join(part for part in slug.split("-") if part)
    if len(slug) <= max_length:
        return slug
    head, _hyphen, _rest = slug[: max_length + 1].rpartition("-")
    return head or slug[:max_length]


def find_free_slug(base: str, is_taken: Callable[[str], bool], *, max_length: int = MAX_SLUG_LENGTH) -> str:
    """`base`, or the first of `base-2`, `base-3`… that is not taken."""
    candidate, number = base, 1
    while is_taken(candidate):
        number += 1
        suffix = f"-{number}"
        candidate = base[: max_length - len(suffix)].rstrip("-") + suffix
    return candidate
