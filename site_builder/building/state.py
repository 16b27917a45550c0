"""What is in the output folder, and what each part of it was made from. SQLite, derived, safe to delete.

The state is of the last build that came to its end. A build that is cut leaves the list of files that it was about to
change (`pending`), which the next one makes or deletes once more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from site_builder.building.ledger import Ledger
from site_builder.building.outputs import Stage
from site_builder.building.reasons import Reason
from site_builder.index import Answers, Question
from site_builder.index.orders import write_skip_scan
from site_builder.index.schema import BUSY_TIMEOUT_S, is_damage, remove_database
from site_builder.listings import OLDER

FILE_NAME = "build.sqlite"
VERSION = 3

_TABLES = """
CREATE TABLE parts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,   -- document explainer/tam-tru
    family TEXT NOT NULL,
    definition TEXT NOT NULL,
    reason TEXT NOT NULL         -- why it was last made
);
CREATE INDEX parts_by_family ON parts (family, name, definition);
CREATE TABLE questions (
    id INTEGER PRIMARY KEY,
    asked TEXT NOT NULL,
    name TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    answer TEXT NOT NULL,
    UNIQUE (asked, name, first, last, since, until)
);
CREATE TABLE inputs (
    part INTEGER NOT NULL,
    question INTEGER NOT NULL,
    PRIMARY KEY (part, question)
) WITHOUT ROWID;
CREATE INDEX inputs_by_question ON inputs (question, part);
CREATE TABLE outputs (
    part INTEGER NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (part, path)
) WITHOUT ROWID;
CREATE INDEX outputs_by_path ON outputs (path, part);
CREATE TABLE files (
    path TEXT PRIMARY KEY,
    stage INTEGER NOT NULL,
    owner TEXT NOT NULL,
    hash BLOB NOT NULL,          -- of the content, or of the name of a file that is linked
    size_bytes INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE counts (
    stage INTEGER PRIMARY KEY,
    files INTEGER NOT NULL       -- how many it has; they are too many to be counted for each build
);
CREATE TABLE pending (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_COUNT_IN = "INSERT INTO counts VALUES (new.stage, 1) ON CONFLICT DO UPDATE SET files = files + 1"
_COUNT_OUT = "UPDATE counts SET files = files - 1 WHERE stage = old.stage"
_TRIGGERS = (
    f"CREATE TRIGGER file_came AFTER INSERT ON files BEGIN {_COUNT_IN}; END",
    f"CREATE TRIGGER file_went AFTER DELETE ON files BEGIN {_COUNT_OUT}; END",
    f"CREATE TRIGGER file_moved AFTER UPDATE ON files WHEN old.stage <> new.stage BEGIN {_COUNT_OUT}; {_COUNT_IN}; END",
)

_NAMES = write_skip_scan("name", "questions", "asked = :asked")
_NOTHING: Mapping[Any, Any] = {}


class Fact(StrEnum):
    """What is noted of a site as a whole, beside the causes that make everything anew."""

    EPOCH = "epoch"
    """Of the index's journal."""
    NUMBER = "number"
    """Up to where it was read."""
    FOLDER = "folder"
    """Which folder the output is."""
    ENDED = "ended"
    """Hash of the ended addresses."""
    SEARCHED = "searched"
    """The number up to which the files of the search in the output folder have what is in the journal."""


class FileRow(NamedTuple):
    """A file that our builds have put in place."""

    stage: int
    owner: str
    hash: bytes
    size_bytes: int
    mtime_ns: int


class BuildState:
    """The state of one output folder; one build uses it at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, state_dir: Path) -> BuildState:
        """Open the state; one of another version, a damaged one or none becomes an empty one.

        Of another version the list of files is kept, so that they can still be deleted.
        """
        state_dir.mkdir(parents=True, exist_ok=True)
        path = state_dir / FILE_NAME
        try:
            return cls(_prepare(path))
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            remove_database(path)
            return cls(_prepare(path))

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def read_facts(self) -> dict[str, str]:
        """What the last build noted of the site as a whole."""
        return dict(self._connection.execute("SELECT name, value FROM facts"))

    def list_pending(self) -> list[str]:
        """Files that a build was about to change when it was cut."""
        return [path for (path,) in self._connection.execute("SELECT path FROM pending ORDER BY path")]

    def note_pending(self, paths: Iterable[str]) -> None:
        """Note the files that are about to change, before the first of them does."""
        with self._transaction():
            self._connection.executemany("INSERT OR IGNORE INTO pending VALUES (?)", ((path,) for path in paths))

    def find_file(self, path: str) -> FileRow | None:
        """What is known of a file that our builds have put in place."""
        found = self._connection.execute(
            "SELECT stage, owner, hash, size_bytes, mtime_ns FROM files WHERE path = ?", (path,)
        ).fetchone()
        return FileRow(*found) if found else None

    def iter_paths(self) -> Iterator[str]:
        """Every file that our builds have put in place."""
        return (path for (path,) in self._connection.execute("SELECT path FROM files"))

    def count_files(self, *stages: Stage) -> int:
        """How many files stages have; of all stages when none is named."""
        chosen = ", ".join(str(int(stage)) for stage in stages or Stage)
        query = f"SELECT TOTAL(files) FROM counts WHERE stage IN ({chosen})"  # noqa: S608
        return int(self._connection.execute(query).fetchone()[0])

    def list_parts(self, family: str) -> dict[str, str]:
        """The parts of a family with their definitions."""
        return dict(self._connection.execute("SELECT name, definition FROM parts WHERE family = ?", (family,)))

    def list_list_parts(self, family: str, address: str, *, limit: int = -1) -> dict[str, str]:
        """The parts of one list with their definitions; so many at most, unless the limit is -1."""
        name, older = f"{family} {address}", f"{family} {address}{OLDER}"
        found = self._connection.execute(
            # two that each read what they give; with an OR the whole family is read
            "SELECT name, definition FROM parts WHERE family = ? AND name = ? UNION ALL "
            "SELECT name, definition FROM parts WHERE family = ? AND name >= ? AND name < ? LIMIT ?",
            (family, name, family, older, f"{older}\U0010ffff", limit),
        )
        return dict(found)

    def find_list_definition(self, family: str, address: str) -> str | None:
        """The definition of a part of a list, of whichever comes first; `None` when there is none."""
        return next(iter(self.list_list_parts(family, address, limit=1).values()), None)

    def find_definition(self, part_name: str) -> str | None:
        """The definition of a part; `None` when there is no such part."""
        found = self._connection.execute("SELECT definition FROM parts WHERE name = ?", (part_name,)).fetchone()
        return found[0] if found else None

    def list_outputs(self, part_name: str) -> list[str]:
        """The files that a part has made."""
        query = "SELECT path FROM outputs JOIN parts ON id = part WHERE name = ?"
        return [path for (path,) in self._connection.execute(query, (part_name,))]

    def list_makers(self, path: str) -> list[tuple[str, Reason]]:
        """The parts that a file belongs to, with the reason why each was last made."""
        query = "SELECT name, reason FROM outputs JOIN parts ON id = part WHERE path = ? ORDER BY name"
        return [(name, Reason.parse(reason)) for name, reason in self._connection.execute(query, (path,))]

    def list_questions(
        self, asked: Sequence[str], name: str | None = None, *, month: int | None = None
    ) -> list[tuple[int, Question, str]]:
        """Recorded questions with their numbers and answers.

        Args:
            name: what they are about.
            month: is in their period.
        """
        marks = ", ".join("?" * len(asked))
        named = "" if name is None else "AND name = ?"
        timed = "" if month is None else "AND since <= ? AND until > ?"
        found = self._connection.execute(
            f"SELECT id, {', '.join(Question._fields)}, answer FROM questions "  # noqa: S608
            f"WHERE asked IN ({marks}) {named} {timed}",
            (*asked, *(() if name is None else (name,)), *(() if month is None else (month, month))),
        )
        return [(id_, Question(*question), answer) for id_, *question, answer in found]

    def list_names(self, asked: Sequence[str]) -> list[str]:
        """What recorded questions of these sorts are about."""
        found = (self._connection.execute(_NAMES, {"asked": each}) for each in asked)
        return sorted({name for names in found for (name,) in names})

    def list_askers(self, question_id: int) -> list[tuple[str, str]]:
        """Name and family of the parts that asked a question."""
        query = "SELECT name, family FROM inputs JOIN parts ON id = part WHERE question = ?"
        return self._connection.execute(query, (question_id,)).fetchall()

    def open_ledger(self, answers: Answers) -> Ledger:
        """An empty ledger for the parts of a build."""
        return Ledger(self._connection, answers)

    def save(
        self,
        *,
        ledger: Ledger | None = None,
        gone: Iterable[str] = (),
        is_anew: bool = False,
        files: Iterable[tuple[str, FileRow]] = (),
        deleted: Iterable[str] = (),
        changed_answers: Mapping[int, str] = _NOTHING,
        facts: Mapping[str, str],
        still_pending: Iterable[str] = (),
    ) -> None:
        """Take in what a build did, in one transaction.

        Args:
            ledger: the parts that were made.
            gone: the names of the parts that are no more.
            is_anew: whether these are all the parts there are.
            files: of the parts that were made.
            deleted: files that are gone.
            changed_answers: to recorded questions, by their numbers.
            facts: of the site as a whole.
            still_pending: files that a cut build was changing and that are not yet made once more.
        """
        with self._transaction():
            self._connection.executemany(
                "UPDATE questions SET answer = ? WHERE id = ?",
                ((answer, id_) for id_, answer in changed_answers.items()),
            )
            if is_anew:
                for table in ("parts", "questions", "inputs", "outputs"):
                    self._connection.execute(f"DELETE FROM {table}")  # noqa: S608
            else:
                for name in [*gone, *(ledger.list_names() if ledger else ())]:
                    self._forget_part(name)
            if ledger:
                ledger.settle()
            self._connection.executemany(
                "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET stage = excluded.stage, "
                "owner = excluded.owner, hash = excluded.hash, size_bytes = excluded.size_bytes, "
                "mtime_ns = excluded.mtime_ns",
                ((path, *row) for path, row in files),
            )
            self._connection.executemany("DELETE FROM files WHERE path = ?", ((path,) for path in deleted))
            self._connection.execute("DELETE FROM pending")
            self._connection.executemany("INSERT INTO pending VALUES (?)", ((path,) for path in still_pending))
            self._connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())

    def _forget_part(self, name: str) -> None:
        found = self._connection.execute("SELECT id FROM parts WHERE name = ?", (name,)).fetchone()
        if found is None:
            return
        asked = self._connection.execute("SELECT question FROM inputs WHERE part = ?", found).fetchall()
        for statement in (
            "DELETE FROM inputs WHERE part = ?",
            "DELETE FROM outputs WHERE part = ?",
            "DELETE FROM parts WHERE id = ?",
        ):
            self._connection.execute(statement, found)
        self._connection.executemany(
            "DELETE FROM questions WHERE id = ? AND NOT EXISTS (SELECT 1 FROM inputs WHERE question = id)", asked
        )

    def _transaction(self) -> sqlite3.Connection:
        self._connection.execute("BEGIN IMMEDIATE")
        return self._connection


def _prepare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            _create(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _create(connection: sqlite3.Connection) -> None:
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    kept = connection.execute("SELECT path FROM files").fetchall() if "files" in names else []
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        for name in names:
            connection.execute(f'DROP TABLE "{name}"')
        for statement in (*_TABLES.split(";\n"), *_TRIGGERS):
            connection.execute(statement)
        connection.executemany("INSERT INTO files VALUES (?, 0, '', x'', 0, 0)", kept)
        connection.execute(f"PRAGMA user_version = {VERSION}")
