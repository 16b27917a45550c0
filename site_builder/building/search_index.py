"""The files of the search, kept up to date: only what changed in the documents is read and written anew.

Everything that the files are made of is kept in a database of its own beside the index: the syllables of each document,
the postings of each syllable, and the files themselves. It is derived: the files are the same, byte by byte, whether
it is kept or deleted. What changed is asked of the index's journal, so an update costs what changed, not what there is.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from site_builder.building.search_database import TABLE_NAMES, open_search_database
from site_builder.building.search_files import KeptFiles
from site_builder.building.search_syllables import Codes, Syllables
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument, FrontMatter, LawFrontMatter
from site_builder.errors import IndexFileError
from site_builder.index.schema import is_damage, remove_database
from site_builder.rendering.words import KIND_NAMES, STATUS_NAMES
from site_builder.search import files
from site_builder.search.numbering import assign_numbers, count_bits, find_first_choice, list_run
from site_builder.search.postings import encode_occurrence
from site_builder.search.wording import describe_document

Translate = Callable[[str], str]

HIDDEN_KINDS = (Kind.HOME,)
"""The first page shows parts of others: whoever searches is past it."""
KINDS = tuple(Kind)
LARGEST_UPDATE = 0.2
"""Of the documents: when more have changed, everything is made anew in one pass, which is faster."""

_HIDDEN = tuple(f"{kind}/" for kind in HIDDEN_KINDS)
_TOKEN, _EDITION, _MADE_OF, _POSITION = "token", "edition", "made-of", "position"

Words = dict[str, tuple[str, str]]
"""Folded form and encoded occurrence by spelling."""
Stamped = dict[str, tuple[str, bytes]]
"""Id and hash by `<kind>/<slug>`."""


class Source(Protocol):
    """Where the documents come from."""

    def list_changed(self, since: str) -> tuple[str, Collection[str] | None]:
        """Where it stands, and which documents (`<kind>/<slug>`) changed since it stood elsewhere; `None` when that is
        no longer known.
        """

    def list_stamps(self, refs: Collection[str] | None = None) -> Sequence[tuple[str, str, bytes]]:
        """Id, `<kind>/<slug>` and a hash of the file of each document, or of some."""

    def load_document(self, ref: str) -> ContentDocument:
        """A whole document."""


@dataclass(frozen=True, slots=True)
class SearchFiles:
    """The files of the search, up to date; paths are below the output folder."""

    connection: sqlite3.Connection

    @property
    def edition(self) -> str:
        """Names this state; to be given back to `list_touched`."""
        found = dict(self.connection.execute("SELECT name, value FROM state"))
        return f"{found[_TOKEN]}:{found[_EDITION]}"

    def list_paths(self) -> list[str]:
        """All files."""
        found = self.connection.execute("SELECT path FROM files WHERE content IS NOT NULL ORDER BY path")
        return [path for (path,) in found]

    def list_touched(self, since: str) -> list[str] | None:
        """The files that were changed or deleted since an edition; `None` when that is not known."""
        token, _colon, number = since.partition(":")
        if token != self.edition.partition(":")[0]:
            return None
        found = self.connection.execute("SELECT path FROM files WHERE edition > ? ORDER BY path", (int(number),))
        return [path for (path,) in found]

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        query = "SELECT 1 FROM files WHERE path = ? AND content IS NOT NULL"
        return self.connection.execute(query, (path,)).fetchone() is not None

    def read(self, path: str) -> bytes:
        """A file that there is."""
        content: bytes = self.connection.execute("SELECT content FROM files WHERE path = ?", (path,)).fetchone()[0]
        return content


@contextmanager
def opening_search(path: Path, source: Source, translate: Translate) -> Iterator[SearchFiles]:
    """Bring the files of the search up to date.

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
            yield SearchFiles(connection)
        finally:
            connection.close()
    except (sqlite3.DatabaseError, OSError) as error:
        raise IndexFileError(path, str(error)) from error


def iter_search_files(path: Path, source: Source, translate: Translate) -> Iterator[tuple[str, bytes]]:
    """All files of the search with their paths; see `opening_search`."""
    with opening_search(path, source, translate) as found:
        for each in found.list_paths():
            yield each, found.read(each)


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
    before: dict[int, Words] = field(default_factory=dict)
    """What numbers had that may have another document now."""

    def update(self) -> None:
        """Bring the files to the state of the documents."""
        known = dict(self.connection.execute("SELECT name, value FROM state"))
        position, refs = self.source.list_changed(known.get(_POSITION, ""))
        there, was_there = self._list_stamps(refs), self._list_known(refs)
        gone = {ref: id_ for ref, (id_, stamp) in was_there.items() if there.get(ref) != (id_, stamp)}
        come = {ref: found for ref, found in there.items() if was_there.get(ref) != found}
        (count,) = self.connection.execute("SELECT COUNT(*) FROM documents").fetchone()
        count += len(come) - len(gone)
        bits, kinds = count_bits(count), [self.translate(KIND_NAMES[kind]) for kind in KINDS]
        made_of = json.dumps([bits, kinds, [self.translate(name) for name in STATUS_NAMES.values()]])
        if known.get(_MADE_OF) != made_of or max(len(come), len(gone)) > LARGEST_UPDATE * count:
            known = self._clear(made_of)
            syllables, boxes = self._fill(bits)
        elif come or gone:
            syllables, boxes = self._change(bits, come, gone)
        if come or gone or _EDITION not in known:
            known[_EDITION] = str(int(known.get(_EDITION, 0)) + 1)
            KeptFiles(self.connection, bits, int(known[_EDITION])).write(syllables, boxes, kinds)
        self.connection.executemany(
            "INSERT OR REPLACE INTO state VALUES (?, ?)", (known | {_POSITION: position}).items()
        )

    def _list_stamps(self, refs: Collection[str] | None) -> Stamped:
        stamps = self.source.list_stamps(refs)
        return {ref: (id_, stamp) for id_, ref, stamp in stamps if not ref.startswith(_HIDDEN)}

    def _list_known(self, refs: Collection[str] | None) -> Stamped:
        if refs is None:
            found = self.connection.execute("SELECT ref, id, stamp FROM documents").fetchall()
        else:
            query = "SELECT ref, id, stamp FROM documents WHERE ref = ?"
            found = [row for ref in sorted(refs) for row in self.connection.execute(query, (ref,))]
        return {ref: (id_, stamp) for ref, id_, stamp in found}

    def _clear(self, made_of: str) -> dict[str, str]:
        """Forget everything; what is known then."""
        for table in TABLE_NAMES:
            self.connection.execute(f"DELETE FROM {table}")  # noqa: S608
        return {_TOKEN: secrets.token_hex(8), _MADE_OF: made_of}

    def _fill(self, bits: int) -> tuple[Syllables, set[int]]:
        """Take in all documents; what changed of syllables and of files of documents."""
        stamps = self._list_stamps(None)
        numbers = assign_numbers((id_ for id_, _stamp in stamps.values()), bits)
        ordered = sorted((numbers[id_], ref, id_, stamp) for ref, (id_, stamp) in stamps.items())
        syllables = Syllables(self.connection)
        syllables.fill((number, self._take(id_, ref, stamp, number)) for number, ref, id_, stamp in ordered)
        return syllables, {files.find_box(number) for number in numbers.values()}

    def _change(self, bits: int, come: Stamped, gone: dict[str, str]) -> tuple[Syllables, set[int]]:
        """Take out documents and take in others; what changed of syllables and of files of documents."""
        for id_ in gone.values():
            self._take_out(id_, bits)
        for ref, (id_, stamp) in come.items():
            self._take_in(id_, ref, stamp, bits)
        touched: defaultdict[tuple[str, str], Codes] = defaultdict(dict)
        for number, before in self.before.items():
            after = self._read_words(number)
            for spelling in after.keys() | before.keys():
                if after.get(spelling) != before.get(spelling):
                    folded = (after.get(spelling) or before[spelling])[0]
                    touched[folded, spelling][number] = after[spelling][1] if spelling in after else None
        syllables = Syllables(self.connection)
        syllables.change(touched)
        return syllables, {files.find_box(number) for number in self.before}

    def _take_out(self, id_: str, bits: int) -> None:
        (number,) = self.connection.execute("SELECT number FROM documents WHERE id = ?", (id_,)).fetchone()
        run = list_run(number, bits, self._find_id)
        self._note(number)
        self.connection.execute("DELETE FROM documents WHERE id = ?", (id_,))
        self._move(run, assign_numbers(run.keys() - {id_}, bits))

    def _take_in(self, id_: str, ref: str, stamp: bytes, bits: int) -> None:
        run = list_run(find_first_choice(id_, bits), bits, self._find_id)
        numbers = assign_numbers([*run, id_], bits)
        self._note(numbers[id_])
        self._move(run, numbers)
        self._take(id_, ref, stamp, numbers[id_])

    def _move(self, run: dict[str, int], numbers: dict[str, int]) -> None:
        moved = {id_: number for id_, number in numbers.items() if run.get(id_, number) != number}
        for id_, number in moved.items():
            self._note(run[id_])
            self._note(number)
        for id_, number in moved.items():
            self.connection.execute("UPDATE documents SET number = ? WHERE id = ?", (number, id_))

    def _note(self, number: int) -> None:
        if number not in self.before:
            self.before[number] = self._read_words(number)

    def _find_id(self, number: int) -> str | None:
        found = self.connection.execute("SELECT id FROM documents WHERE number = ?", (number,)).fetchone()
        return found[0] if found else None

    def _read_words(self, number: int) -> Words:
        found = self.connection.execute("SELECT words FROM documents WHERE number = ?", (number,)).fetchone()
        words = json.loads(found[0]) if found else {}
        return {spelling: (folded, code) for spelling, (folded, code) in words.items()}

    def _take(self, id_: str, ref: str, stamp: bytes, number: int) -> Words:
        """Keep a document; its words."""
        document = self.source.load_document(ref)
        occurrences = describe_document(document.meta, document.body)
        words = {spelling: (each.folded, encode_occurrence(each)) for spelling, each in occurrences.items()}
        page = json.dumps(self._describe_page(document.meta), ensure_ascii=False)
        row = (id_, ref, stamp, number, page, json.dumps(words, ensure_ascii=False))
        self.connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)", row)
        return words

    def _describe_page(self, meta: FrontMatter) -> list[object]:
        note = ""
        if isinstance(meta, LawFrontMatter):
            note = f"{meta.number} · {self.translate(STATUS_NAMES[meta.status])}"
        return [meta.title, meta.address, KINDS.index(meta.kind), meta.summary, note]
