"""The files of the search, kept up to date: only what changed in the documents is read and written anew.

Everything that the files are made of is kept in a database of its own beside the index: the syllables of each document,
the postings of each syllable, and the files themselves. It is derived: the files are the same, byte by byte, whether
it is kept or deleted.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from site_builder.building.search_database import TABLE_NAMES, open_search_database
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument, FrontMatter, LawFrontMatter
from site_builder.errors import IndexFileError
from site_builder.index.schema import is_damage, remove_database
from site_builder.rendering.words import KIND_NAMES, STATUS_NAMES
from site_builder.search import files
from site_builder.search.numbering import assign_numbers, count_bits
from site_builder.search.postings import decode_postings, encode_gap, encode_occurrence, encode_postings
from site_builder.search.shelves import find_shelf, list_shelves
from site_builder.search.wording import describe_document

Translate = Callable[[str], str]

HIDDEN_KINDS = (Kind.HOME,)
"""The first page shows parts of others: whoever searches is past it."""
KINDS = tuple(Kind)
LARGEST_UPDATE = 0.2
"""Of the documents: when more have changed, everything is made anew in one pass, which is faster."""

Words = dict[str, list[str]]


class Source(Protocol):
    """Where the documents come from."""

    def list_stamps(self) -> Sequence[tuple[str, str, bytes]]:
        """Id, `<kind>/<slug>` and a hash of the file of each document."""

    def load_document(self, ref: str) -> ContentDocument:
        """A whole document."""


def iter_search_files(path: Path, source: Source, translate: Translate) -> Iterator[tuple[str, bytes]]:
    """The files of the search by their path below the output folder.

    Args:
        path: of the database.
        source: of the documents.
        translate: gives a message in the site's language.

    Raises:
        IndexFileError: the database cannot be read or written.
    """
    try:
        connection = _update(path, source, translate)
        try:
            yield from connection.execute("SELECT path, content FROM files ORDER BY path")
        finally:
            connection.close()
    except (sqlite3.DatabaseError, OSError) as error:
        raise IndexFileError(path, str(error)) from error


def _update(path: Path, source: Source, translate: Translate) -> sqlite3.Connection:
    """The database, brought up to date; one that turns out to be damaged is made anew."""
    connection = open_search_database(path)
    try:
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            SearchIndex(connection, source, translate).update()
    except sqlite3.DatabaseError as error:
        connection.close()
        if not is_damage(error):
            raise
        remove_database(path)
        return _update(path, source, translate)
    return connection


@dataclass(slots=True)
class SearchIndex:
    """One update, within a transaction of the caller."""

    connection: sqlite3.Connection
    source: Source
    translate: Translate
    touched: dict[str, dict[int, str | None]] = field(default_factory=dict)
    """Spelling → number → encoded occurrence; `None` where there is none any more."""
    folded: dict[str, str] = field(default_factory=dict)
    """Of what was touched."""
    boxes: set[int] = field(default_factory=set)
    """Files of documents that changed."""

    def update(self) -> None:
        """Bring the files to the state of the documents."""
        stamps = {id_: (ref, stamp) for id_, ref, stamp in self.source.list_stamps() if not _is_hidden(ref)}
        numbers = assign_numbers(stamps)
        bits, kinds = count_bits(len(numbers)), [self.translate(KIND_NAMES[kind]) for kind in KINDS]
        state = json.dumps([bits, kinds, [self.translate(name) for name in STATUS_NAMES.values()]])
        known = {
            id_: (stamp, number)
            for id_, stamp, number in self.connection.execute("SELECT id, stamp, number FROM documents")
        }
        changed = [id_ for id_, (_ref, stamp) in stamps.items() if known.get(id_) != (stamp, numbers[id_])]
        gone = [id_ for id_ in known if id_ not in stamps]
        is_new = self._load_state() != state or len(changed) + len(gone) > LARGEST_UPDATE * len(stamps)
        if not is_new and not changed and not gone:
            return
        documents = [(id_, *stamps[id_], numbers[id_]) for id_ in changed]
        if is_new:
            self._clear(state)
            self._fill(sorted(((id_, *stamps[id_], numbers[id_]) for id_ in stamps), key=lambda row: row[3]))
        else:
            self._change(documents, gone)
        self._write_files(bits, kinds)

    def _load_state(self) -> str:
        found = self.connection.execute("SELECT value FROM state").fetchone()
        return found[0] if found else ""

    def _clear(self, state: str) -> None:
        for table in TABLE_NAMES:
            self.connection.execute(f"DELETE FROM {table}")  # noqa: S608
        self.connection.execute("INSERT INTO state VALUES ('made-of', ?)", (state,))

    def _fill(self, documents: Iterable[tuple[str, str, bytes, int]]) -> None:
        """Take in all documents, in the order of their numbers: postings only grow at their end."""
        postings: dict[str, bytearray] = {}
        last: dict[str, int] = {}
        folded: dict[str, str] = {}
        for row in documents:
            number = row[3]
            for spelling, (plain, code) in self._take(*row).items():
                gap = encode_gap(number - last.get(spelling, -1) - 1)
                postings.setdefault(spelling, bytearray()).extend(f"{gap}{code}".encode())
                last[spelling], folded[spelling] = number, plain
            self.boxes.add(files.find_box(number))
        self.connection.executemany(
            "INSERT INTO syllables VALUES (?, ?, ?)",
            ((spelling, folded[spelling], text.decode()) for spelling, text in postings.items()),
        )

    def _change(self, documents: Iterable[tuple[str, str, bytes, int]], gone: Iterable[str]) -> None:
        """Take in documents that changed, and take out what is gone."""
        rows = list(documents)
        before: dict[int, Words] = {}
        for id_ in (*gone, *(row[0] for row in rows)):
            before |= self._forget(id_)
        after = {row[3]: self._take(*row) for row in rows}
        for number in before.keys() | after.keys():
            self.boxes.add(files.find_box(number))
            self._touch(number, after.get(number, {}), before.get(number, {}))
        for spelling, occurrences in self.touched.items():
            self._merge(spelling, occurrences)

    def _forget(self, id_: str) -> dict[int, Words]:
        """Take a document out; the words that its number had."""
        query = "DELETE FROM documents WHERE id = ? RETURNING number, words"
        return {number: json.loads(words) for number, words in self.connection.execute(query, (id_,)).fetchall()}

    def _take(self, id_: str, ref: str, stamp: bytes, number: int) -> Words:
        """Keep a document; its words."""
        document = self.source.load_document(ref)
        occurrences = describe_document(document.meta, document.body)
        words = {spelling: [each.folded, encode_occurrence(each)] for spelling, each in occurrences.items()}
        page = json.dumps(self._describe_page(document.meta), ensure_ascii=False)
        row = (id_, stamp, number, page, json.dumps(words, ensure_ascii=False))
        self.connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?)", row)
        return words

    def _describe_page(self, meta: FrontMatter) -> list[object]:
        note = ""
        if isinstance(meta, LawFrontMatter):
            note = f"{meta.number} · {self.translate(STATUS_NAMES[meta.status])}"
        return [meta.title, meta.address, KINDS.index(meta.kind), meta.summary, note]

    def _touch(self, number: int, words: Words, before: Words) -> None:
        """Note what differs between the words of a number and those that it had."""
        for spelling in words.keys() | before.keys():
            occurrence = words.get(spelling)
            if occurrence != before.get(spelling):
                self.folded[spelling] = (occurrence or before[spelling])[0]
                self.touched.setdefault(spelling, {})[number] = occurrence[1] if occurrence else None

    def _merge(self, spelling: str, occurrences: dict[int, str | None]) -> None:
        found = self.connection.execute("SELECT postings FROM syllables WHERE spelling = ?", (spelling,)).fetchone()
        before = decode_postings(found[0]) if found else {}
        after = {number: code for number, code in (before | occurrences).items() if code is not None}
        if after == before:
            del self.folded[spelling]
        elif after:
            row = (spelling, self.folded[spelling], encode_postings(after))
            self.connection.execute("INSERT OR REPLACE INTO syllables VALUES (?, ?, ?)", row)
        else:
            self.connection.execute("DELETE FROM syllables WHERE spelling = ?", (spelling,))

    def _write_files(self, bits: int, kinds: Sequence[str]) -> None:
        sizes = self.connection.execute(
            "SELECT folded, SUM(LENGTH(postings) + LENGTH(spelling) + 6) FROM syllables GROUP BY folded"
        )
        shelves = list_shelves(dict(sizes.fetchall()))
        self._put(files.name_catalogue(), files.write_catalogue(bits, shelves, kinds))
        changed = {find_shelf(folded, shelves) for folded in self.folded.values()}
        known = {path for (path,) in self.connection.execute("SELECT path FROM files WHERE path LIKE '%/am-%'")}
        for shelf, syllables in shelves.items():
            # shelves that were split or joined have other names than before
            path = files.name_shelf(bits, shelf)
            if shelf in changed or path not in known:
                self._put(path, self._write_shelf(syllables))
        for path in known - {files.name_shelf(bits, shelf) for shelf in shelves}:
            self.connection.execute("DELETE FROM files WHERE path = ?", (path,))
        for box in sorted(self.boxes):
            self._write_box(bits, box)

    def _write_shelf(self, syllables: Sequence[str]) -> bytes:
        postings: dict[str, dict[str, str]] = {}
        for folded in syllables:
            found = self.connection.execute("SELECT spelling, postings FROM syllables WHERE folded = ?", (folded,))
            postings[folded] = dict(found.fetchall())
        return files.write_shelf(postings)

    def _write_box(self, bits: int, box: int) -> None:
        numbers = (box << files.BOX_BITS, (box + 1) << files.BOX_BITS)
        found = self.connection.execute(
            "SELECT number, page FROM documents WHERE number >= ? AND number < ?", numbers
        ).fetchall()
        path = files.name_box(bits, box)
        if found:
            pages = {number: files.FoundPage(*json.loads(page)) for number, page in found}
            self._put(path, files.write_box(pages))
        else:
            self.connection.execute("DELETE FROM files WHERE path = ?", (path,))

    def _put(self, path: str, content: bytes) -> None:
        self.connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (path, content))


def _is_hidden(ref: str) -> bool:
    return Kind(ref.partition("/")[0]) in HIDDEN_KINDS
