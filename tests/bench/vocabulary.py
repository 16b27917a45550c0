"""Words, topics, tags and laws of the made-up corpus, from `vocabulary.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _read_terms(name: str) -> tuple[str, ...]:
    """Entries of one word or several."""
    return tuple(term.strip() for term in _WORDS[name].split("|") if term.strip())


TOPICS = _read_terms("topics")
TAGS = _read_terms("tags")
PEOPLE = _read_terms("people")
ROLES = _read_terms("roles")
TERMS = _read_terms("terms")
COMMON_WORDS = tuple(_WORDS["common_words"].split())
ONSETS = tuple(_WORDS["onsets"].split())
RHYMES = tuple(_WORDS["rhymes"].split())
LAW_TYPES = tuple(map(tuple, _WORDS["law_types"]))
"""Type, issuer and pattern of the number."""
