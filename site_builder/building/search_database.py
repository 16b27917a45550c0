"""The database of the search: syllables of each document, postings of each syllable, and the files made of them.

It is derived and safe to delete. Who writes what into it is told in `search_index.py`.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from site_builder.index.schema import connect, is_damage, remove_database

VERSION = 1
"""Counted up with every change of what is kept; a database of another version is made anew."""
_TABLES = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    stamp BLOB NOT NULL,
    number INTEGER NOT NULL,
    page TEXT NOT NULL,          -- FoundPage as JSON
    words TEXT NOT NULL          -- spelling -> folded, encoded occurrence; as JSON
) WITHOUT ROWID;
CREATE INDEX documents_by_number ON documents (number);
CREATE TABLE syllables (
    spelling TEXT PRIMARY KEY,
    folded TEXT NOT NULL,
    postings TEXT NOT NULL
);
CREATE INDEX syllables_by_folded ON syllables (folded);
CREATE TABLE files (path TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL)
"""
TABLE_NAMES = ("documents", "syllables", "files", "state")


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
