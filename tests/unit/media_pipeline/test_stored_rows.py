"""Tables in files: any piece of them is what was written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.stored_rows import StoredRows, iterate_blocks, pick_rows, write_rows

TABLE = np.arange(5_000 * 3, dtype=np.float32).reshape(-1, 3)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> StoredRows:
    blocks = (TABLE[first : first + 700] for first in range(0, len(TABLE), 700))
    return write_rows(tmp_path_factory.mktemp("rows") / "table", blocks, 3)


@given(first=st.integers(-10, 5_010), last=st.integers(-10, 5_010))
def test_a_piece_is_that_of_the_table_from_either_end(stored: StoredRows, first: int, last: int) -> None:
    assert np.array_equal(stored[first:last], TABLE[first:last])
    assert np.array_equal(stored.turn()[first:last], TABLE[::-1][first:last])
    assert len(stored) == len(stored.turn()) == len(TABLE)


def test_blocks_are_the_whole(stored: StoredRows) -> None:
    blocks = list(iterate_blocks(stored))
    assert np.array_equal(np.concatenate([block for _first, block in blocks]), TABLE)
    assert all(np.array_equal(block[0], TABLE[first]) for first, block in blocks)


def test_rows_are_picked_in_any_order(stored: StoredRows) -> None:
    indices = np.array([[4, 4], [2, 900]])
    assert np.array_equal(pick_rows(stored, indices), TABLE[indices])


def test_a_file_may_begin_with_something_else(tmp_path: Path) -> None:
    (tmp_path / "a.raw").write_bytes(b"head" + np.array([1, -2, 3], "<i2").tobytes())
    assert StoredRows(tmp_path / "a.raw", "<i2", 1, 3, offset_bytes=4)[1:][:, 0].tolist() == [-2, 3]


def test_an_empty_table_is_one(tmp_path: Path) -> None:
    empty = write_rows(tmp_path / "a", [], 3)
    assert (len(empty), empty[0:10].shape, list(iterate_blocks(empty))) == (0, (0, 3), [])
