"""A draft laid over the index: the site as it would be, without a byte of it written.

Temporary views with the names of the tables stand before them on a connection of their own: they show the tables
without the rows that the draft replaces, and the draft's rows. So every question is answered by the code, and by the
indexes, that answer for the site.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from media_pipeline.manifest import MediaManifest
from site_builder.documents.model import ContentDocument
from site_builder.documents.store import serialise_document
from site_builder.index import rows
from site_builder.index.manifests import parse_record
from site_builder.index.queries import SqlLibrary
from site_builder.index.scanning import RECORDS_FOLDER
from site_builder.index.schema import TABLE_NAMES, TABLES, connect
from site_builder.index.survey import MEDIA_STORE

_PREFIX = "temp.draft_"
_NUMBER = -1
"""Of the draft's row."""
_MEDIA_TABLES = ("manifests", "records")


class DraftLibrary(SqlLibrary):
    """The site with a draft in the place of its older version; close it, or use it in a `with` block."""

    def __init__(self, path: Path, document: ContentDocument, manifests: Iterable[MediaManifest]) -> None:
        """Lay a draft over an index.

        Args:
            path: of the index.
            document: the draft; it replaces the document of its id, and the one at its place.
            manifests: of assets that it names; they stand before those of the same name.
        """
        super().__init__(connect(path))
        # a transaction, so that a build that goes on meanwhile is not seen half way
        self._connection.execute("BEGIN")
        hidden = self._list_hidden(document)
        records_dir = self._find_records()
        self._create_tables()
        rows.insert_document(self._connection, document, serialise_document(document), prefix=_PREFIX, number=_NUMBER)
        names = [self._add_manifest(manifest, records_dir) for manifest in manifests]
        self._create_views(hidden, names)

    def close(self) -> None:
        """Forget the draft."""
        self._connection.close()

    def __enter__(self) -> DraftLibrary:
        return self

    def __exit__(
        self, type_: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _list_hidden(self, document: ContentDocument) -> list[int]:
        found = self._connection.execute(
            "SELECT number FROM documents WHERE id = ? OR ref = ?", (str(document.meta.id), document.meta.ref)
        )
        return [number for (number,) in found]

    def _find_records(self) -> Path | None:
        found = self._connection.execute("SELECT path FROM places WHERE name = ?", (MEDIA_STORE,)).fetchone()
        return Path(found[0]) / RECORDS_FOLDER if found else None

    def _create_tables(self) -> None:
        for statement in TABLES.format(prefix=_PREFIX).split(";\n"):
            self._connection.execute(statement)

    def _add_manifest(self, manifest: MediaManifest, records_dir: Path | None) -> str:
        """The name of the asset; its record is read anew, since its files may just have been made."""
        rows.insert_manifest(self._connection, manifest, prefix=_PREFIX)
        path = records_dir / f"{manifest.name}.json" if records_dir else None
        record = parse_record(path.read_bytes(), path) if path and path.is_file() else None
        if record is not None:
            rows.insert_record(self._connection, record, prefix=_PREFIX)
        return manifest.name

    def _create_views(self, hidden: list[int], names: list[str]) -> None:
        numbers = ", ".join(map(str, hidden)) or "NULL"
        quoted = ", ".join(f"'{name}'" for name in names) or "NULL"  # an asset's name has no quotes
        for table in TABLE_NAMES:
            shown = f"name NOT IN ({quoted})" if table in _MEDIA_TABLES else f"number NOT IN ({numbers})"
            if "NULL" in shown:
                shown = "TRUE"
            self._connection.execute(
                f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {shown} "  # noqa: S608
                f"UNION ALL SELECT * FROM {_PREFIX}{table}"
            )
