"""In which order the documents of a selection stand, read once for all who go through it page by page.

SQLite comes to the rows behind an offset by stepping over all before them, so the pages of a list, one after the other,
would cost the square of its length. The numbers of a long list are therefore kept from its first deep page on. What is
kept is of one state of the tables: throw it away when they change.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from site_builder.periods import Period
from site_builder.rendering.library import Selection

ALL = -1
"""As a limit: every document."""
COLUMNS = "SELECT number, published, id"
"""The order stands among the columns: only so can SQLite read a draft's view in the order of the indexes below it."""
NEWEST_FIRST = "ORDER BY published DESC, id"
OLDEST_FIRST = "ORDER BY published, id DESC"
_NUMBERS = "SELECT number FROM documents"
_DEEP = 512
"""From this offset on, the whole list is read: stepping over so many rows costs about as much as a page."""
_KEPT_PAGES = 256
_KEPT_LISTS = 8
"""Eight bytes a document and list; whoever goes through a list asks for its pages one after the other."""


class Orders:
    """The orders of all selections in what a connection sees."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._read_all = lru_cache(_KEPT_LISTS)(self._read)
        self.count = lru_cache(maxsize=None)(self._count)
        """How many documents a selection has."""
        self.list_period = lru_cache(_KEPT_PAGES)(self._list_period)
        """The numbers of the documents of a page: asked for to find out whether it changed, and then to make it."""

    def list_numbers(self, selection: Selection, limit: int, offset: int) -> Sequence[int]:
        """The numbers of a selection's documents, newest first.

        Args:
            limit: how many at most; `ALL` for all behind the offset.
            offset: how many are left out.
        """
        if offset >= _DEEP and limit != ALL:
            return self._read_all(selection)[offset : offset + limit]
        query, parameters = build_query(selection)
        found = self._connection.execute(f"{query} LIMIT ? OFFSET ?", (*parameters, limit, offset))
        return [number for number, *_order in found]

    def _list_period(self, selection: Selection, period: Period, first: int, last: int) -> Sequence[int]:
        """The numbers of a selection's documents of a period between two ranks, newest first.

        Args:
            first: rank of the oldest, counted from the oldest of the period.
            last: behind the rank of the newest; `ALL` for all behind the first.
        """
        query, parameters = build_query(selection, period, OLDEST_FIRST)
        limit = ALL if last == ALL else last - first
        found = self._connection.execute(f"{query} LIMIT ? OFFSET ?", (*parameters, limit, first))
        return [number for number, *_order in found][::-1]

    def _read(self, selection: Selection) -> array[int]:
        query, parameters = build_query(selection)
        return array("q", (number for number, *_order in self._connection.execute(query, parameters)))

    def _count(self, selection: Selection) -> int:
        source, parameters = build_source(selection)
        count: int = self._connection.execute(f"SELECT COUNT(*) {source}", parameters).fetchone()[0]
        return count


def build_query(
    selection: Selection, period: Period | None = None, order: str = NEWEST_FIRST
) -> tuple[str, list[object]]:
    """The query that finds a selection's documents, of all times or of a period, and its parameters."""
    source, parameters = build_source(selection, period)
    return f"{COLUMNS} {source} {order}", parameters


def build_source(selection: Selection, period: Period | None = None) -> tuple[str, list[object]]:
    """FROM and WHERE of a selection, with the parameters."""
    source, conditions, parameters = "documents", [], list[object]()
    if selection.tag is not None:
        source = "taggings"
        conditions.append("slug = ?")
        parameters.append(selection.tag)
    if selection.law is not None:
        if source == "documents":
            source = "citations"
            conditions.append("law = ?")
        else:
            conditions.append("number IN (SELECT number FROM citations WHERE law = ?)")
        parameters.append(selection.law)
    for column, value in (("topic", selection.topic), ("show", selection.show)):
        if value is not None:
            condition = f"{column} = ?"
            conditions.append(condition if source == "documents" else f"number IN ({_NUMBERS} WHERE {condition})")
            parameters.append(value)
    if selection.kinds:
        # the plus keeps the index on kinds away, which has one kind in its order, but not several
        column = "kind" if len(selection.kinds) == 1 and len(conditions) == 0 else "+kind"
        condition = f"{column} IN ({mark(selection.kinds)})"
        conditions.append(f"number IN ({_NUMBERS} WHERE {condition})" if source == "citations" else condition)
        parameters += [kind.value for kind in selection.kinds]
    if selection.excluded_refs:
        conditions.append(f"number NOT IN ({_NUMBERS} WHERE ref IN ({mark(selection.excluded_refs)}))")
        parameters += selection.excluded_refs
    if period is not None:
        conditions.append("published >= ? AND published < ?")
        parameters += period.since, period.until
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"FROM {source}{where}", parameters


def read_rows(connection: sqlite3.Connection, columns: str, numbers: Sequence[int]) -> list[tuple[Any, ...]]:
    """Columns of documents, in the order of their numbers as they are given.

    One statement for all is three times as fast as one for each.
    """
    if not numbers:
        return []
    return connection.execute(
        f"SELECT {columns} FROM json_each(?) AS wanted CROSS JOIN documents ON number = wanted.value "  # noqa: S608
        "ORDER BY wanted.key",
        (json.dumps(list(numbers)),),
    ).fetchall()


def write_skip_scan(column: str, table: str, condition: str = "TRUE") -> str:
    """The query for the values of a column, each once: it goes from one to the next in the order of the table, whatever
    the number of rows that have each.
    """
    least = f"SELECT MIN({column}) FROM {table} WHERE {condition}"  # noqa: S608
    return (
        f"WITH RECURSIVE found (value) AS ({least} UNION ALL "  # noqa: S608
        f"SELECT ({least} AND {column} > found.value) FROM found WHERE value IS NOT NULL) "
        "SELECT value FROM found WHERE value IS NOT NULL"
    )


def mark(values: Collection[object]) -> str:
    """As many question marks as there are values."""
    return ", ".join("?" * len(values))
