"""A sighting that is kept from one build to the next: the system says what was touched since, file by file.

For a process that builds again and again; another looks at every file, which takes as long as the site is large. Only
what Linux tells of every write is kept so: files of folders on a disk of this machine. Where a link leads elsewhere, or
another machine may write, every file is looked at as before. What a program writes through mapped memory alone is not
told; a full build, which each night has one of, looks at every file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from inotify_simple import INotify, flags

from site_builder.index.scanning import Folder, Sighting, is_followed, look

_TOUCHED = (
    flags.MODIFY | flags.CLOSE_WRITE | flags.ATTRIB | flags.CREATE | flags.DELETE | flags.MOVED_FROM | flags.MOVED_TO
)
_LOST = flags.Q_OVERFLOW | flags.IGNORED | flags.UNMOUNT
"""More was touched than the system could keep, or a folder is no more, even if another has its number by now."""
_LOCAL = frozenset({"btrfs", "ext2", "ext3", "ext4", "f2fs", "overlay", "tmpfs", "xfs", "zfs"})
"""File systems that no other machine writes to."""
_MOUNTS = Path("/proc/self/mountinfo")


class SightingKeeper:
    """Looks at the folders of one site; not thread-safe."""

    def __init__(self) -> None:
        self._kept: _Kept | None = None

    def look(self, folders: Iterable[Folder]) -> Sighting:
        """What stands in the folders, as `scanning.look` would find it.

        Raises:
            OSError: a folder cannot be read.
        """
        folders = tuple(folders)
        kept, self._kept = self._kept, None  # what an error interrupts is not known any more
        if kept is None or kept.folders != folders or not kept.follow():
            if kept:
                kept.inotify.close()
            kept = _start(folders)
        self._kept = kept
        return kept.sighting if kept else look(folders)

    def close(self) -> None:
        """Forget what was seen."""
        if self._kept:
            self._kept.inotify.close()
        self._kept = None


Identity = tuple[int, int] | None
"""Device and inode of a folder; `None` for none."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was seen, and what tells of all that was touched since."""

    folders: tuple[Folder, ...]
    identities: list[Identity]
    inotify: INotify
    watched: dict[int, Folder]
    """By the number of the watch."""
    sighting: Sighting

    def follow(self) -> bool:
        """Take in what was touched; whether it is known."""
        touched = set()
        for event in self.inotify.read(timeout=0):
            if event.mask & _LOST:
                return False
            folder = self.watched[event.wd]
            if is_followed(folder, event.name):
                touched.add((folder, event.name))
        is_in_place = list(map(_identify, self.folders)) == self.identities
        return is_in_place and all(self._look_again(folder, name) for folder, name in touched)

    def _look_again(self, folder: Folder, name: str) -> bool:
        """Look at one file; whether what it holds stands there and not elsewhere."""
        try:
            found = (folder.path / name).lstat()
        except FileNotFoundError:
            found = None
        self.sighting.replace(folder, name, found)
        return found is None or not stat.S_ISLNK(found.st_mode)


def _start(folders: tuple[Folder, ...]) -> _Kept | None:
    """Look at every file, and have the system tell what is touched from before the first look on; `None` where it
    cannot.
    """
    identities = list(map(_identify, folders))
    there = {identity: folder for folder, identity in zip(folders, identities, strict=True) if identity}
    is_told_of_all = len(there) == len(identities) - identities.count(None)  # no folder has two names
    if not is_told_of_all or not _are_local(there) or any(map(_has_links, there.values())):
        return None
    try:
        inotify = INotify()
    except OSError:  # not Linux, or too many of them
        return None
    try:
        watched = {inotify.add_watch(folder.path, _TOUCHED): folder for folder in there.values()}
        return _Kept(folders, identities, inotify, watched, look(folders))
    except OSError:
        inotify.close()
        return None


def _identify(folder: Folder) -> Identity:
    try:
        found = folder.path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


def _are_local(identities: Iterable[tuple[int, int]]) -> bool:
    """Whether folders stand on disks of this machine."""
    try:
        mounts = _MOUNTS.read_text("utf-8").splitlines()
    except OSError:
        return False
    devices = {_read_device(mount.split()[2]) for mount in mounts if mount.partition(" - ")[2].split()[0] in _LOCAL}
    return all(device in devices for device, _inode in identities)


def _read_device(numbers: str) -> int:
    major, _colon, minor = numbers.partition(":")
    return os.makedev(int(major), int(minor))


def _has_links(folder: Folder) -> bool:
    with os.scandir(folder.path) as entries:
        return any(entry.is_symlink() for entry in entries)
