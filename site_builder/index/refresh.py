"""Bringing the index up to date: files that changed are read, files that went are forgotten, in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from site_builder.documents.store import decode_document, normalise_line_ends, parse_document
from site_builder.errors import DocumentError
from site_builder.index import rows
from site_builder.index.journal import DocumentFacts, Journal
from site_builder.index.manifests import parse_manifest, parse_record
from site_builder.index.scanning import RECORDS_FOLDER, FileState, ReadFile, find_bucket, read_file, total
from site_builder.index.survey import MEDIA_STORE, STRAYS, Changes, Progress, Survey
from site_builder.index.tallies import Tallies
from site_builder.messages import _


@dataclass(slots=True)
class Refresh:
    """One refresh, within a transaction of the caller."""

    connection: sqlite3.Connection
    added: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    media: set[str] = field(default_factory=set)
    is_first: bool = False
    """Nobody can have read the journal of a new index, so nothing is written into it."""
    journal: Journal = field(init=False)
    tallies: Tallies = field(init=False)

    def __post_init__(self) -> None:
        self.journal = Journal(self.connection)
        self.tallies = Tallies(self.connection)

    def run(self, survey: Survey, progress: Progress) -> Changes:
        """Read what changed. A file that is not valid leaves a fault, no document, and is read again each time.

        Raises:
            OSError: a folder cannot be read.
        """
        buckets = survey.buckets
        known = self._load_known(buckets)
        self.is_first = not self._has_files() and self.journal.find_position().number == 0
        pending = [(root, state) for root, state in survey.files if known.pop(state.path, None) != state.stamp]
        for path in known:  # what is left over in it is gone
            self._forget(path)
        for done, (root, state) in enumerate(pending, start=1):
            self._read(root, state)
            progress(done, len(pending))
        self.tallies.count()
        self._keep_sums(buckets)
        self._note_strays(survey.strays)
        self.connection.execute("INSERT OR REPLACE INTO places VALUES (?, ?)", (MEDIA_STORE, survey.store_path))
        if not self.is_first:
            for name in sorted(self.media):
                self.journal.note_media(name)
            self.journal.cut()
        return self._sum_up()

    def _has_files(self) -> bool:
        return self.connection.execute("SELECT 1 FROM files LIMIT 1").fetchone() is not None

    def _load_known(self, buckets: Iterable[int]) -> dict[str, tuple[int, int, int] | None]:
        """The stamps of the files of some buckets; `None` for one that is to be read whatever its stamp is."""
        query = "SELECT path, size_bytes, mtime_ns, inode, fault IS NOT NULL FROM files WHERE bucket = ?"
        found = (row for bucket in buckets for row in self.connection.execute(query, (bucket,)))
        return {path: None if is_faulty else (size, mtime, inode) for path, size, mtime, inode, is_faulty in found}

    def _keep_sums(self, buckets: Iterable[int]) -> None:
        """Add up the stamps that are known now."""
        query = "SELECT path, size_bytes, mtime_ns, inode FROM files WHERE bucket = ?"
        sums = [(bucket, total(self.connection.execute(query, (bucket,)))) for bucket in buckets]
        self.connection.executemany("INSERT OR REPLACE INTO sums VALUES (?, ?)", sums)

    def _read(self, root: Path, state: FileState) -> None:
        known = self.connection.execute("SELECT hash, fault FROM files WHERE path = ?", (state.path,)).fetchone()
        try:
            file = read_file(root, state)
        except OSError as error:
            sentence = _("This file cannot be read: %(reason)s.") % {"reason": error.strerror}
            self._keep_fault(ReadFile(state, b"", b""), DocumentError(sentence))
            return
        if file is None:
            self._forget(state.path)
        elif known == (file.hash, None):
            self._keep_stamp(file, None)
        else:
            self._take(file)

    def _take(self, file: ReadFile) -> None:
        """Put what a file holds in the place of what it held before."""
        path = Path(file.state.path)
        try:
            if path.suffix == ".md":
                self._take_document(file, path)
            elif path.parent.name == RECORDS_FOLDER:
                self._take_record(file, path)
            else:
                self._take_manifest(file, path)
        except DocumentError as error:
            self._keep_fault(file, error)
        else:
            self._keep_stamp(file, None)

    def _take_document(self, file: ReadFile, path: Path) -> None:
        text = decode_document(file.data, path)
        document = parse_document(text, path=path)
        before = self._find_facts(file.state.path)
        is_new = not rows.delete_document(self.connection, file.state.path)
        rows.insert_document(self.connection, document, normalise_line_ends(text))
        (self.added if is_new else self.changed).add(document.meta.ref)
        after = self.journal.find_facts(file.state.path)
        self.tallies.touch(before, after)
        if not self.is_first:
            self.journal.note_document(document.meta.ref, before, after)

    def _take_manifest(self, file: ReadFile, path: Path) -> None:
        manifest = parse_manifest(file.data, path)
        rows.insert_manifest(self.connection, manifest)
        self.media.add(manifest.name)

    def _take_record(self, file: ReadFile, path: Path) -> None:
        self._remove(file.state.path)
        record = parse_record(file.data, path)
        if record is not None:
            rows.insert_record(self.connection, record)
            self.media.add(record.name)

    def _forget(self, path: str) -> None:
        """Take out a file and what it held."""
        self._remove(path)
        self.connection.execute("DELETE FROM files WHERE path = ?", (path,))

    def _remove(self, path: str) -> None:
        """Take out what a file held."""
        folder, _slash, name = path.partition("/")
        stem, _dot, suffix = name.rpartition(".")
        if suffix == "md":
            before = self._find_facts(path)
            if rows.delete_document(self.connection, path):
                self.removed.add(f"{folder}/{stem}")
                self.tallies.touch(before)
                self.journal.note_document(f"{folder}/{stem}", before, None)
            return
        table = "records" if folder == RECORDS_FOLDER else "manifests"
        if self.connection.execute(f"DELETE FROM {table} WHERE name = ?", (stem,)).rowcount:  # noqa: S608
            self.media.add(stem)

    def _find_facts(self, path: str) -> DocumentFacts | None:
        return None if self.is_first else self.journal.find_facts(path)

    def _keep_fault(self, file: ReadFile, error: DocumentError) -> None:
        self._remove(file.state.path)
        self._keep_stamp(file, json.dumps([error.sentence, error.line, error.key], ensure_ascii=False))

    def _keep_stamp(self, file: ReadFile, fault: str | None) -> None:
        path = file.state.path
        row = (path, find_bucket(path), *file.state.stamp, file.hash, fault)
        self.connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def _note_strays(self, paths: Iterable[str]) -> None:
        sentence = _("No kind of document has this folder, so the file is not on the site.")
        fault = json.dumps([sentence, None, ""], ensure_ascii=False)
        self.connection.execute("DELETE FROM files WHERE bucket = ?", (STRAYS,))
        rows_of_strays = ((path, STRAYS, 0, 0, 0, b"", fault) for path in paths)
        self.connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", rows_of_strays)

    def _sum_up(self) -> Changes:
        return Changes(*(tuple(sorted(refs)) for refs in (self.added, self.changed, self.removed, self.media)))
