"""`Ledger`: the parts that a build makes, each written down with what it asked and the files it made.

A whole site has more of these than memory should hold, so they stand in temporary tables of the state's connection,
which nobody else sees, until the build is over and they take the place of what was known before.
"""

from __future__ import annotations

import sqlite3
from functools import lru_cache

from site_builder.building.parts import Made
from site_builder.building.reasons import Cause, Reason
from site_builder.index import Answers, Question

_TABLES = """
CREATE TABLE temp.made_parts (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, family TEXT NOT NULL, definition TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE TABLE temp.made_questions (
    id INTEGER PRIMARY KEY, asked TEXT, name TEXT, first INTEGER, last INTEGER, since INTEGER, until INTEGER,
    answer TEXT, UNIQUE (asked, name, first, last, since, until)
);
CREATE TABLE temp.made_inputs (part INTEGER, question INTEGER);
CREATE TABLE temp.made_outputs (part INTEGER, path TEXT);
"""
_NAMES = ("made_parts", "made_questions", "made_inputs", "made_outputs")
_KEPT_QUESTIONS = 32_768
"""Many parts ask the same."""


class Ledger:
    """What one build has made so far.

    Args:
        connection: of the state.
        answers: to the questions that the parts asked; they are the same as long as the build lasts.
    """

    def __init__(self, connection: sqlite3.Connection, answers: Answers) -> None:
        self._connection = connection
        self._answers = answers
        self._number = lru_cache(_KEPT_QUESTIONS)(self._note_question)
        self._count = 0
        for name in _NAMES:
            connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
        for statement in _TABLES.split(";\n"):
            connection.execute(statement)

    def __len__(self) -> int:
        return self._count

    def list_names(self) -> set[str]:
        """Of the parts."""
        return {name for (name,) in self._connection.execute("SELECT name FROM temp.made_parts")}

    def add(self, made: Made) -> None:
        """Write a part down."""
        part, reason = made.part, made.part.reason or Reason(Cause.NEW)
        number = self._connection.execute(
            "INSERT INTO temp.made_parts (name, family, definition, reason) VALUES (?, ?, ?, ?)",
            (part.name, part.family.value, part.definition, reason.to_text()),
        ).lastrowid
        inputs = ((number, self._number(question)) for question in made.questions)
        self._connection.executemany("INSERT INTO temp.made_inputs VALUES (?, ?)", inputs)
        paths = {output.path for output in made.outputs}
        self._connection.executemany("INSERT INTO temp.made_outputs VALUES (?, ?)", ((number, path) for path in paths))
        self._count += 1

    def settle(self) -> None:
        """Put what was written down in the place of what was known; within a transaction that forgot the old parts."""
        for statement in (
            "INSERT INTO questions (asked, name, first, last, since, until, answer) "
            "SELECT asked, name, first, last, since, until, answer FROM temp.made_questions WHERE TRUE "
            "ON CONFLICT DO UPDATE SET answer = excluded.answer",
            "INSERT INTO parts (name, family, definition, reason) "
            "SELECT name, family, definition, reason FROM temp.made_parts",
            "INSERT INTO inputs SELECT p.id, q.id FROM temp.made_inputs i "
            "JOIN temp.made_parts mp ON mp.id = i.part JOIN parts p ON p.name = mp.name "
            "JOIN temp.made_questions mq ON mq.id = i.question "
            "JOIN questions q ON (q.asked, q.name, q.first, q.last, q.since, q.until) "
            "= (mq.asked, mq.name, mq.first, mq.last, mq.since, mq.until)",
            "INSERT INTO outputs SELECT p.id, o.path FROM temp.made_outputs o "
            "JOIN temp.made_parts mp ON mp.id = o.part JOIN parts p ON p.name = mp.name",
        ):
            self._connection.execute(statement)

    def _note_question(self, question: Question) -> int:
        key = "asked = ? AND name = ? AND first = ? AND last = ? AND since = ? AND until = ?"
        found = self._connection.execute(f"SELECT id FROM temp.made_questions WHERE {key}", question).fetchone()  # noqa: S608
        if found:
            return int(found[0])
        cursor = self._connection.execute(
            "INSERT INTO temp.made_questions (asked, name, first, last, since, until, answer) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*question, self._answers.find(question)),
        )
        return cursor.lastrowid or 0
