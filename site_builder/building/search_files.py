"""The files of the search as they stand: which of them an update changed, and how shelves split and join."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from site_builder.building.search_syllables import Syllables
from site_builder.search import files
from site_builder.search.shelves import END, is_split, list_shelves_below

_BEYOND = "{"


@dataclass(slots=True)
class KeptFiles:
    """The table of the files, within a transaction of the caller."""

    connection: sqlite3.Connection
    bits: int
    edition: int
    _is_other: bool = False
    """Whether a file came or went."""

    def write(self, syllables: Syllables, boxes: Iterable[int], kinds: Sequence[str]) -> None:
        """Write what changed.

        Args:
            syllables: that changed.
            boxes: files of documents that changed.
            kinds: names of the kinds.
        """
        changed = set(syllables.changed)
        for beginning in self._grow(syllables.grown):
            changed |= self._rearrange(beginning, syllables)
        for name in sorted({self._find_shelf(folded) for folded in changed}):
            self._write_shelf(name, syllables)
        if self._is_other:
            self._put(files.name_catalogue(), files.write_catalogue(self.bits, self._list_shelves(), kinds))
        for box in sorted(boxes):
            self._write_box(box)

    def _grow(self, grown: Mapping[str, tuple[int, int]]) -> list[str]:
        """Add to the sums of beginnings; those that split or joined, but for those inside of others."""
        sizes: Counter[str] = Counter()
        counts: Counter[str] = Counter()
        for folded, (size, count) in grown.items():
            for length in range(1, len(folded) + 1):
                sizes[folded[:length]] += size
                counts[folded[:length]] += count
        turned: list[str] = []
        for beginning in sorted(sizes):
            if (sizes[beginning] or counts[beginning]) and self._add(beginning, sizes[beginning], counts[beginning]):
                turned += [] if any(beginning.startswith(each) for each in turned) else [beginning]
        return turned

    def _add(self, beginning: str, size: int, count: int) -> bool:
        """Whether the beginning has split or joined."""
        before = self._read_beginning(beginning)
        after = before[0] + size, before[1] + count
        if after[1]:
            self.connection.execute("INSERT OR REPLACE INTO beginnings VALUES (?, ?, ?)", (beginning, *after))
        else:
            self.connection.execute("DELETE FROM beginnings WHERE beginning = ?", (beginning,))
        return is_split(*before) != is_split(*after)

    def _read_beginning(self, beginning: str) -> tuple[int, int]:
        query = "SELECT size, count FROM beginnings WHERE beginning = ?"
        found: tuple[int, int] | None = self.connection.execute(query, (beginning,)).fetchone()
        return found or (0, 0)

    def _rearrange(self, beginning: str, syllables: Syllables) -> set[str]:
        """Take all shelves of a beginning away; a syllable of each that is to be written in their place."""
        path = files.name_shelf(self.bits, beginning).removesuffix(files.SUFFIX)
        found = self.connection.execute(
            "SELECT path FROM files WHERE path >= ? AND path < ? AND content IS NOT NULL", (path, path + _BEYOND)
        ).fetchall()
        for (path,) in found:
            self._put(path, None)
        return {each[0] for each in list_shelves_below(beginning, syllables.list_sizes(beginning)).values() if each}

    def _find_shelf(self, folded: str) -> str:
        """The shelf that a syllable is on, or would be on."""
        beginnings = (folded[:length] for length in range(1, len(folded) + 1))
        return next((each for each in beginnings if not is_split(*self._read_beginning(each))), folded + END)

    def _write_shelf(self, name: str, syllables: Syllables) -> None:
        is_single = name.endswith(END)
        first = name.removesuffix(END)
        postings, trimmed = syllables.read(first, first + ("\0" if is_single else _BEYOND))
        self._put(files.name_shelf(self.bits, name), files.write_shelf(postings, trimmed) if postings else None)

    def _list_shelves(self) -> list[str]:
        first = files.name_shelf(self.bits, "").removesuffix(files.SUFFIX)
        found = self.connection.execute(
            "SELECT path FROM files WHERE path >= ? AND path < ? AND content IS NOT NULL", (first, first + _BEYOND)
        )
        return [path[len(first) :].removesuffix(files.SUFFIX) for (path,) in found]

    def _write_box(self, box: int) -> None:
        numbers = (box << files.BOX_BITS, (box + 1) << files.BOX_BITS)
        found = self.connection.execute(
            "SELECT number, page FROM documents WHERE number >= ? AND number < ?", numbers
        ).fetchall()
        pages = {number: files.FoundPage(*json.loads(page)) for number, page in found}
        self._put(files.name_box(self.bits, box), files.write_box(pages) if pages else None)

    def _put(self, path: str, content: bytes | None) -> None:
        """Note a file's bytes, or that it is no more; nothing when it is as it was."""
        found = self.connection.execute("SELECT content FROM files WHERE path = ?", (path,)).fetchone()
        before = found[0] if found else None
        if before != content:
            self._is_other |= before is None or content is None
            row = (path, content, self.edition)
            self.connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", row)
