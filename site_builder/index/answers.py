"""What the index answers to a recorded question, as a short text that differs when the answer does.

A `Question` is what a page asked while it was rendered. Its answer is told without loading one document: a page whose
questions are all answered as before need not be rendered again.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from site_builder.documents.kinds import Kind
from site_builder.index.orders import ALL, build_query, read_rows
from site_builder.index.queries import LEADING, SESSIONS, SHOWN_ASSETS, SqlLibrary
from site_builder.periods import Period
from site_builder.rendering.library import Selection
from site_builder.rendering.selections import read_selection

NOT_THERE = ""


class Asked(StrEnum):
    """What a question is about; those with `+` want to know when documents were updated, too."""

    FIND = "find"
    FIND_DATED = "find+"
    ADDRESS = "address"
    """Where a document stands, if there is one."""
    BODY = "body"
    """The whole text of a document, which its own page shows."""
    MEDIA = "media"
    TOPICS = "topics"
    TAGS = "tags"
    CITING = "citing"
    """The newest documents that cite a law, with the places that they name."""
    PLACES = "places"
    """The places of a law that are cited, each with the newest documents that cite it."""
    PLACE_COUNT = "place count"
    REPLACED = "replaced"
    MENTIONS = "mentions"
    PATHWAYS = "pathways"
    """The pathways that lead to a document."""
    SESSIONS = "sessions"
    """The packages that are made for sessions of the loudspeakers."""
    SHOWN_ASSETS = "shown assets"
    """The pictures and films that the pages of a period show."""
    COUNT = "count"
    NEWEST = "newest"
    """The rows of a selection between two ranks, counted from the newest."""
    NEWEST_DATED = "newest+"
    MONTHS = "months"
    """How many rows of a selection each month has."""
    ROWS = "rows"
    """The rows of a selection of a period between two ranks, counted from its oldest, as the pages of lists are."""
    ROWS_DATED = "rows+"


class Question(NamedTuple):
    """What a page asked."""

    asked: str
    """An `Asked`, or what `asked` was when an older version wrote it down."""
    name: str = ""
    """A document, an asset, several of these line by line, a law or a selection."""
    first: int = 0
    last: int = 0
    """Behind the last rank; -1 for all."""
    since: int = 0
    """The first month of a period."""
    until: int = 0
    """The month behind it."""

    @property
    def period(self) -> Period:
        """Of the rows."""
        return Period(self.since, self.until)


_KEPT_ANSWERS = 2048
"""What is asked to plan a build is asked once more by the parts that it makes."""


class Answers:
    """Answers of an index, as long as its tables stay as they are."""

    def __init__(self, connection: sqlite3.Connection, library: SqlLibrary) -> None:
        self._connection = connection
        self._library = library
        self._find_kept = lru_cache(_KEPT_ANSWERS)(self._find)

    def find(self, question: Question) -> str:
        """The answer to a question."""
        return self._find_kept(question)

    def _find(self, question: Question) -> str:
        return _FINDERS[Asked(question.asked)](self, question)

    def find_rank(self, selection: Selection, period: Period, place: tuple[int, str]) -> int:
        """How many documents of a period are older than this place."""
        query, parameters = build_query(selection, period)
        published, id_ = place
        found = self._connection.execute(
            f"SELECT COUNT(*) FROM ({query}) WHERE published < ? OR (published = ? AND id > ?)",  # noqa: S608
            (*parameters, published, published, id_),
        ).fetchone()
        return int(found[0])

    def _find_document(self, question: Question) -> str:
        return self._hash("SELECT shown FROM documents WHERE ref = ?", question.name)

    def _find_dated(self, question: Question) -> str:
        return self._hash("SELECT shown, updated FROM documents WHERE ref = ?", question.name)

    def _find_address(self, question: Question) -> str:
        return self._library.find_address(question.name) or NOT_THERE

    def _find_body(self, question: Question) -> str:
        return self._hash("SELECT hash FROM files WHERE path = ?", f"{question.name}.md")

    def _find_media(self, question: Question) -> str:
        return self._hash(
            "SELECT manifest, record FROM manifests JOIN records USING (name, id, kind) WHERE name = ?", question.name
        )

    def _find_topics(self, question: Question) -> str:
        return self._hash("SELECT ref, shown FROM documents WHERE kind = ? ORDER BY ref", Kind.TOPIC.value)

    def _find_tags(self, question: Question) -> str:
        return _hash_rows((tag.slug, tag.name, tag.count) for tag in self._library.list_tags())

    def _find_citing(self, question: Question) -> str:
        return self._hash(
            "SELECT c.places, d.shown FROM citations c JOIN documents d ON d.number = c.number WHERE c.law = ? "
            "ORDER BY c.published DESC, c.id LIMIT ?",
            question.name,
            question.last,
        )

    def _find_places(self, question: Question) -> str:
        return _hash_rows(self._library.list_place_rows(question.name, question.last))

    def _find_place_count(self, question: Question) -> str:
        return str(self._library.count_places(question.name))

    def _find_replaced(self, question: Question) -> str:
        return self._hash(
            "SELECT shown FROM documents WHERE replaced_by = ? ORDER BY published DESC, id", question.name
        )

    def _find_mentions(self, question: Question) -> str:
        from site_builder.index.rows import hash_shown

        metas = self._library.list_mentions(question.name.split("\n"))
        return _hash_rows((meta.ref, hash_shown(meta)) for meta in metas)

    def _find_pathways(self, question: Question) -> str:
        return self._hash(f"SELECT shown FROM {LEADING}", question.name)  # noqa: S608

    def _find_sessions(self, question: Question) -> str:
        return self._hash(SESSIONS)

    def _find_shown_assets(self, question: Question) -> str:
        return self._hash(SHOWN_ASSETS, question.period.since, question.period.until)

    def _find_count(self, question: Question) -> str:
        return str(self._library.count_documents(read_selection(question.name)))

    def _find_newest(self, question: Question) -> str:
        limit = ALL if question.last < 0 else question.last - question.first
        selection = read_selection(question.name)
        return self._hash_documents(question, self._library.list_numbers(selection, limit, question.first))

    def _find_months(self, question: Question) -> str:
        return _hash_rows(sorted(self._library.count_by_month(read_selection(question.name)).items()))

    def _find_rows(self, question: Question) -> str:
        selection = read_selection(question.name)
        numbers = self._library.list_period_numbers(selection, question.period, question.first, question.last)
        return self._hash_documents(question, numbers)

    def _hash_documents(self, question: Question, numbers: Sequence[int]) -> str:
        columns = "shown, updated" if question.asked.endswith("+") else "shown"
        return _hash_rows(read_rows(self._connection, columns, numbers))

    def _hash(self, query: str, *parameters: object) -> str:
        return _hash_rows(self._connection.execute(query, parameters))


def _hash_rows(rows: Iterable[object]) -> str:
    found = [repr(row) for row in rows]
    return hashlib.sha256("\n".join(found).encode()).hexdigest()[:32] if found else NOT_THERE


_FINDERS: dict[Asked, Callable[[Answers, Question], str]] = {
    Asked.FIND: Answers._find_document,
    Asked.FIND_DATED: Answers._find_dated,
    Asked.ADDRESS: Answers._find_address,
    Asked.BODY: Answers._find_body,
    Asked.MEDIA: Answers._find_media,
    Asked.TOPICS: Answers._find_topics,
    Asked.TAGS: Answers._find_tags,
    Asked.CITING: Answers._find_citing,
    Asked.PLACES: Answers._find_places,
    Asked.PLACE_COUNT: Answers._find_place_count,
    Asked.REPLACED: Answers._find_replaced,
    Asked.MENTIONS: Answers._find_mentions,
    Asked.PATHWAYS: Answers._find_pathways,
    Asked.SESSIONS: Answers._find_sessions,
    Asked.SHOWN_ASSETS: Answers._find_shown_assets,
    Asked.COUNT: Answers._find_count,
    Asked.NEWEST: Answers._find_newest,
    Asked.NEWEST_DATED: Answers._find_newest,
    Asked.MONTHS: Answers._find_months,
    Asked.ROWS: Answers._find_rows,
    Asked.ROWS_DATED: Answers._find_rows,
}
