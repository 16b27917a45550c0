"""Which files there are, and which of them may have changed since they were last read.

A file whose size, time and inode are as they were is not opened; where the sums of all stamps are as they were, not one
is compared. A time is trusted only when the file was already a little old at the time of reading: one that is written
twice within a tick of the clock would look the same.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol
from zlib import crc32

from site_builder.documents.kinds import Kind

TRUSTED_AGE_NS = 2_000_000_000
"""Two seconds, the coarsest clock of a file system in use (FAT)."""

BUCKET_COUNT = 1024
"""Files are told apart by their names into so many buckets; only where a sum differs are stamps compared one by one."""
_MASK = (1 << 63) - 1

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


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder whose files are followed."""

    root: Path
    """What the paths of its files are below."""
    name: str
    suffix: str

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.root / self.name


def list_folders(content_dir: Path, media_store: Path) -> list[Folder]:
    """Documents, manifests of assets, and records of what was made of assets."""
    return [
        *(Folder(content_dir, kind.value, ".md") for kind in Kind),
        Folder(content_dir, MEDIA_FOLDER, ".json"),
        Folder(media_store, RECORDS_FOLDER, ".json"),
    ]


def is_followed(folder: Folder, name: str) -> bool:
    """Whether a file of a folder is one of those that are followed."""
    return name.endswith(folder.suffix) and name[0] != "."


def find_bucket(path: str) -> int:
    """Which of the buckets a file belongs to, whose stamps are added up."""
    return crc32(path.encode()) % BUCKET_COUNT


def weigh(path: str, size_bytes: int, mtime_ns: int, inode: int) -> int:
    """A number that is another one when the stamp is."""
    return hash((crc32(path.encode()), size_bytes, mtime_ns, inode)) & _MASK


def total(stamps: Iterable[tuple[str, int, int, int]]) -> int:
    """The sum of what known files of a bucket weigh."""
    return sum(weigh(*stamp) for stamp in stamps) & _MASK


class Sighting(NamedTuple):
    """What stands in the folders, by bucket."""

    sums: list[int]
    """What the files of each bucket weigh: as it was when none of them changed, came or went."""
    files: dict[Path, list[list[tuple[str, int, int, int]]]]
    """By what their paths are below, in no order."""

    def list_files(self, buckets: Iterable[int]) -> list[tuple[Path, FileState]]:
        """The files of some buckets, each with what its path is below; sorted."""
        found = (
            (root, bucket) for root, by_bucket in self.files.items() for bucket in map(by_bucket.__getitem__, buckets)
        )
        return sorted((root, FileState(*each)) for root, bucket in found for each in bucket)

    def join(self, other: Sighting) -> Sighting:
        """This and what was seen of other files of the same folders."""
        for root, by_bucket in other.files.items():
            for bucket, more in zip(self.files[root], by_bucket, strict=True):
                bucket += more
        return Sighting(add_sums(self.sums, other.sums), self.files)

    def replace(self, folder: Folder, name: str, found: os.stat_result | None) -> None:
        """Have one file stand there as it was found; `None` for none."""
        path = f"{folder.name}/{name}"
        number = find_bucket(path)
        bucket = self.files[folder.root][number]
        if old := next((each for each in bucket if each[0] == path), None):
            bucket.remove(old)
            self.sums[number] -= weigh(*old)
        if found:
            new = (path, found.st_size, found.st_mtime_ns, found.st_ino)
            bucket.append(new)
            self.sums[number] += weigh(*new)
        self.sums[number] &= _MASK


class Seen(Protocol):
    """What a look found, as far as a survey needs it."""

    @property
    def sums(self) -> list[int]:
        """See `Sighting`."""

    def list_files(self, buckets: Iterable[int]) -> list[tuple[Path, FileState]]:
        """See `Sighting`; to be asked once."""


Look = Callable[[Iterable[Folder]], Seen]
"""`look`, or what finds the same with less work."""


def look(folders: Iterable[Folder], half: int | None = None) -> Sighting:
    """Look at every file from outside.

    Args:
        half: 0 or 1, to look at those files alone whose inodes are even or odd.
    """
    sums = [0] * BUCKET_COUNT
    files: dict[Path, list[list[tuple[str, int, int, int]]]] = {}
    for folder in folders:
        by_bucket = files.setdefault(folder.root, [[] for _bucket in sums])
        for path, entry in _iter_files(folder, half):
            if stat := _stat(entry):
                crc = crc32(path.encode())  # what `find_bucket` and `weigh` do, for a hundred thousand files
                size, mtime, inode = stat.st_size, stat.st_mtime_ns, stat.st_ino
                sums[crc % BUCKET_COUNT] += hash((crc, size, mtime, inode)) & _MASK
                by_bucket[crc % BUCKET_COUNT].append((path, size, mtime, inode))
    return Sighting([each & _MASK for each in sums], files)


def add_sums(sums: Iterable[int], others: Iterable[int]) -> list[int]:
    """The sums of the files of both."""
    return [(one + other) & _MASK for one, other in zip(sums, others, strict=True)]


def list_stray_documents(content_dir: Path) -> list[str]:
    """Markdown files that no kind claims, since their folder is none of a kind; sorted."""
    known = {MEDIA_FOLDER, *(kind.value for kind in Kind)}
    folders = [entry.name for entry in _scan(content_dir) if entry.is_dir() and not entry.name.startswith(".")]
    strange = (Folder(content_dir, name, ".md") for name in folders if name not in known)
    return sorted(path for folder in strange for path, _entry in _iter_files(folder))


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


def _iter_files(folder: Folder, half: int | None = None) -> Iterator[tuple[str, os.DirEntry[str]]]:
    prefix = f"{folder.name}/"
    for entry in _scan(folder.path):
        if half in (None, entry.inode() & 1) and is_followed(folder, entry.name):
            yield prefix + entry.name, entry


def _stat(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat()
    except FileNotFoundError:  # it went while the folder was read
        return None


def _scan(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (FileNotFoundError, NotADirectoryError):
        return
    try:
        with os.scandir(handle) as entries:  # by its handle, so that the way to it is not gone for each file
            yield from entries
    finally:
        os.close(handle)
