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
from typing import NamedTuple

from site_builder.search.postings import (
    LAST_LEVEL,
    WHOLE,
    choose_level,
    decode_postings,
    encode_gap,
    encode_postings,
    exchange_posting,
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


class Chunk(NamedTuple):
    """The postings of a spelling in a range of numbers, counted from the range's first."""

    postings: str = ""
    last: int = 0
    """The last number in them."""
    kept: str = ""
    """What is left of them in the files; empty when they are there with all."""
    kept_last: int = 0

    def exchange(self, first: int, number: int, code: str | None, level: int) -> tuple[Chunk, str | None]:
        """It with another occurrence at a number, or none; and what stood there.

        Args:
            first: number of the range.
            level: of the syllable.
        """
        postings, last, old = _exchange(self.postings, self.last, first, number, code)
        if level == WHOLE:
            return Chunk(postings, last), old
        left = None if code is None else keep_occurrences({number: code}, level).get(number)
        kept, kept_last, _old = _exchange(self.kept, self.kept_last, first, number, left)
        return Chunk(postings, last, kept, kept_last), old


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
            "SELECT postings, last, kept, kept_last FROM chunks WHERE folded = ? AND spelling = ? AND chunk = ?", key
        ).fetchone()
        before = Chunk(*found) if found else Chunk()
        after = before
        for number, code in codes.items():
            after, old = after.exchange(key[2] << CHUNK_BITS, number, code, level)
            if old is not None:
                sums.add(old, -1)
            if code is not None:
                sums.add(code)
        self._save_chunk(key, after)
        if before.postings:
            sums.add_row(key[1], before.postings, -1)
        if after.postings:
            sums.add_row(key[1], after.postings)
        return before.postings != after.postings if level == WHOLE else before.kept != after.kept

    def _save_chunk(self, key: tuple[str, str, int], chunk: Chunk) -> None:
        if chunk.postings:
            self.connection.execute("INSERT OR REPLACE INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?)", (*key, *chunk))
        else:
            self.connection.execute("DELETE FROM chunks WHERE folded = ? AND spelling = ? AND chunk = ?", key)

    def _keep(self, folded: str, level: int) -> None:
        """Choose anew what is left of a syllable."""
        rows = self.connection.execute(
            "SELECT spelling, chunk, postings, last FROM chunks WHERE folded = ?", (folded,)
        ).fetchall()
        for spelling, chunk, postings, last in rows:
            first = chunk << CHUNK_BITS
            kept = {} if level == WHOLE else keep_occurrences(decode_postings(postings), level)
            chunk_kept = Chunk(postings, last, encode_postings(kept), first + max(kept, default=0))
            self._save_chunk((folded, spelling, chunk), chunk_kept)

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


def _exchange(text: str, last: int, first: int, number: int, code: str | None) -> tuple[str, int, str | None]:
    """Postings with another occurrence at a number, their last number, and what stood there."""
    after, old = exchange_posting(text, number - first, code)
    if code is not None:
        return after, max(last, number), old
    is_last = old is not None and number == last
    return after, first + max(decode_postings(after), default=0) if is_last else last, old


def _divide(codes: Codes) -> dict[int, Codes]:
    """The codes of each range."""
    divided: defaultdict[int, Codes] = defaultdict(dict)
    for number, code in codes.items():
        divided[number >> CHUNK_BITS][number] = code
    return divided
