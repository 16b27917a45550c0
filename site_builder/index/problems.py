"""What keeps the site from being built: each problem names file, line and key, and what to do."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from site_builder.errors import DocumentError
from site_builder.messages import _


@dataclass(frozen=True, slots=True)
class Concerned:
    """What changed since there was no problem, so that nothing else can have one."""

    refs: tuple[str, ...]
    """`<kind>/<slug>` of documents that came, changed or went."""
    media: tuple[str, ...]
    """Names of assets."""


def iter_problems(connection: sqlite3.Connection, concerned: Concerned | None = None) -> Iterator[DocumentError]:
    """The problems of the documents and of the assets that they use, by kind of problem, then by file.

    Args:
        concerned: what to look at, with what refers to it; everything when it is `None`.
    """
    yield from iter_faults(connection)
    yield from _Search(connection, concerned).iter_all()


def iter_faults(connection: sqlite3.Connection) -> Iterator[DocumentError]:
    """Files that are not valid."""
    for path, fault in connection.execute("SELECT path, fault FROM files WHERE fault IS NOT NULL ORDER BY path"):
        sentence, line, key = json.loads(fault)
        yield DocumentError(sentence, path=Path(path), line=line, key=key)


_EVERY_MENTION = "(SELECT rowid AS place, * FROM mentions)"
_CONCERNED_MENTIONS = (
    "(SELECT rowid AS place, * FROM mentions WHERE number IN "
    "(SELECT number FROM documents WHERE ref IN (SELECT value FROM json_each(:refs))) "
    "UNION SELECT rowid, * FROM mentions WHERE target IN (SELECT value FROM json_each(:targets)))"
)


class _Search:
    """A search for problems."""

    def __init__(self, connection: sqlite3.Connection, concerned: Concerned | None) -> None:
        self._connection = connection
        self._is_limited = concerned is not None
        refs, media = (concerned.refs, concerned.media) if concerned else ((), ())
        self._names = {"refs": json.dumps(refs), "media": json.dumps(media), "targets": json.dumps([*refs, *media])}
        self._mentions = _CONCERNED_MENTIONS if concerned else _EVERY_MENTION

    def iter_all(self) -> Iterator[DocumentError]:
        """Everything but files that are not valid."""
        yield from self._iter_shared("id", _("This id is that of %(other)s already; a copy needs one of its own."))
        yield from self._iter_shared(
            "address", _("The address is that of %(other)s already; choose another slug."), key="slug"
        )
        yield from self._iter_shared_assets()
        yield from self._iter_unreadable_links()
        yield from self._iter_broken_references()
        yield from self._iter_unusable_assets()

    def _iter_shared(self, column: str, sentence: str, *, key: str = "") -> Iterator[DocumentError]:
        """Documents that have the same value as one before them."""
        found = self._connection.execute(
            f"SELECT path, text, MIN(path) OVER (PARTITION BY {column}) AS first FROM documents WHERE {column} IN "  # noqa: S608
            f"(SELECT {column} FROM documents WHERE {self._limit(column, 'documents', 'ref', ':refs')} "
            f"GROUP BY {column} HAVING COUNT(*) > 1) ORDER BY path",
            self._names,
        )
        for path, text, first in found:
            if path != first:
                key = key or column
                yield DocumentError(sentence % {"other": first}, path=Path(path), line=_find_line(text, key), key=key)

    def _iter_shared_assets(self) -> Iterator[DocumentError]:
        found = self._connection.execute(
            "SELECT b.name, MIN(a.name) FROM manifests a JOIN manifests b ON a.id = b.id AND a.name < b.name "  # noqa: S608
            f"WHERE {self._limit('b.id', 'manifests', 'name', ':media')} GROUP BY b.name ORDER BY b.name",
            self._names,
        )
        for name, first in found:
            sentence = _("This id is that of %(other)s already; a copy needs one of its own.")
            yield DocumentError(sentence % {"other": f"media/{first}.json"}, path=Path(f"media/{name}.json"), key="id")

    def _iter_unreadable_links(self) -> Iterator[DocumentError]:
        sentence = _(
            "The link “%(target)s” cannot be read: write {filename}/ with folder and file, such as "
            "{filename}/explainer/dang-ky-tam-tru.md, or {media}/ and the name of a download."
        )
        yield from self._iter_mentions("NOT m.is_readable", sentence)

    def _iter_broken_references(self) -> Iterator[DocumentError]:
        """Documents that are not there; one whose file is not valid is reported for that alone."""
        sentence = _("There is no document “%(target)s”.")
        condition = (
            "m.is_readable AND m.media_kind IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM documents t WHERE t.ref = m.target) "
            "AND NOT EXISTS (SELECT 1 FROM files f WHERE f.path = m.target || '.md')"
        )
        yield from self._iter_mentions(condition, sentence)

    def _iter_unusable_assets(self) -> Iterator[DocumentError]:
        """Assets that are not there, are of another kind, or have no files yet."""
        missing = (
            "m.media_kind IS NOT NULL AND NOT EXISTS (SELECT 1 FROM manifests a WHERE a.name = m.target) "
            "AND NOT EXISTS (SELECT 1 FROM files f WHERE f.path = 'media/' || m.target || '.json')"
        )
        yield from self._iter_mentions(missing, _("There is no asset “%(target)s” in content/media/."))
        unmade = (
            "EXISTS (SELECT 1 FROM manifests a WHERE a.name = m.target AND a.kind = m.media_kind AND NOT EXISTS "
            "(SELECT 1 FROM records r WHERE r.name = a.name AND r.id = a.id AND r.kind = a.kind))"
        )
        yield from self._iter_misplaced_assets()
        sentence = _(
            "The files of “%(target)s” are missing in the media store: "
            "run `python -m media_pipeline process content/media`, or make them again in the media library."
        )
        yield from self._iter_mentions(unmade, sentence)

    def _iter_misplaced_assets(self) -> Iterator[DocumentError]:
        found = self._connection.execute(
            f"SELECT d.path, d.text, m.key, m.target, m.media_kind, a.kind FROM {self._mentions} m "  # noqa: S608
            "JOIN manifests a ON a.name = m.target JOIN documents d ON d.number = m.number "
            "WHERE m.media_kind <> a.kind ORDER BY d.path, m.place",
            self._names,
        )
        for path, text, key, target, wanted, kind in found:
            sentence = _("“%(target)s” is of the kind “%(kind)s”, but here belongs one of the kind “%(wanted)s”.")
            values = {"target": target, "kind": kind, "wanted": wanted}
            yield DocumentError(sentence % values, path=Path(path), line=_find_line(text, key, target), key=key)

    def _iter_mentions(self, condition: str, sentence: str) -> Iterator[DocumentError]:
        found = self._connection.execute(
            f"SELECT d.path, d.text, m.key, m.target FROM {self._mentions} m "  # noqa: S608
            f"JOIN documents d ON d.number = m.number WHERE {condition} ORDER BY d.path, m.place",
            self._names,
        )
        for path, text, key, target in found:
            line = _find_line(text, key, target)
            yield DocumentError(sentence % {"target": target}, path=Path(path), line=line, key=key)

    def _limit(self, column: str, table: str, key: str, names: str) -> str:
        """The condition that a value is one of those that the concerned rows of its table have."""
        if not self._is_limited:
            return "TRUE"
        own = column.removeprefix("b.")
        concerned = f"SELECT {own} FROM {table} WHERE {key} IN (SELECT value FROM json_each({names}))"  # noqa: S608
        return f"{column} IN ({concerned})"


def _find_line(text: str, key: str, target: str = "") -> int | None:
    """The line of a document that a problem is in; reading the text is left to those who have one."""
    from site_builder.documents.places import find_line

    return find_line(text, key, target)
