"""Tables of numbers in files of a work folder, read a piece at a time, so that memory does not grow with their length.

A mapped file would count as memory once it has been read; this does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]

BLOCK_ROWS = 2_048
"""A convenient number of rows to have in memory at once."""


class Rows(Protocol):
    """A table of which a piece can be had; an array is one, too."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> Numbers: ...


@dataclass(frozen=True, slots=True)
class StoredRows:
    """A table in a file that nobody writes any more."""

    path: Path
    dtype: str
    column_count: int
    row_count: int
    offset_bytes: int = 0
    """Where the first row begins."""
    is_backwards: bool = False
    """Whether the last row comes first."""

    def __len__(self) -> int:
        return self.row_count

    def __getitem__(self, part: slice, /) -> Numbers:
        """Some rows, shape (rows, columns)."""
        first, last, _step = part.indices(self.row_count)
        if self.is_backwards:
            first, last = self.row_count - last, self.row_count - first
        count = max(last - first, 0) * self.column_count
        row_bytes = np.dtype(self.dtype).itemsize * self.column_count
        numbers = np.fromfile(self.path, self.dtype, count, offset=self.offset_bytes + first * row_bytes)
        rows = numbers.reshape(-1, self.column_count)
        return rows[::-1] if self.is_backwards else rows

    def turn(self) -> StoredRows:
        """The same table from its end."""
        return replace(self, is_backwards=not self.is_backwards)


def write_rows(path: Path, blocks: Iterable[npt.NDArray[np.float32]], column_count: int) -> StoredRows:
    """Write a table block by block, in 32-bit floats."""
    row_count = 0
    with path.open("wb") as file:
        for block in blocks:
            file.write(np.ascontiguousarray(block, "<f4").tobytes())
            row_count += len(block)
    return StoredRows(path, "<f4", column_count, row_count)


def iterate_blocks(rows: Rows) -> Iterator[tuple[int, Numbers]]:
    """The number of the first row of each block, and the block."""
    for first in range(0, len(rows), BLOCK_ROWS):
        yield first, rows[first : first + BLOCK_ROWS]


def pick_rows(rows: Rows, indices: npt.NDArray[np.int64]) -> Numbers:
    """Rows that lie near each other, in whatever order and as often as they are named."""
    low, high = int(indices.min()), int(indices.max())
    return rows[low : high + 1][indices - low]
