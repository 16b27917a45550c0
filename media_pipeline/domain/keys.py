"""Keys: one hash for everything that a file depends on. Equal ingredients give equal keys on every machine. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias, Union

Ingredient: TypeAlias = Union[str, int, float, bool, "Sequence[Ingredient]", "Mapping[str, Ingredient]", None]


def compute_key(ingredients: Mapping[str, Ingredient]) -> str:
    """SHA-256 of the ingredients in their canonical JSON form."""
    text = json.dumps(ingredients, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
