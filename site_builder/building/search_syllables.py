"""The postings of the search, kept by ranges of numbers: a document that changes encodes its own ranges anew.

What depends on all documents of a syllable, its size and what of it is left in the files, is kept in sums.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from site_builder.search.postings import (
    LAST_LEVEL,
    WHOLE,
    choose_level,
    decode_postings,
    encode_gap,
    encode_postings,
    join_chunks,
    keep_occurrences,
    measure_kept,
)

CHUNK_BITS = 12
"""Of a number, left out of the number of its range: such a range has 512 to 1024 documents."""
_BEYOND = "{"
"""Sorts behind every letter of a syllable."""
_ROW_SIZE = 6
"""Signs around the postings of a spelling."""

Codes = dict[int, str | None]
"""Encoded occurrences by the number of their document; `None` where there is none any more."""


@dataclass(slots=True)
class Sums:
    """Of a folded syllable, over all documents."""

    size: int = 0
    """Signs of postings and spellings, for the choice of a shelf."""
    signs: int = 0
    """Of postings alone."""
    kept: list[int] = field(default_factory=lambda: [0] * (LAST_LEVEL + 1))
    """Signs that are left at each level."""

    def add(self, code: str, count: int = 1) -> None:
        """Take in occurrences, or take them out."""
        for level, size in enumerate(measure_kept(code)):
            self.kept[level] += size * count

    def add_row(self, spelling: str, postings: str, count: int = 1) -> None:
        """Take in the postings of a range, or take them out."""
        self.signs += len(postings) * count
        self.size += (len(postings) + len(spelling) + _ROW_SIZE) * count

    @property
    def level(self) -> int:
        """How far the syllable has to come down."""
        return choose_level(self.signs, self.kept)


@dataclass(slots=True)
class Syllables:
    """The tables of the syllables, within a transaction of the caller."""

    connection: sqlite3.Connection
    changed: set[str] = field(default_factory=set)
    """Folded syllables whose entries in the files changed."""
    grown: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By how much the size of a folded syllable changed, and whether it came (1) or went (-1)."""

    def fill(self, documents: Iterable[tuple[int, Mapping[str, tuple[str, str]]]]) -> None:
        """Take in all documents, in the order of their numbers: postings only grow at their end, and a range that is
        passed need not be held.

        Args:
            documents: number, and folded form and encoded occurrence by spelling.
        """
        sums: defaultdict[str, Sums] = defaultdict(Sums)
        codes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for chunk, group in groupby(documents, key=lambda each: each[0] >> CHUNK_BITS):
            rows, last = _collect(chunk, group, codes)
            found = {key: postings.decode() for key, postings in sorted(rows.items())}
            self.connection.executemany(
                "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, '', 0)",
                ((*key, chunk, postings, last[key]) for key, postings in found.items()),
            )
            for (folded, spelling), postings in found.items():
                sums[folded].add_row(spelling, postings)
        for folded, each in sums.items():
            for code, count in codes[folded].items():
                each.add(code, count)
            self._save_sums(folded, each)
            self.grown[folded] = each.size, 1
            if each.level != WHOLE:
                self._keep(folded, each.level)
        self.changed.update(sums)

    def change(self, touched: Mapping[tuple[str, str], Codes]) -> None:
        """Take in what changed, by folded syllable and spelling."""
        by_folded: defaultdict[str, list[tuple[str, Codes]]] = defaultdict(list)
        for (folded, spelling), codes in touched.items():
            by_folded[folded].append((spelling, codes))
        for folded, spellings in by_folded.items():
            self._change_syllable(folded, spellings)

    def _change_syllable(self, folded: str, spellings: Iterable[tuple[str, Codes]]) -> None:
        sums, level = self._load_sums(folded)
        size, was_there = sums.size, sums.size > 0
        is_kept_changed = False
        for spelling, codes in spellings:
            for chunk, part in _divide(codes).items():
                is_kept_changed |= self._change_chunk((folded, spelling, chunk), part, sums, level)
        self._save_sums(folded, sums)
        self.grown[folded] = sums.size - size, (sums.size > 0) - was_there
        if sums.level != level:
            self._keep(folded, sums.level)
        if is_kept_changed or sums.level != level:
            self.changed.add(folded)

    def _change_chunk(self, key: tuple[str, str, int], codes: Codes, sums: Sums, level: int) -> bool:
        """Bring a range up to date; whether its entry in the files changed."""
        found = self.connection.execute(
            "SELECT postings, kept FROM chunks WHERE folded = ? AND spelling = ? AND chunk = ?", key
        ).fetchone()
        postings, kept = found or ("", "")
        first = key[2] << CHUNK_BITS
        before = decode_postings(postings)
        after = dict(before)
        for number, code in codes.items():
            old = after.pop(number - first, None)
            if old is not None:
                sums.add(old, -1)
            if code is not None:
                after[number - first] = code
                sums.add(code)
        left = {} if level == WHOLE else keep_occurrences(after, level)
        self._save_chunk(key, after, left)
        if postings:
            sums.add_row(key[1], postings, -1)
        if after:
            sums.add_row(key[1], encode_postings(after))
        return before != after if level == WHOLE else encode_postings(left) != kept

    def _save_chunk(self, key: tuple[str, str, int], codes: Mapping[int, str], kept: Mapping[int, str]) -> None:
        first = key[2] << CHUNK_BITS
        if not codes:
            self.connection.execute("DELETE FROM chunks WHERE folded = ? AND spelling = ? AND chunk = ?", key)
            return
        row = (encode_postings(codes), first + max(codes), encode_postings(kept), first + max(kept, default=0))
        self.connection.execute("INSERT OR REPLACE INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?)", (*key, *row))

    def _keep(self, folded: str, level: int) -> None:
        """Choose anew what is left of a syllable."""
        rows = self.connection.execute(
            "SELECT spelling, chunk, postings FROM chunks WHERE folded = ?", (folded,)
        ).fetchall()
        for spelling, chunk, postings in rows:
            codes = decode_postings(postings)
            kept = {} if level == WHOLE else keep_occurrences(codes, level)
            self._save_chunk((folded, spelling, chunk), codes, kept)

    def _load_sums(self, folded: str) -> tuple[Sums, int]:
        found = self.connection.execute("SELECT sums, level FROM syllables WHERE folded = ?", (folded,)).fetchone()
        return (Sums(*json.loads(found[0])), found[1]) if found else (Sums(), WHOLE)

    def _save_sums(self, folded: str, sums: Sums) -> None:
        if sums.size:
            row = (folded, json.dumps([sums.size, sums.signs, sums.kept]), sums.level)
            self.connection.execute("INSERT OR REPLACE INTO syllables VALUES (?, ?, ?)", row)
        else:
            self.connection.execute("DELETE FROM syllables WHERE folded = ?", (folded,))

    def list_sizes(self, beginning: str) -> dict[str, int]:
        """The size of each folded syllable that begins so."""
        found = self.connection.execute(
            "SELECT folded, sums FROM syllables WHERE folded >= ? AND folded < ?", (beginning, beginning + _BEYOND)
        )
        return {folded: json.loads(sums)[0] for folded, sums in found}

    def read(self, first: str, beyond: str) -> tuple[dict[str, dict[str, str]], set[str]]:
        """Postings as far as they are in the files, of the syllables of a range; those that were trimmed."""
        levels = self.connection.execute(
            "SELECT folded, level FROM syllables WHERE folded >= ? AND folded < ?", (first, beyond)
        ).fetchall()
        chunks: dict[str, defaultdict[str, list[tuple[int, str, int]]]]
        chunks = {folded: defaultdict(list) for folded, _level in levels}
        for folded, spelling, chunk, postings, last in self._iter_rows(first, beyond):
            chunks[folded][spelling].append((chunk << CHUNK_BITS, postings, last))
        joined = {folded: {name: join_chunks(rows) for name, rows in found.items()} for folded, found in chunks.items()}
        return joined, {folded for folded, level in levels if level > 0}

    def _iter_rows(self, first: str, beyond: str) -> Iterator[tuple[str, str, int, str, int]]:
        """Folded form, spelling and range with what of it is in the files."""
        return self.connection.execute(
            f"SELECT folded, spelling, chunk, iif(level = {WHOLE}, postings, kept) AS shown, "  # noqa: S608
            f"iif(level = {WHOLE}, last, kept_last) "
            "FROM chunks JOIN syllables USING (folded) WHERE folded >= ? AND folded < ? AND shown != '' "
            "ORDER BY folded, spelling, chunk",
            (first, beyond),
        )


def _collect(
    chunk: int, documents: Iterable[tuple[int, Mapping[str, tuple[str, str]]]], codes: Mapping[str, Counter[str]]
) -> tuple[dict[tuple[str, str], bytearray], dict[tuple[str, str], int]]:
    """The postings of each spelling in a range of numbers, and its last number; counts the codes on the way."""
    rows: dict[tuple[str, str], bytearray] = {}
    last: dict[tuple[str, str], int] = {}
    before = (chunk << CHUNK_BITS) - 1
    for number, words in documents:
        for spelling, (folded, code) in words.items():
            key = folded, spelling
            gap = number - last.get(key, before) - 1
            rows.setdefault(key, bytearray()).extend(f"{encode_gap(gap)}{code}".encode())
            last[key] = number
            codes[folded][code] += 1
    return rows, last


def _divide(codes: Codes) -> dict[int, Codes]:
    """The codes of each range."""
    divided: defaultdict[int, Codes] = defaultdict(dict)
    for number, code in codes.items():
        divided[number >> CHUNK_BITS][number] = code
    return divided
