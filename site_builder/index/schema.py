"""The tables of the index, and how its file is opened.

Every list that a page shows can be read off one of these indexes in its order, so a question costs what it returns.
The order is always `published DESC, id`: the newest first, and of one instant the smaller id.
"""

from __future__ import annotations

import secrets
import sqlite3
from pathlib import Path

VERSION = 10
"""Counted up with every change of the tables or of what is put into them; an index of another version is made anew."""

BUSY_TIMEOUT_S = 60.0

TABLES = """
CREATE TABLE {prefix}documents (
    number INTEGER PRIMARY KEY,
    path TEXT NOT NULL,          -- below content/: explainer/tam-tru.md
    ref TEXT NOT NULL,           -- explainer/tam-tru
    id TEXT NOT NULL,
    address TEXT NOT NULL,
    kind TEXT NOT NULL,
    topic TEXT,
    show TEXT,
    replaced_by TEXT,            -- law/luat-cu-tru-2020
    position INTEGER NOT NULL,   -- of a topic among topics
    published INTEGER NOT NULL,  -- microseconds since 1970 UTC
    updated TEXT NOT NULL,       -- ISO 8601 in one time zone, so that texts sort as times
    shown BLOB NOT NULL,         -- hash of what other pages may show of it
    meta TEXT NOT NULL,          -- front matter as JSON
    text TEXT NOT NULL           -- of the file
);
CREATE TABLE {prefix}bodies (
    number INTEGER PRIMARY KEY,
    body TEXT NOT NULL           -- blocks as JSON
);
CREATE TABLE {prefix}taggings (
    slug TEXT NOT NULL,
    published INTEGER NOT NULL,
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,          -- as the document writes it
    PRIMARY KEY (slug, published DESC, id, number)
) WITHOUT ROWID;
CREATE TABLE {prefix}citations (
    law TEXT NOT NULL,
    published INTEGER NOT NULL,
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    places TEXT NOT NULL,        -- citations as JSON
    PRIMARY KEY (law, published DESC, id, number)
) WITHOUT ROWID;
CREATE TABLE {prefix}passages (
    law TEXT NOT NULL,
    anchor TEXT NOT NULL,        -- dieu-27-khoan-1
    published INTEGER NOT NULL,
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    place TEXT NOT NULL,         -- a citation as JSON
    address TEXT NOT NULL,       -- of the document, with its title: the page of a law names hundreds
    title TEXT NOT NULL,
    PRIMARY KEY (law, anchor, published DESC, id, number)
) WITHOUT ROWID;
CREATE TABLE {prefix}mentions (
    number INTEGER NOT NULL,
    target TEXT NOT NULL,        -- law/luat-cu-tru-2020, minh-hoa-cu-tru
    key TEXT NOT NULL,           -- cites.0.law, image.image
    media_kind TEXT,             -- NULL for a document
    is_readable INTEGER NOT NULL
);
CREATE TABLE {prefix}manifests (
    name TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    manifest TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE {prefix}records (
    name TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL
) WITHOUT ROWID;
"""
"""What questions are put to; `prefix` makes the second set of a draft."""

TABLE_NAMES = ("documents", "bodies", "taggings", "citations", "passages", "mentions", "manifests", "records")

_FILES = """
CREATE TABLE files (
    path TEXT PRIMARY KEY,       -- explainer/tam-tru.md, media/minh-hoa.json, records/minh-hoa.json
    bucket INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,   -- 0 when the file was too young to trust its time
    inode INTEGER NOT NULL,
    hash BLOB NOT NULL,
    fault TEXT                   -- why the file is not valid, as JSON
) WITHOUT ROWID;
CREATE TABLE sums (
    bucket INTEGER PRIMARY KEY,
    sum INTEGER NOT NULL         -- of what the stamps of its files weigh
);
CREATE TABLE tallies (
    list TEXT NOT NULL,          -- a selection that the site lists, as JSON
    month INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (list, month)
) WITHOUT ROWID;
CREATE TABLE months (
    month INTEGER PRIMARY KEY,
    updated TEXT NOT NULL        -- the newest update of its documents
);
CREATE TABLE places (name TEXT PRIMARY KEY, path TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE changes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    ref TEXT,                    -- of a document; NULL for an asset
    media TEXT,                  -- name of an asset; NULL for a document
    before TEXT,                 -- what the document was, as JSON; NULL when there was none
    after TEXT                   -- what it is
);
CREATE TABLE identity (epoch TEXT NOT NULL);
"""

_INDEXES = """
CREATE UNIQUE INDEX documents_by_path ON documents (path);
CREATE UNIQUE INDEX documents_by_ref ON documents (ref);
CREATE INDEX documents_by_id ON documents (id, path);
CREATE INDEX documents_by_address ON documents (address, path);
CREATE INDEX documents_by_time ON documents (published DESC, id, kind, updated);
CREATE INDEX documents_by_kind ON documents (kind, published DESC, id);
CREATE INDEX documents_by_topic ON documents (topic, published DESC, id, kind) WHERE topic IS NOT NULL;
CREATE INDEX documents_by_show ON documents (show, published DESC, id, kind) WHERE show IS NOT NULL;
CREATE INDEX documents_by_successor ON documents (replaced_by, published DESC, id) WHERE replaced_by IS NOT NULL;
CREATE INDEX taggings_by_document ON taggings (number);
CREATE INDEX citations_by_document ON citations (number);
CREATE INDEX passages_by_document ON passages (number);
CREATE INDEX mentions_by_document ON mentions (number);
CREATE INDEX mentions_by_target ON mentions (target, number);
CREATE INDEX files_by_bucket ON files (bucket);
CREATE INDEX files_with_faults ON files (path) WHERE fault IS NOT NULL;
"""


def open_database(path: Path) -> sqlite3.Connection:
    """Open the file of an index; one of another version, a damaged one or none becomes an empty one.

    Raises:
        OSError: the folder cannot be written.
        sqlite3.OperationalError: the file cannot be opened or is locked for too long.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _prepare(connect(path))
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        remove_database(path)
        return _prepare(connect(path))


def connect(path: Path) -> sqlite3.Connection:
    """A connection that begins no transaction by itself."""
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def remove_database(path: Path) -> None:
    """Delete the file and what SQLite keeps beside it."""
    for suffix in ("-wal", "-shm", "-journal", ""):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the error says that the file is no sound database, as opposed to a lock or a full disk."""
    return getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _prepare(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if _read_version(connection) != VERSION:
            _create(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _read_version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _create(connection: sqlite3.Connection) -> None:
    """Empty the file and make the tables, unless another process was faster."""
    connection.execute("BEGIN IMMEDIATE")
    if _read_version(connection) != VERSION:
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        for (name,) in names:
            connection.execute(f'DROP TABLE "{name}"')
        for statement in f"{TABLES.format(prefix='')}{_FILES}{_INDEXES}".split(";\n"):
            connection.execute(statement)
        connection.execute("INSERT INTO identity VALUES (?)", (secrets.token_hex(8),))
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")
