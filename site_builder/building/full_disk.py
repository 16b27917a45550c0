"""A full disk, wherever a build meets it: one sentence instead of a trace, for the files that are served are whole.

The operating system says it in one way, SQLite in two, and our own errors may stand around either.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from site_builder.errors import FullDiskError, SiteBuilderError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_SHARED_MEMORY_FULL = sqlite3.SQLITE_IOERR_SHMSIZE
"""SQLite cannot lengthen the file that it keeps beside a database in WAL mode; it does not say why."""


@contextmanager
def explaining_full_disk(folder: Path) -> Iterator[None]:
    """Errors of a full disk as ours.

    Args:
        folder: named when the error names no file.

    Raises:
        FullDiskError: the disk is full, or the account's share of it.
    """
    try:
        yield
    except (OSError, sqlite3.Error, SiteBuilderError) as error:
        for each in _iter_causes(error):
            if is_full_disk(each):
                place = getattr(each, "filename2", None) or getattr(each, "filename", None) or folder
                raise FullDiskError(Path(place)) from error
        raise


def is_full_disk(error: BaseException) -> bool:
    """Whether an error says that there is no room."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, sqlite3.Error) and code in (sqlite3.SQLITE_FULL, _SHARED_MEMORY_FULL)


def _iter_causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
