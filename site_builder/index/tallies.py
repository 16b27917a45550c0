"""How many documents each list of the site has in each month, so that a list is cut into pages without reading it.

What a refresh touches is counted anew at its end, a month of a list at a time: nothing is added up, so nothing goes
astray.
"""

from __future__ import annotations

import sqlite3

from site_builder.index.journal import DocumentFacts
from site_builder.index.orders import build_source
from site_builder.periods import Period, find_month
from site_builder.rendering.library import Selection
from site_builder.rendering.selections import EVERYTHING, write_selection


class Tallies:
    """The tallies of an index, within a transaction of the caller."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._touched: set[tuple[Selection, int]] = set()

    def touch(self, *facts: DocumentFacts | None) -> None:
        """Note the lists that a document was in, or is in now."""
        for each in facts:
            if each is not None:
                month = find_month(each.published)
                self._touched.update((selection, month) for selection in each.selections)

    def count(self) -> None:
        """Count what was touched."""
        for selection, month in self._touched:
            self._count(selection, Period(month, month + 1))
        self._touched.clear()

    def _count(self, selection: Selection, period: Period) -> None:
        source, parameters = build_source(selection, period)
        (count,) = self._connection.execute(f"SELECT COUNT(*) {source}", parameters).fetchone()
        self._replace("tallies", "list = ? AND month = ?", (write_selection(selection), period.first), count)
        if selection == EVERYTHING:
            (updated,) = self._connection.execute(f"SELECT MAX(updated) {source}", parameters).fetchone()
            self._replace("months", "month = ?", (period.first,), updated)

    def _replace(self, table: str, key: str, values: tuple[object, ...], found: object) -> None:
        """Put what was found in the place of what was known; nothing stands for nothing."""
        self._connection.execute(f"DELETE FROM {table} WHERE {key}", values)  # noqa: S608
        if found:
            marks = ", ".join("?" * (len(values) + 1))
            self._connection.execute(f"INSERT INTO {table} VALUES ({marks})", (*values, found))  # noqa: S608
