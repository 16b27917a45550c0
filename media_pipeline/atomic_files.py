"""Files that appear as a whole or not at all: written aside in the same folder, flushed to the disk, then renamed."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PUBLIC_MODE = 0o644
"""Readable by a web server that runs as another user; `mkstemp` makes private files."""

ASIDE_SUFFIX = ".part"


@contextmanager
def write_aside(path: Path) -> Iterator[Path]:
    """Give a path to write to; when the block ends well, the file takes the place of `path`.

    The folder is made when it is missing. After an error nothing is left behind and `path` is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=ASIDE_SUFFIX)
    os.close(handle)
    aside = Path(name)
    try:
        yield aside
        aside.chmod(PUBLIC_MODE)
        _flush(aside)
        aside.replace(path)
        _flush(path.parent)
    finally:
        aside.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Put a text in the place of a file, in UTF-8 with its line ends as they are."""
    with write_aside(path) as aside:
        aside.write_bytes(text.encode("utf-8"))


def copy_file(source: Path, path: Path) -> None:
    """Put the bytes of a file in the place of another."""
    with write_aside(path) as aside:
        shutil.copyfile(source, aside)


def is_older(path: Path, time_s: float) -> bool:
    """Whether a file or folder was last changed before an instant (seconds since 1970); not when it is gone."""
    try:
        return path.stat().st_mtime < time_s
    except FileNotFoundError:
        return False


def hash_file(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    """Have the file's bytes, or the folder's names, on the disk before the next step."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
