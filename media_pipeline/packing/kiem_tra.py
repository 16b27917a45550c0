"""Kiểm tra gói phát thanh / checks a loudspeaker package: nothing missing, nothing changed, nothing added.

    python3 kiem-tra.py                   the folder in which this file lies
    python3 kiem-tra.py FOLDER-OR-ZIP     another one

It needs Python 3.8 or newer and nothing else. Exit codes: 0 all is well, 1 do not play this copy, 2 wrong usage.

Every package for a session carries this module as `kiem-tra.py`; `python -m media_pipeline verify` runs it, too. It
imports nothing but the standard library, and the line with the messages, which is replaced in the copy.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol, cast

from media_pipeline.messages import _

CHECKSUMS = "SHA256SUMS"
MANIFEST = "manifest.json"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_CHUNK_BYTES = 1 << 20
_LITTER = re.compile(
    r"(^|/)(\.|System Volume Information/|\$RECYCLE\.BIN/|__pycache__/|Thumbs\.db$|desktop\.ini$|FOUND\.\d+/)",
    re.IGNORECASE,
)
"""What systems leave on a stick by themselves."""


class Problem(NamedTuple):
    """Something that is wrong with a copy."""

    path: str
    """Of the file inside the package; empty for the package as a whole."""
    sentence: str
    """What is wrong and what to do about it."""


class UnreadableError(Exception):
    """A part of the package cannot be read."""


class Package(Protocol):
    """The files of a package, wherever they are."""

    def list_paths(self) -> list[str]:
        """Every file, with slashes; twice when it is there twice."""
        ...

    def read(self, path: str) -> Iterator[bytes]:
        """The content of a file in pieces; `UnreadableError` when it cannot be read."""
        ...


class Folder:
    """A package that was unpacked."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def list_paths(self) -> list[str]:
        """Every file."""
        found = (Path(folder, name) for folder, _folders, names in os.walk(str(self._root)) for name in names)
        return sorted(path.relative_to(self._root).as_posix() for path in found)

    def read(self, path: str) -> Iterator[bytes]:
        """The content of a file in pieces."""
        try:
            with (self._root / path).open("rb") as file:
                yield from _read_pieces(file)
        except OSError as error:
            raise UnreadableError(error.strerror or str(error)) from error


class Archive:
    """A package as a ZIP."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(str(path))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableError(str(error)) from error

    def list_paths(self) -> list[str]:
        """Every file."""
        return sorted(member.filename for member in self._zip.infolist() if not member.is_dir())

    def read(self, path: str) -> Iterator[bytes]:
        """The content of a file in pieces."""
        if self._zip.getinfo(path).compress_type != zipfile.ZIP_STORED:
            raise UnreadableError("compressed")  # ours never are, and what is not unpacked cannot be a bomb
        try:
            with self._zip.open(path) as file:
                yield from _read_pieces(cast(BinaryIO, file))
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
            raise UnreadableError(str(error)) from error


def find_problems(place: Path) -> list[Problem]:
    """Everything that is wrong with a package, which is a ZIP or the folder that it was unpacked to."""
    if not place.exists():
        return [Problem("", _("There is no file or folder %s: check its name.") % place)]
    try:
        package: Package = Folder(place) if place.is_dir() else Archive(place)
    except UnreadableError:
        return [Problem("", _("%s is no ZIP, or it is cut off: download or copy the package again.") % place.name)]
    paths = package.list_paths()
    if CHECKSUMS not in paths:
        sentence = _("The file %s is missing, so that nothing can be checked: unpack or copy the package again.")
        return [Problem(CHECKSUMS, sentence % CHECKSUMS)]
    return list(_check(package, paths))


def count_files(place: Path) -> int:
    """How many files the checksums of a sound package name."""
    package: Package = Folder(place) if place.is_dir() else Archive(place)
    return len(_join(package, CHECKSUMS).splitlines())


def _check(package: Package, paths: list[str]) -> Iterator[Problem]:
    wanted: dict[str, str] = {}
    try:
        lines = _join(package, CHECKSUMS).decode("utf-8", "replace").split("\n")
    except UnreadableError as error:
        yield _report_unreadable(CHECKSUMS, error)
        return
    for number, line in enumerate(lines[:-1] if not lines[-1] else lines, 1):
        match = _LINE.fullmatch(line)
        if match is None or not _is_safe(match.group(2)) or match.group(2) in wanted:
            sentence = _("Line %(line)d of %(path)s is damaged: copy or download the package again.")
            yield Problem(CHECKSUMS, sentence % {"line": number, "path": CHECKSUMS})
        else:
            wanted[match.group(2)] = match.group(1)
    sizes: dict[str, int] = {}
    for path, sha256 in wanted.items():
        problem = _check_file(package, path, sha256, sizes) if path in paths else _report_missing(path)
        if problem is not None:
            yield problem
    yield from _find_strangers(paths, set(wanted))
    if MANIFEST in sizes:
        yield from _compare_manifest(package, wanted, sizes)


def _check_file(package: Package, path: str, sha256: str, sizes: dict[str, int]) -> Problem | None:
    """What is wrong with a file; the size of one that is sound is noted."""
    digest, size_bytes = hashlib.sha256(), 0
    try:
        for piece in package.read(path):
            digest.update(piece)
            size_bytes += len(piece)
    except UnreadableError as error:
        return _report_unreadable(path, error)
    if digest.hexdigest() != sha256:
        sentence = _("%s is damaged, its content is not what was packed: delete it and copy the package again.")
        return Problem(path, sentence % path)
    sizes[path] = size_bytes
    return None


def _find_strangers(paths: list[str], wanted: set[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for path in paths:
        if path in seen:
            yield Problem(path, _("%s is in the ZIP twice: download the package again.") % path)
        elif path not in wanted and path != CHECKSUMS and not (_is_safe(path) and _LITTER.search(path)):
            yield Problem(path, _("%s does not belong to the package: remove it before anything is played.") % path)
        seen.add(path)


def _compare_manifest(package: Package, wanted: dict[str, str], sizes: dict[str, int]) -> Iterator[Problem]:
    """The manifest is what the checksums say; does it speak of the same files?"""
    try:
        files = json.loads(_join(package, MANIFEST))["files"]
        listed = {file["path"]: (file["sha256"], file["size_bytes"]) for file in files}
    except (ValueError, KeyError, TypeError):
        yield Problem(MANIFEST, _("%s lists no files: download the package again.") % MANIFEST)
        return
    for path in sorted(set(listed) | set(wanted) - {MANIFEST}):
        sha256, size_bytes = listed.get(path, ("", 0))
        if sha256 != wanted.get(path) or size_bytes != sizes.get(path, size_bytes):
            sentence = _("%(manifest)s and %(sums)s do not agree on %(path)s: copy or download the package again.")
            yield Problem(path, sentence % {"manifest": MANIFEST, "sums": CHECKSUMS, "path": path})


def _report_missing(path: str) -> Problem:
    return Problem(path, _("%s is missing: copy it again, or unpack the package again.") % path)


def _report_unreadable(path: str, error: UnreadableError) -> Problem:
    sentence = _("%(path)s cannot be read (%(reason)s): copy the package again, onto another stick if need be.")
    return Problem(path, sentence % {"path": path, "reason": error})


def _is_safe(path: str) -> bool:
    parts = path.split("/")
    return not any(part in ("", ".", "..") for part in parts) and "\\" not in path and ":" not in path


def _join(package: Package, path: str) -> bytes:
    return b"".join(package.read(path))


def _read_pieces(file: BinaryIO) -> Iterator[bytes]:
    while True:
        piece = file.read(_CHUNK_BYTES)
        if not piece:
            return
        yield piece


def main(arguments: list[str]) -> int:
    """Check and say what was found; the exit code."""
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        sys.stderr.write(_("Usage: python3 kiem-tra.py [folder or ZIP]") + "\n")
        return 2
    place = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    problems = find_problems(place)
    for problem in problems:
        sys.stdout.write(f"- {problem.sentence}\n")
    if problems:
        sys.stdout.write(_("NOT IN ORDER: %d problems. Do not play this copy.") % len(problems) + "\n")
        return 1
    sys.stdout.write(_("IN ORDER: %d files checked, none is missing or changed.") % count_files(place) + "\n")
    return 0


if __name__ == "__main__":
    for _stream in (sys.stdout, sys.stderr):
        if hasattr(_stream, "reconfigure"):
            _stream.reconfigure(encoding="utf-8", errors="replace")  # a window of Windows may know no Vietnamese
    sys.exit(main(sys.argv[1:]))
