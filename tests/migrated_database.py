"""The newsroom's tables as migrations leave them, kept for the next process: migrating takes longer than 100 tests.

`conftest.py` keeps and fills with it the databases in memory. A copy is for the very code that it was made by: a change
of any file that could tell on a table or on what stands in it makes a new one. On PostgreSQL nothing is kept.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

NAME_IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"
"""What Django calls a test's database in memory; it is there as long as somebody has it open."""
_SUFFIXES = {".py", ".po", ".json"}


def find_copy(folder: Path, root: Path) -> Path:
    """Where the copy of this code's tables is, or will be.

    Args:
        folder: where copies are kept.
        root: of the checkout.
    """
    files = [path for path in sorted((root / "cms").rglob("*")) if path.suffix in _SUFFIXES]
    hashes = [hashlib.sha256(path.read_bytes()).digest() for path in [root / "requirements.txt", *files]]
    names = [str(path.relative_to(root)).encode() for path in files]
    return folder / f"{hashlib.sha256(b''.join([*hashes, *names])).hexdigest()}.sqlite3"


@contextmanager
def filling_memory(copy: Path) -> Iterator[None]:
    """Inside, Django's database in memory holds the copy's tables, if there is one; one process is inside at a time."""
    with (copy.parent / "lock").open("w") as lock, closing(sqlite3.connect(NAME_IN_MEMORY, uri=True)) as memory:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if copy.exists():
            with closing(sqlite3.connect(copy)) as kept:
                kept.backup(memory)
        yield


def keep(connection: sqlite3.Connection, copy: Path) -> None:
    """Make the copy of a database, if there is none, in place of those of other code."""
    if copy.exists():
        return
    for other in copy.parent.glob("*.sqlite3"):
        other.unlink()
    part = copy.with_suffix(f".{os.getpid()}.part")
    with closing(sqlite3.connect(part)) as target:
        connection.backup(target)
    part.replace(copy)
