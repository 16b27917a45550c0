"""Compressed companions of text files: `index.html.br` and `index.html.gz` beside `index.html`.

They are for servers that send ready-made ones (`serve`, nginx's `gzip_static` and `brotli_static`) and plain files to
everybody else, deployment too. A companion has its file's time of change, to the nanosecond; one that has not belongs
to another version, and `serve` does not send it. Equal content gives equal companions.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path, PurePath

import brotli
from isal import isal_zlib

from site_builder.atomic_files import Waiting, create_file, prepare_together

SUFFIXES = {"br": ".br", "gzip": ".gz"}
"""Suffix by HTTP's name of the coding, the smaller result first."""
SMALLEST_BYTES = 1024
"""Less fits into one packet anyway."""
GZIP_LEVEL = 3
"""ISA-L's best: a twelfth above zlib's sixth level in size, a fifth of its time, for the few readers without Brotli."""
_GZIP_CONTAINER = 31
BROTLI_QUALITY = 5
"""Of 11: beats gzip in size at the same time; the last per cent would cost thirty times as much."""

_ALL = tuple(SUFFIXES)
_CODINGS = dict.fromkeys((".css", ".html", ".js", ".svg", ".txt", ".webmanifest", ".xml"), _ALL) | {".json": ("br",)}
"""Of texts, by their suffix: what scripts fetch is fetched by browsers that know Brotli."""


def is_text(path: PurePath | str) -> bool:
    """Whether a file of this name may have companions."""
    return _find_suffix(str(path)) in _CODINGS


def is_companion(key: str) -> bool:
    """Whether a file of this name is a companion."""
    path = PurePath(key)
    return path.suffix in SUFFIXES.values() and is_text(path.with_suffix(""))


class Compressor:
    """Compresses texts in a thread while their owner makes more of them; a context manager that ends the thread."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._begun: dict[str, Future[dict[str, bytes]]] = {}

    def __enter__(self) -> Compressor:
        return self

    def __exit__(self, *exception: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def begin(self, name: str, content: bytes) -> None:
        """Compress a file ahead; the result is asked for by the same name."""
        if _has_companions(name, len(content)):
            self._begun[name] = self._pool.submit(_compress_all, name, content)

    def compress(self, name: str, content: bytes) -> Mapping[str, bytes]:
        """What a file's companions hold, by their suffixes; it need not have been begun."""
        begun = self._begun.pop(name, None)
        if begun:
            return begun.result()
        return _compress_all(name, content) if _has_companions(name, len(content)) else {}


def prepare_with_companions(path: Path, content: bytes, companions: Mapping[str, bytes]) -> Waiting:
    """Write a file and its companions beside their places, all before the first of them changes.

    Args:
        companions: what they hold, by their suffixes.
    """
    named = {path.with_name(path.name + suffix): compressed for suffix, compressed in companions.items()}
    return prepare_together({path: content} | named)


def put_with_companions(path: Path, waiting: Waiting) -> None:
    """Put a file that waits in its place, and its companions right after, or none if it has none.

    An old companion stands beside a new file for an instant alone.
    """
    if is_text(path):
        for companion in _iter_names(path):
            if companion not in waiting.asides:
                companion.unlink(missing_ok=True)
    waiting.put()


def write_apart(path: Path, content: bytes, *, is_compressed: bool = True) -> int:
    """Write a file and its companions where nobody looks, to be moved from there; its folder must be there.

    Returns:
        When the file was changed, in ns since the epoch.
    """
    changed_ns = create_file(path, content)
    if is_compressed and _has_companions(path.name, len(content)):
        for suffix, compressed in _compress_all(path.name, content).items():
            create_file(path.with_name(path.name + suffix), compressed, changed_ns)
    return changed_ns


def move_with_companions(source: str, path: str) -> None:
    """Put a file that stands apart in the place of another, and its companions right after, or none if it has none.

    A whole site is moved so, and a `Path` takes as long to be made as a file to be moved.
    """
    try:
        os.replace(source, path)  # noqa: PTH105
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, path)  # noqa: PTH105
    if is_text(path):
        for suffix in SUFFIXES.values():
            try:
                os.replace(source + suffix, path + suffix)  # noqa: PTH105
            except FileNotFoundError:
                Path(path + suffix).unlink(missing_ok=True)


def has_right_companions(path: Path, stat: os.stat_result, *, is_compressed: bool = True) -> bool:
    """Whether a file that is in place has all its companions of this version, or none if it is to have none."""
    if is_compressed and _has_companions(path.name, stat.st_size):
        return all(find_companion(path, stat, coding) for coding in _CODINGS[path.suffix])
    return not is_text(path) or not any(companion.exists() for companion in _iter_names(path))


def find_companion(path: Path, stat: os.stat_result, coding: str) -> Path | None:
    """The companion of this version of a file; `None` when there is none."""
    companion = _name(path, coding)
    try:
        return companion if companion.stat().st_mtime_ns == stat.st_mtime_ns else None
    except FileNotFoundError:
        return None


def list_names(path: Path) -> tuple[Path, ...]:
    """A file and the companions that it may have."""
    return (path, *_iter_names(path)) if is_text(path) else (path,)


def remove_companions(path: Path) -> None:
    """Remove the companions of a file that is about to go, or to have none."""
    if is_text(path):
        for companion in _iter_names(path):
            companion.unlink(missing_ok=True)


def _has_companions(name: str, size_bytes: int) -> bool:
    return is_text(name) and size_bytes >= SMALLEST_BYTES


def _compress_all(name: str, content: bytes) -> dict[str, bytes]:
    """The companions by their suffixes."""
    return {SUFFIXES[coding]: _compress(content, coding) for coding in _CODINGS[_find_suffix(name)]}


def _find_suffix(name: str) -> str:
    _rest, dot, suffix = name.rpartition(".")
    return dot + suffix


def _compress(content: bytes, coding: str) -> bytes:
    if coding == "gzip":
        zipped: bytes = isal_zlib.compress(content, GZIP_LEVEL, _GZIP_CONTAINER)
        return zipped
    compressed: bytes = brotli.compress(content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    return compressed


def _iter_names(path: Path) -> Iterator[Path]:
    return (_name(path, coding) for coding in SUFFIXES)


def _name(path: Path, coding: str) -> Path:
    return path.with_name(path.name + SUFFIXES[coding])
