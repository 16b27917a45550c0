"""Files that appear as a whole or not at all: written aside in the same folder, then renamed."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PUBLIC_MODE = 0o644
"""Readable by a web server that runs as another user, whatever the mask of this one is."""

ASIDE_SUFFIX = ".part"


@contextmanager
def write_aside(path: Path) -> Iterator[Path]:
    """Give a path where nothing is, to make a file at; when the block ends well, it takes the place of `path`.

    The folder is made when it is missing. After an error nothing is left behind and `path` is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{secrets.token_hex(8)}{ASIDE_SUFFIX}")
    try:
        yield aside
        aside.chmod(PUBLIC_MODE)
        aside.replace(path)
    finally:  # it is still there after an error, or when it was a link of the very file at `path`
        aside.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Put bytes in the place of a file."""
    write_together({path: content})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Put files of one folder in their places, one right after the other and in their order, when all are whole.

    They have one time of change. The folder is made when it is missing.
    """
    waiting = prepare_together(files)
    try:
        waiting.put()
    except BaseException:
        waiting.discard()
        raise


@dataclass(frozen=True, slots=True)
class Waiting:
    """Files that are written, each beside its place."""

    asides: Mapping[Path, Path]
    """Where each waits, by its place, in the order in which they are to be put there."""

    def put(self) -> None:
        """Put them in their places, one right after the other."""
        for path, aside in self.asides.items():
            aside.replace(path)

    def discard(self) -> None:
        """Remove those that still wait."""
        for aside in self.asides.values():
            aside.unlink(missing_ok=True)


def prepare_together(files: Mapping[Path, bytes]) -> Waiting:
    """Write files of one folder, each beside its place.

    They have one time of change. The folder is made when it is missing. After an error nothing is left behind.
    """
    token = secrets.token_hex(8)
    asides = {path: path.parent / f".{token}-{number}{ASIDE_SUFFIX}" for number, path in enumerate(files)}
    waiting = Waiting(asides)
    changed_ns = None
    try:
        for path, content in files.items():
            changed_ns = _create_in_folder(waiting.asides[path], content, changed_ns)
    except BaseException:
        waiting.discard()
        raise
    return waiting


def create_file(path: Path, content: bytes, changed_ns: int | None = None) -> int:
    """Make a file, with as few calls as there can be; when it was changed, in ns since the epoch.

    Args:
        changed_ns: when it is to have been changed; now, when it is not told.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PUBLIC_MODE)
    try:
        os.fchmod(handle, PUBLIC_MODE)
        left = memoryview(content)
        while left:  # a disk that is nearly full takes a part
            left = left[os.write(handle, left) :]
        if changed_ns is None:
            return os.fstat(handle).st_mtime_ns
        os.utime(handle, ns=(changed_ns, changed_ns))
        return changed_ns
    finally:
        os.close(handle)


def _create_in_folder(path: Path, content: bytes, changed_ns: int | None) -> int:
    try:
        return create_file(path, content, changed_ns)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return create_file(path, content, changed_ns)


def link_or_copy(source: Path, path: Path) -> None:
    """Put a file in the place of another, as a hard link where the file system allows it; its time of change stays."""
    if not path.exists():  # a link appears as a whole
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):
            path.hardlink_to(source)
            return
    with write_aside(path) as aside:
        try:
            aside.hardlink_to(source)
        except OSError:  # another file system, or one without links
            shutil.copy2(source, aside)


def remove_strays(folder: Path) -> None:
    """Remove what a killed process left aside below a folder; call it only while nobody else writes there."""
    for stray in folder.rglob(f".*{ASIDE_SUFFIX}"):
        stray.unlink(missing_ok=True)


def remove_strays_in(folder: Path) -> None:
    """The same for one folder alone, which need not be there."""
    for stray in folder.glob(f".*{ASIDE_SUFFIX}"):
        stray.unlink(missing_ok=True)


def hash_file(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove_empty_parents(path: Path, root: Path) -> None:
    """Remove the folders above a removed file that are empty now, up to `root`, which stays."""
    for folder in path.parents:
        if folder == root or not folder.is_relative_to(root):
            return
        try:
            folder.rmdir()
        except OSError:  # not empty, or gone already
            return
