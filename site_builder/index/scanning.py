"""Which files there are, and which of them may have changed since they were last read.

A file whose size, time and inode are as they were is not opened. A time is trusted only when the file was already a
little old at the time of reading: one that is written twice within a tick of the clock would look the same.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from site_builder.documents.kinds import Kind

TRUSTED_AGE_NS = 2_000_000_000
"""Two seconds, the coarsest clock of a file system in use (FAT)."""

MEDIA_FOLDER = "media"
RECORDS_FOLDER = "records"


class FileState(NamedTuple):
    """A file as the operating system describes it."""

    path: str
    """Its folder and name (`explainer/tam-tru.md`)."""
    size_bytes: int
    mtime_ns: int
    inode: int

    @property
    def stamp(self) -> tuple[int, int, int]:
        """What is the same while the file is."""
        return self[1:]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read."""

    state: FileState
    data: bytes
    hash: bytes


def scan_documents(content_dir: Path) -> Iterator[FileState]:
    """The files of documents."""
    for kind in Kind:
        yield from _scan_folder(content_dir / kind.value, ".md")


def scan_manifests(content_dir: Path) -> Iterator[FileState]:
    """The manifests of assets."""
    return _scan_folder(content_dir / MEDIA_FOLDER, ".json")


def scan_records(media_store: Path) -> Iterator[FileState]:
    """The records of what was made of assets."""
    return _scan_folder(media_store / RECORDS_FOLDER, ".json")


def list_stray_documents(content_dir: Path) -> list[str]:
    """Markdown files that no kind claims, since their folder is none of a kind; sorted."""
    known = {MEDIA_FOLDER, *(kind.value for kind in Kind)}
    folders = [entry.name for entry in _scan(content_dir) if entry.is_dir() and not entry.name.startswith(".")]
    strays = (state.path for name in folders if name not in known for state in _scan_folder(content_dir / name, ".md"))
    return sorted(strays)


def read_file(root: Path, state: FileState) -> ReadFile | None:
    """The bytes of a file and a state of it that can be trusted; `None` when it has just gone.

    Raises:
        OSError: it cannot be read.
    """
    now_ns = time.time_ns()
    try:
        data = (root / state.path).read_bytes()
    except FileNotFoundError:
        return None
    is_trusted = state.mtime_ns < now_ns - TRUSTED_AGE_NS and len(data) == state.size_bytes
    trusted = state if is_trusted else FileState(state.path, state.size_bytes, 0, state.inode)
    return ReadFile(trusted, data, hashlib.blake2b(data, digest_size=16).digest())


def _scan_folder(folder: Path, suffix: str) -> Iterator[FileState]:
    """The files of a folder, in no order: there may be a hundred thousand, and few have changed."""
    prefix = f"{folder.name}/"
    for entry in _scan(folder):
        name = entry.name
        if name.endswith(suffix) and name[0] != ".":
            try:
                stat = entry.stat()
            except FileNotFoundError:  # it went while the folder was read
                continue
            yield FileState(prefix + name, stat.st_size, stat.st_mtime_ns, stat.st_ino)


def _scan(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except (FileNotFoundError, NotADirectoryError):
        return
