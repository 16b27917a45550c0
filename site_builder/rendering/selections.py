"""Which documents stand in the lists that a document's own page begins and pages behind it continue. Pure.

The renderer shows the front page of a topic, a show or a law inside its document; the builder makes the older pages.
Both ask here, so that no document falls between them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, overload

from site_builder.documents.kinds import Kind
from site_builder.rendering.library import Library, Selection

if TYPE_CHECKING:
    from site_builder.documents.model import FrontMatter

NEWS_KINDS = (Kind.EXPLAINER, Kind.STORY, Kind.AUDIO, Kind.VIDEO, Kind.BULLETIN)
"""What is written for residents to read, hear or watch, piece by piece: in lists of a topic, the archive and the news
feeds. Laws are a register and plain pages stand still, so neither is news."""


_KEPT = 4096
"""A site has a list for each section, topic, show, law and tag."""
EVERYTHING = Selection()
NEWS = Selection(kinds=NEWS_KINDS)


@lru_cache(_KEPT)
def select_kind(kind: Kind) -> Selection:
    """The documents of a kind."""
    return Selection(kinds=(kind,))


@lru_cache(_KEPT)
def select_tag(slug: str) -> Selection:
    """The documents with a tag."""
    return Selection(tag=slug)


@lru_cache(_KEPT)
def select_topic(slug: str) -> Selection:
    """The documents of a topic."""
    return Selection(kinds=NEWS_KINDS, topic=slug)


@lru_cache(_KEPT)
def select_show(slug: str) -> Selection:
    """The episodes of a show."""
    return Selection(show=slug)


@lru_cache(_KEPT)
def select_citing(law_ref: str) -> Selection:
    """What cites a law."""
    return Selection(law=law_ref)


def select_of(ref: str) -> Selection | None:
    """The list that a topic, a show or a law is the front of; `None` for any other document."""
    kind, _slash, slug = ref.partition("/")
    match Kind(kind):
        case Kind.TOPIC:
            return select_topic(slug)
        case Kind.SHOW:
            return select_show(slug)
        case Kind.LAW:
            return select_citing(ref)
    return None


@lru_cache(_KEPT)
def write_selection(selection: Selection) -> str:
    """A selection as text, in which it can be found again."""
    return json.dumps(asdict(selection), ensure_ascii=False)


@lru_cache(_KEPT)
def read_selection(text: str) -> Selection:
    """A selection from its text."""
    values = json.loads(text)
    kinds = tuple(map(Kind, values.pop("kinds")))
    return Selection(kinds=kinds, **values | {"excluded_refs": tuple(values["excluded_refs"])})


def iter_selections(
    kind: Kind, topic: str | None, show: str | None, tags: Iterable[str], laws: Iterable[str]
) -> Iterator[Selection]:
    """The lists of the site that a document stands in.

    Args:
        tags: slugs.
        laws: `law/<slug>` of those that it cites.
    """
    yield EVERYTHING
    yield select_kind(kind)
    if kind in NEWS_KINDS:
        yield NEWS
        if topic is not None:
            yield select_topic(topic)
    if show is not None:
        yield select_show(show)
    yield from map(select_tag, tags)
    yield from map(select_citing, laws)


CHUNK = 250
"""How many rows are read at a time by whoever goes through a whole selection."""


class SelectedDocuments(Sequence["FrontMatter"]):
    """A selection as a sequence that asks the library for a slice when one is taken; never more is in memory."""

    def __init__(self, library: Library, selection: Selection) -> None:
        self._library = library
        self._selection = selection

    @property
    def selection(self) -> Selection:
        """Which documents it holds."""
        return self._selection

    @cached_property
    def by_month(self) -> Mapping[int, int]:
        """How many documents each month has."""
        return self._library.count_by_month(self._selection)

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
