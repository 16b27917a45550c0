"""What changed, refresh by refresh: written in the transaction of the refresh, so that a build that is killed after it
loses nothing. A build remembers the number up to which it has read.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from site_builder.documents.kinds import Kind
from site_builder.rendering.library import Selection
from site_builder.rendering.selections import iter_selections

_LISTED_BY = frozenset({Kind.TOPIC, Kind.SHOW, Kind.LAW})
"""Documents that lists are named after."""
KEPT_CHANGES = 5000
"""Whoever has missed more than these builds everything, which is hardly slower then."""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What decides which lists hold a document, and what they show of it."""

    kind: str
    topic: str | None
    show: str | None
    replaced_by: str | None
    published: int
    """Microseconds since 1970 UTC."""
    id: str
    updated: str
    shown: str
    """Hash of what other pages may show of it."""
    tags: tuple[str, ...]
    """Slugs."""
    tag_names: tuple[str, ...]
    """As the document writes them."""
    citations: tuple[tuple[str, str], ...]
    """Each law that it cites with the places, as JSON."""
    leads_to: tuple[str, ...] = ()
    """The documents that a pathway names; nothing for other kinds."""

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands in every list that holds it."""
        return self.published, self.id

    @property
    def membership(self) -> tuple[object, ...]:
        """What decides in which lists it stands, where in them, and how these are called."""
        laws = tuple(law for law, _places in self.citations)
        return self.kind, self.topic, self.show, self.place, self.tags, self.tag_names, laws

    @property
    def selections(self) -> Iterator[Selection]:
        """The lists of the site that hold it."""
        laws = (law for law, _places in self.citations)
        return iter_selections(Kind(self.kind), self.topic, self.show, self.tags, laws)

    def is_in(self, selection: Selection, ref: str) -> bool:
        """Whether a selection holds the document."""
        return (
            (not selection.kinds or Kind(self.kind) in selection.kinds)
            and selection.topic in (None, self.topic)
            and selection.show in (None, self.show)
            and (selection.tag is None or selection.tag in self.tags)
            and (selection.law is None or any(law == selection.law for law, _places in self.citations))
            and ref not in selection.excluded_refs
        )


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that appeared, changed or went."""

    ref: str
    before: DocumentFacts | None
    after: DocumentFacts | None

    @property
    def facts(self) -> tuple[DocumentFacts, ...]:
        """What it was and what it is."""
        return tuple(facts for facts in (self.before, self.after) if facts)

    @property
    def is_shown(self) -> bool:
        """Whether pages other than its own may look otherwise."""
        if self.before is None or self.after is None:
            return True
        return (self.before.shown, self.before.citations) != (self.after.shown, self.after.citations)

    @property
    def is_moved(self) -> bool:
        """Whether there may be other lists, other pages of them or other names of them."""
        if self.before is None or self.after is None:
            return True
        return self.is_shown and (
            Kind(self.after.kind) in _LISTED_BY or self.before.membership != self.after.membership
        )

    @property
    def is_dated(self) -> bool:
        """Whether it was updated, which feeds tell."""
        return self.before is None or self.after is None or self.before.updated != self.after.updated


@dataclass(frozen=True, slots=True)
class JournalEntries:
    """What changed since a build."""

    documents: tuple[DocumentChange, ...]
    media: tuple[str, ...]
    """Names of assets."""

    def __bool__(self) -> bool:
        return bool(self.documents or self.media)


@dataclass(frozen=True, slots=True)
class Position:
    """How far a journal was read."""

    epoch: str
    """Of the index; one that is made anew has another."""
    number: int


class Journal:
    """The journal of an index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find_facts(self, path: str) -> DocumentFacts | None:
        """What the index knows now of the document of a file."""
        found = self._connection.execute(
            "SELECT number, kind, topic, show, replaced_by, published, id, updated, hex(shown) FROM documents "
            "WHERE path = ?",
            (path,),
        ).fetchone()
        if found is None:
            return None
        number, kind, topic, show, replaced_by, published, id_, updated, shown = found
        tags = self._connection.execute(
            "SELECT slug, name FROM taggings WHERE number = ? ORDER BY slug", (number,)
        ).fetchall()
        laws = self._connection.execute("SELECT law, places FROM citations WHERE number = ? ORDER BY law", (number,))
        return DocumentFacts(
            kind=kind,
            topic=topic,
            show=show,
            replaced_by=replaced_by,
            published=published,
            id=id_,
            updated=updated,
            shown=shown,
            tags=tuple(slug for slug, _name in tags),
            tag_names=tuple(name for _slug, name in tags),
            citations=tuple(laws.fetchall()),
            leads_to=self._list_targets(number) if kind == Kind.PATHWAY else (),
        )

    def note_document(self, ref: str, before: DocumentFacts | None, after: DocumentFacts | None) -> None:
        """Note that a document changed."""
        self._insert(ref, None, _write(before), _write(after))

    def note_media(self, name: str) -> None:
        """Note that an asset changed."""
        self._insert(None, name, None, None)

    def cut(self) -> None:
        """Forget what is long ago."""
        self._connection.execute(
            "DELETE FROM changes WHERE number <= (SELECT MAX(number) FROM changes) - ?", (KEPT_CHANGES,)
        )

    def find_position(self) -> Position:
        """Where the journal ends."""
        (epoch,) = self._connection.execute("SELECT epoch FROM identity").fetchone()
        (number,) = self._connection.execute("SELECT COALESCE(MAX(number), 0) FROM changes").fetchone()
        return Position(epoch, number)

    def read_since(self, position: Position) -> JournalEntries | None:
        """What changed since then; `None` when that is no longer known."""
        end = self.find_position()
        (start,) = self._connection.execute("SELECT COALESCE(MIN(number), 1) FROM changes").fetchone()
        if position.epoch != end.epoch or not start - 1 <= position.number <= end.number:
            return None
        found = self._connection.execute(
            "SELECT ref, media, before, after FROM changes WHERE number > ? ORDER BY number", (position.number,)
        ).fetchall()
        documents = [DocumentChange(ref, _read(before), _read(after)) for ref, _m, before, after in found if ref]
        return JournalEntries(tuple(documents), tuple(sorted({media for _ref, media, *_facts in found if media})))

    def _list_targets(self, number: int) -> tuple[str, ...]:
        """The documents that a document names."""
        found = self._connection.execute(
            "SELECT DISTINCT target FROM mentions WHERE number = ? AND media_kind IS NULL ORDER BY target", (number,)
        )
        return tuple(target for (target,) in found)

    def _insert(self, *values: str | None) -> None:
        self._connection.execute("INSERT INTO changes (ref, media, before, after) VALUES (?, ?, ?, ?)", values)


def _write(facts: DocumentFacts | None) -> str | None:
    return json.dumps(asdict(facts), ensure_ascii=False) if facts else None


def _read(text: str | None) -> DocumentFacts | None:
    if text is None:
        return None
    values: dict[str, Any] = json.loads(text)
    values["tags"], values["tag_names"] = tuple(values["tags"]), tuple(values["tag_names"])
    values["citations"] = tuple((law, places) for law, places in values["citations"])
    values["leads_to"] = tuple(values["leads_to"])
    return DocumentFacts(**values)
