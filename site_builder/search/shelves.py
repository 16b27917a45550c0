"""Which syllables share a file: a shelf holds all syllables with one beginning. Pure.

A shelf that has grown too large is split by the next letter; what ends there keeps a shelf of its own, marked by `-`.
So a file stays small at any size of the site, what is being typed (`da…`) is in one file or in few, and a change of one
syllable touches one file.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from itertools import groupby

LARGEST_SHELF = 7000
"""Signs of postings and spellings that a shelf may hold; one syllable alone may take more."""
END = "-"
"""Ends the name of a shelf with one syllable alone that is the beginning of others."""


def list_shelves(sizes: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """The syllables of each shelf, by its name.

    Args:
        sizes: how much each folded syllable takes.
    """
    return dict(_split("", sorted(sizes), sizes))


def list_shelves_below(name: str, sizes: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """The same for syllables that all begin with a name, which may be one shelf."""
    return dict(_split(name, sorted(sizes), sizes))


def is_split(size: int, count: int) -> bool:
    """Whether the syllables with one beginning are on more than one shelf, by their size and their number."""
    return size > LARGEST_SHELF and count > 1


def find_shelf(syllable: str, names: Container[str]) -> str | None:
    """The name of the shelf that a syllable is on, or would be on; `None` when no name begins as it does."""
    if syllable + END in names:
        return syllable + END
    beginnings = (syllable[:length] for length in range(1, len(syllable) + 1))
    return next((beginning for beginning in beginnings if beginning in names), None)


def _split(name: str, syllables: list[str], sizes: Mapping[str, int]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if name and not is_split(sum(sizes[syllable] for syllable in syllables), len(syllables)):
        yield name, tuple(syllables)
        return
    for beginning, group in groupby(syllables, key=lambda syllable: syllable[: len(name) + 1]):
        if beginning == name:
            yield name + END, (name,)
        else:
            yield from _split(beginning, list(group), sizes)
