"""What stands in the folders of the content, held against what is known of it: whether anything is to be read at all.

Nothing of the models of documents is loaded here, so that a build without a change is over before they were.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from site_builder.index.scanning import FileState, Look, list_folders, list_stray_documents

Progress = Callable[[int, int], None]
"""Told how many of how many files are read."""

STRAYS = -1
"""The bucket of files that are in no folder that is followed."""
MEDIA_STORE = "media-store"
"""Name of the place where records were read from."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a refresh found; sorted."""

    added: tuple[str, ...] = ()
    """`<kind>/<slug>` of documents that are new."""
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    """Of those that are gone, or no longer valid."""
    media: tuple[str, ...] = ()
    """Names of assets whose manifest or record appeared, changed or went."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.media)


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found."""

    buckets: frozenset[int]
    """Those that have files which came, changed or went, or which are not valid."""
    files: tuple[tuple[Path, FileState], ...]
    """The files of these buckets, each with what its path is below; sorted."""
    strays: tuple[str, ...]
    """Markdown files that no kind claims."""
    store_path: str
    """The folder of the made media."""
    is_known: bool
    """Whether all is as it was at the last refresh."""


def take_survey(connection: sqlite3.Connection, content_dir: Path, media_store: Path, look: Look) -> Survey:
    """Look at every file from outside.

    Raises:
        OSError: a folder cannot be read.
    """
    seen = look(list_folders(content_dir, media_store))
    buckets = _find_changed_buckets(connection, seen.sums)
    strays = tuple(list_stray_documents(content_dir))
    store_path = str(media_store.resolve())
    known_strays = connection.execute("SELECT path FROM files WHERE bucket = ? ORDER BY path", (STRAYS,)).fetchall()
    known_store = connection.execute("SELECT path FROM places WHERE name = ?", (MEDIA_STORE,)).fetchone()
    is_known = not buckets and known_store == (store_path,) and strays == tuple(path for (path,) in known_strays)
    return Survey(buckets, tuple(seen.list_files(buckets)), strays, store_path, is_known)


def _find_changed_buckets(connection: sqlite3.Connection, sums: list[int]) -> frozenset[int]:
    known = dict(connection.execute("SELECT bucket, sum FROM sums"))
    faulty = connection.execute("SELECT bucket FROM files WHERE fault IS NOT NULL AND bucket <> ?", (STRAYS,))
    changed = {bucket for bucket, each in enumerate(sums) if known.get(bucket, 0) != each}
    return frozenset(changed.union(bucket for (bucket,) in faulty))
