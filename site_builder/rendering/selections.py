"""Which documents stand in the lists that a document's own page begins and pages behind it continue. Pure.

The renderer shows the front page of a topic, a show or a law inside its document; the builder makes the older pages.
Both ask here, so that no document falls between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

from site_builder.documents.kinds import Kind
from site_builder.documents.model import FrontMatter
from site_builder.rendering.library import Library, Selection

NEWS_KINDS = (Kind.EXPLAINER, Kind.STORY, Kind.AUDIO, Kind.VIDEO, Kind.BULLETIN)
"""What is written for residents to read, hear or watch, piece by piece: in lists of a topic, the archive and the news
feeds. Laws are a register and plain pages stand still, so neither is news."""


def select_topic(slug: str) -> Selection:
    """The documents of a topic."""
    return Selection(kinds=NEWS_KINDS, topic=slug)


def select_show(slug: str) -> Selection:
    """The episodes of a show."""
    return Selection(show=slug)


def select_citing(law_ref: str) -> Selection:
    """What cites a law."""
    return Selection(law=law_ref)


CHUNK = 250
"""How many rows are read at a time by whoever goes through a whole selection."""


class SelectedDocuments(Sequence[FrontMatter]):
    """A selection as a sequence that asks the library for a slice when one is taken; never more is in memory."""

    def __init__(self, library: Library, selection: Selection) -> None:
        self._library = library
        self._selection = selection

    @property
    def selection(self) -> Selection:
        """Which documents it holds."""
        return self._selection

    @cached_property
    def _count(self) -> int:
        return self._library.count_documents(self._selection)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[FrontMatter]:
        for start in range(0, len(self), CHUNK):
            yield from self[start : start + CHUNK]

    def __reversed__(self) -> Iterator[FrontMatter]:
        for stop in range(len(self), 0, -CHUNK):
            yield from reversed(self[max(0, stop - CHUNK) : stop])

    @overload
    def __getitem__(self, index: int) -> FrontMatter: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[FrontMatter]: ...

    def __getitem__(self, index: int | slice) -> FrontMatter | Sequence[FrontMatter]:
        if isinstance(index, int):
            position = range(len(self))[index]
            return self._library.list_documents(self._selection, limit=1, offset=position)[0]
        start, stop, step = index.indices(len(self))
        if step != 1:
            raise ValueError("a selection is read in its own order, without gaps")
        return self._library.list_documents(self._selection, limit=max(0, stop - start), offset=start)
