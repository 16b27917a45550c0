"""The database of the search: syllables of each document, postings of each syllable by ranges of
numbers, what they add up to, and the files made of them.

It is derived and safe to delete. Documents are written by
`search_index.py`, syllables by `search_syllables.py`, files by `search_files.py`.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from site_builder.index.schema import connect, is_damage, remove_database

VERSION = 3
"""Counted up with every change of what is kept; a database of another version is made anew."""
_TABLES = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    ref TEXT NOT NULL,           -- explainer/tam-tru
    stamp BLOB NOT NULL,
    number INTEGER NOT NULL,
    page TEXT NOT NULL,          -- FoundPage as JSON
    words TEXT NOT NULL          -- spelling -> folded, encoded occurrence; as JSON
) WITHOUT ROWID;
CREATE INDEX documents_by_number ON documents (number);
CREATE INDEX documents_by_ref ON documents (ref);
CREATE TABLE chunks (
    folded TEXT NOT NULL,
    spelling TEXT NOT NULL,
    chunk INTEGER NOT NULL,      -- a range of numbers
    postings TEXT NOT NULL,      -- counted from the first number of the range
    last INTEGER NOT NULL,       -- number in them
    kept TEXT NOT NULL,          -- what is left of them at the syllable's level; empty at `WHOLE`
    kept_last INTEGER NOT NULL,
    PRIMARY KEY (folded, spelling, chunk)
) WITHOUT ROWID;
CREATE TABLE syllables (
    folded TEXT PRIMARY KEY,
    sums TEXT NOT NULL,          -- over all documents, as JSON: see `Sums`
    level INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE beginnings (
    beginning TEXT PRIMARY KEY,
    size INTEGER NOT NULL,       -- of all syllables that begin so
    count INTEGER NOT NULL       -- of these syllables
) WITHOUT ROWID;
CREATE TABLE files (
    path TEXT PRIMARY KEY,
    content BLOB,                -- NULL of one that is no more
    edition INTEGER NOT NULL     -- which update it was last changed by
);
CREATE INDEX files_by_edition ON files (edition);
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL)
"""
TABLE_NAMES = ("documents", "chunks", "syllables", "beginnings", "files", "state")


def open_search_database(path: Path) -> sqlite3.Connection:
    """A connection that begins no transaction by itself; a file of another version, or a damaged one, is made anew.

    Raises:
        OSError: the folder cannot be written.
        sqlite3.DatabaseError: the file cannot be opened.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = connect(path)
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:
            return connection
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
    connection.close()
    remove_database(path)
    connection = connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    for statement in _TABLES.split(";\n"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    return connection
