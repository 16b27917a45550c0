"""What keeps the site from being built: each problem names file, line and key, and what to do."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from site_builder.documents.places import find_line
from site_builder.errors import DocumentError
from site_builder.messages import _


def iter_problems(connection: sqlite3.Connection) -> Iterator[DocumentError]:
    """All problems of the documents and of the assets that they use, by kind of problem, then by file."""
    yield from iter_faults(connection)
    yield from _iter_shared(connection, "id", _("This id is that of %(other)s already; a copy needs one of its own."))
    yield from _iter_shared(
        connection, "address", _("The address is that of %(other)s already; choose another slug."), key="slug"
    )
    yield from _iter_shared_assets(connection)
    yield from _iter_unreadable_links(connection)
    yield from _iter_broken_references(connection)
    yield from _iter_unusable_assets(connection)


def iter_faults(connection: sqlite3.Connection) -> Iterator[DocumentError]:
    """Files that are not valid."""
    for path, fault in connection.execute("SELECT path, fault FROM files WHERE fault IS NOT NULL ORDER BY path"):
        sentence, line, key = json.loads(fault)
        yield DocumentError(sentence, path=Path(path), line=line, key=key)


def _iter_shared(
    connection: sqlite3.Connection, column: str, sentence: str, *, key: str = ""
) -> Iterator[DocumentError]:
    """Documents that have the same value as one before them."""
    found = connection.execute(
        f"SELECT path, text, MIN(path) OVER (PARTITION BY {column}) AS first FROM documents WHERE {column} IN "  # noqa: S608
        f"(SELECT {column} FROM documents GROUP BY {column} HAVING COUNT(*) > 1) ORDER BY path"
    )
    for path, text, first in found:
        if path != first:
            key = key or column
            yield DocumentError(sentence % {"other": first}, path=Path(path), line=find_line(text, key), key=key)


def _iter_shared_assets(connection: sqlite3.Connection) -> Iterator[DocumentError]:
    found = connection.execute(
        "SELECT b.name, MIN(a.name) FROM manifests a JOIN manifests b ON a.id = b.id AND a.name < b.name "
        "GROUP BY b.name ORDER BY b.name"
    )
    for name, first in found:
        sentence = _("This id is that of %(other)s already; a copy needs one of its own.")
        yield DocumentError(sentence % {"other": f"media/{first}.json"}, path=Path(f"media/{name}.json"), key="id")


def _iter_unreadable_links(connection: sqlite3.Connection) -> Iterator[DocumentError]:
    sentence = _(
        "The link “%(target)s” cannot be read: write {filename}/ with folder and file, such as "
        "{filename}/explainer/dang-ky-tam-tru.md, or {media}/ and the name of a download."
    )
    yield from _iter_mentions(connection, "NOT m.is_readable", sentence)


def _iter_broken_references(connection: sqlite3.Connection) -> Iterator[DocumentError]:
    """Documents that are not there; one whose file is not valid is reported for that alone."""
    sentence = _("There is no document “%(target)s”.")
    condition = (
        "m.is_readable AND m.media_kind IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM documents t WHERE t.ref = m.target) "
        "AND NOT EXISTS (SELECT 1 FROM files f WHERE f.path = m.target || '.md')"
    )
    yield from _iter_mentions(connection, condition, sentence)


def _iter_unusable_assets(connection: sqlite3.Connection) -> Iterator[DocumentError]:
    """Assets that are not there, are of another kind, or have no files yet."""
    missing = (
        "m.media_kind IS NOT NULL AND NOT EXISTS (SELECT 1 FROM manifests a WHERE a.name = m.target) "
        "AND NOT EXISTS (SELECT 1 FROM files f WHERE f.path = 'media/' || m.target || '.json')"
    )
    yield from _iter_mentions(connection, missing, _("There is no asset “%(target)s” in content/media/."))
    unmade = (
        "EXISTS (SELECT 1 FROM manifests a WHERE a.name = m.target AND a.kind = m.media_kind AND NOT EXISTS "
        "(SELECT 1 FROM records r WHERE r.name = a.name AND r.id = a.id AND r.kind = a.kind))"
    )
    yield from _iter_misplaced_assets(connection)
    sentence = _(
        "The files of “%(target)s” are missing in the media store: "
        "run `python -m media_pipeline process content/media`, or make them again in the media library."
    )
    yield from _iter_mentions(connection, unmade, sentence)


def _iter_misplaced_assets(connection: sqlite3.Connection) -> Iterator[DocumentError]:
    found = connection.execute(
        "SELECT d.path, d.text, m.key, m.target, m.media_kind, a.kind FROM mentions m "
        "JOIN manifests a ON a.name = m.target JOIN documents d ON d.number = m.number "
        "WHERE m.media_kind <> a.kind ORDER BY d.path, m.rowid"
    )
    for path, text, key, target, wanted, kind in found:
        sentence = _("“%(target)s” is of the kind “%(kind)s”, but here belongs one of the kind “%(wanted)s”.")
        values = {"target": target, "kind": kind, "wanted": wanted}
        yield DocumentError(sentence % values, path=Path(path), line=find_line(text, key, target), key=key)


def _iter_mentions(connection: sqlite3.Connection, condition: str, sentence: str) -> Iterator[DocumentError]:
    found = connection.execute(
        "SELECT d.path, d.text, m.key, m.target FROM mentions m JOIN documents d ON d.number = m.number "  # noqa: S608
        f"WHERE {condition} ORDER BY d.path, m.rowid"
    )
    for path, text, key, target in found:
        line = find_line(text, key, target)
        yield DocumentError(sentence % {"target": target}, path=Path(path), line=line, key=key)
