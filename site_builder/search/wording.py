"""A document as search sees it: which syllables it has, in which fields, and before which others they stand. Pure.

Title, headings, summary and the words of residents (questions, tags) are taken whole, of the body the first words: that
is where the right page was found first, at a third of the size of a full text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from site_builder.documents.block_specs import FieldType
from site_builder.documents.block_values import BlockValue
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ExplainerFrontMatter, FrontMatter, LawFrontMatter
from site_builder.search.folding import Syllable, split_syllables

BODY_SYLLABLES = 60
"""How much of the body is indexed, beside its headings."""
NEIGHBOURS = 3
"""How many different syllables that follow are kept of a syllable."""
TITLE_LENGTHS = (3, 6, 9)
"""Syllables of a title that is the name of a thing (`Luật Cư trú`), of a short one, of one of medium length."""

_LINK_TARGET = re.compile(r"\]\([^)\s]*\)|<[^>\s]*>")
_ASKED = frozenset(
    {
        ("heading", "text"),
        ("question", "question"),
        ("step", "title"),
        ("term", "term"),
        ("warning", "title"),
        ("piece", "title"),
        ("ask", "question"),
        ("result", "title"),
    }
)
"""Fields of blocks that say what a part is about."""
_READ = (FieldType.LINE, FieldType.TEXT, FieldType.RICH)


class Place(IntEnum):
    """Where in a document a syllable stands: bits, as in `search.js`. Without any it stands in the body."""

    TITLE = 1
    """The title; of a law, its number too."""
    HEADING = 2
    """Headings, questions, titles of steps, tags."""
    SUMMARY = 4
    EXPLAINER = 8
    """The document is an explainer, which answers what others tell of."""
    BREVITY = 16
    """In a title: times 3 in the shortest, 0 in a long one."""


@dataclass(slots=True)
class Occurrence:
    """A syllable in one document."""

    folded: str
    places: int = 0
    """Values of `Place`."""
    neighbours: list[str] = field(default_factory=list)
    """Folded syllables that follow it, those of the title first."""


def describe_document(meta: FrontMatter, blocks: Iterable[BlockValue]) -> dict[str, Occurrence]:
    """The syllables of a document, by their spelling."""
    occurrences: dict[str, Occurrence] = {}
    blocks = tuple(blocks)
    title = split_syllables(meta.title)
    _add(occurrences, title, Place.TITLE | Place.BREVITY * sum(len(title) <= length for length in TITLE_LENGTHS))
    if isinstance(meta, LawFrontMatter):
        _add(occurrences, split_syllables(meta.number), Place.TITLE)
    for text in (*_iter_headings(blocks), *meta.tags):
        _add(occurrences, split_syllables(text), Place.HEADING)
    _add(occurrences, split_syllables(meta.summary), Place.SUMMARY)
    for syllables in _cut(_iter_body(meta, blocks)):
        _add(occurrences, syllables, 0)
    if meta.kind is Kind.EXPLAINER:
        for occurrence in occurrences.values():
            occurrence.places |= Place.EXPLAINER
    return occurrences


def _add(occurrences: dict[str, Occurrence], syllables: list[Syllable], place: int) -> None:
    followers = [*(syllable.folded for syllable in syllables[1:]), ""]
    for syllable, follower in zip(syllables, followers, strict=False):
        occurrence = occurrences.get(syllable.spelling)
        if occurrence is None:
            occurrence = occurrences[syllable.spelling] = Occurrence(syllable.folded)
        occurrence.places |= place
        known = occurrence.neighbours
        if follower and follower not in known and len(known) < NEIGHBOURS:
            known.append(follower)


def _iter_headings(blocks: Iterable[BlockValue]) -> Iterator[str]:
    for block in blocks:
        for spec in block.spec.fields:
            if spec.type is FieldType.ITEMS:
                yield from _iter_headings(block[spec.name])
            elif (block.name, spec.name) in _ASKED:
                yield block[spec.name]


def _iter_body(meta: FrontMatter, blocks: Iterable[BlockValue]) -> Iterator[str]:
    if isinstance(meta, ExplainerFrontMatter):
        yield from (meta.who, meta.deadline, meta.cost, meta.where)
    yield from _iter_texts(blocks)


def _iter_texts(blocks: Iterable[BlockValue]) -> Iterator[str]:
    for block in blocks:
        for spec in block.spec.fields:
            if spec.type is FieldType.ITEMS:
                yield from _iter_texts(block[spec.name])
            elif spec.type in _READ and (block.name, spec.name) not in _ASKED:
                yield _LINK_TARGET.sub(" ", block[spec.name])


def _cut(texts: Iterable[str]) -> Iterator[list[Syllable]]:
    """The syllables of each text until there are enough."""
    left = BODY_SYLLABLES
    for text in texts:
        syllables = split_syllables(text)[:left]
        yield syllables
        left -= len(syllables)
        if not left:
            return
