"""A package on a USB stick: unpacked aside, flushed, read back from the stick itself, then named.

The players of loudspeakers take folders, not ZIPs. A stick that is pulled out or a process that is killed on the way
leaves a hidden folder, which the next copy removes; under the package's name there is nothing or a whole package.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from media_pipeline.errors import PackageError
from media_pipeline.messages import _
from media_pipeline.packing.kiem_tra import CHECKSUMS, find_problems

_CHUNK_BYTES = 1 << 20
_RESERVE_BYTES = 1 << 20
"""For the names and the rounding to whole clusters."""

Report = Callable[[float, str], None]
"""Takes how much is done, 0 to 1, and what is being done."""


@dataclass(frozen=True, slots=True)
class UsbCopy:
    """What was done."""

    folder: Path
    file_count: int
    size_bytes: int
    was_there: bool
    """The stick already held the same package, and it was sound: nothing was written."""


def copy_to_usb(archive: Path, stick: Path, report: Report = lambda fraction, message: None) -> UsbCopy:
    """Copy a package to a stick, as a folder of its name.

    Args:
        archive: the ZIP.
        stick: a folder of the stick that exists, usually where it is mounted.

    Raises:
        PackageError: the package or the copy is damaged, the stick is not there or too small.
        OSError: the stick cannot be written.
    """
    report(0.0, _("The package is being checked"))
    _require_sound(archive, archive.name)
    if not stick.is_dir():
        raise PackageError(_("There is no folder %s: plug the USB stick in and check its name.") % stick)
    folder = stick / archive.stem
    for leftover in (_name_aside(folder), _name_old(folder)):
        if leftover.exists():
            shutil.rmtree(leftover)
    with zipfile.ZipFile(archive) as package:
        members = package.infolist()
        size_bytes = sum(member.file_size for member in members)
        is_there = _holds_same(package, folder)
        if not is_there:
            _replace(package, folder, size_bytes, report)
    report(1.0, "")
    return UsbCopy(folder, len(members), size_bytes, is_there)


def _replace(package: zipfile.ZipFile, folder: Path, size_bytes: int, report: Report) -> None:
    aside, old = _name_aside(folder), _name_old(folder)
    _require_room(folder.parent, size_bytes)
    _unpack(package, aside, size_bytes, report)
    report(0.7, _("The copy is being read back"))
    _require_sound(aside, folder.name)
    if folder.exists():
        folder.replace(old)
    aside.replace(folder)
    _flush_folder(folder.parent)
    if old.exists():
        shutil.rmtree(old)
        _flush_folder(folder.parent)


def _name_aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.part")


def _name_old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _unpack(package: zipfile.ZipFile, aside: Path, size_bytes: int, report: Report) -> None:
    written_bytes = 0
    for member in package.infolist():
        report(0.1 + 0.6 * written_bytes / max(size_bytes, 1), _("The package is being copied"))
        target = aside / member.filename  # its names were checked
        target.parent.mkdir(parents=True, exist_ok=True)
        with package.open(member) as source, target.open("wb") as file:
            shutil.copyfileobj(source, file, _CHUNK_BYTES)
            file.flush()
            os.fsync(file.fileno())
            _forget(file.fileno())
        written_bytes += member.file_size
    for path in sorted({file.parent for file in aside.rglob("*")} | {aside}):
        _flush_folder(path)


def _forget(handle: int) -> None:
    """Have the system drop what it remembers of a file, so that reading it back asks the stick."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _flush_folder(path: Path) -> None:
    """Have the names in a folder on the stick; Windows has no such call and does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _holds_same(package: zipfile.ZipFile, folder: Path) -> bool:
    """Whether a folder is this very package, every byte of it."""
    checksums = folder / CHECKSUMS
    is_same = checksums.is_file() and checksums.read_bytes() == package.read(CHECKSUMS)
    return is_same and not find_problems(folder)


def _require_sound(place: Path, name: str) -> None:
    problems = find_problems(place)
    if problems:
        raise PackageError(
            _("%(name)s is not in order: %(problem)s") % {"name": name, "problem": problems[0].sentence},
            problems=tuple(problem.sentence for problem in problems),
        )


def _require_room(stick: Path, size_bytes: int) -> None:
    free_bytes = shutil.disk_usage(stick).free
    if free_bytes < size_bytes + _RESERVE_BYTES:
        megabytes = {"needed": _to_mb(size_bytes + _RESERVE_BYTES), "free": _to_mb(free_bytes)}
        raise PackageError(
            _("The stick is full: the package needs %(needed)d MB, and %(free)d MB are free. Delete old packages.")
            % megabytes
        )


def _to_mb(size_bytes: int) -> int:
    return -(-size_bytes // 1_000_000)
