"""Files that wait for their places: written aside in a folder of the output's file system.

A whole site is too much to be held in memory, and its pages are made by several processes. Each writes what it made
here, compressed companions beside it; putting a file in place is then no more than a rename. What is to become the
site as it stands has the paths of the site; else each process numbers its files in a folder of its own, since making
and removing as many folders as the site has takes longer than writing its pages.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from site_builder.building.installing import has_content, naming_places
from site_builder.building.outputs import Output, Staged
from site_builder.building.state import BuildState
from site_builder.compression import write_apart


def find_staging(output_dir: Path) -> Path:
    """The folder of what waits for its place in an output folder: hidden, beside it or, where that cannot be, in it."""
    output_dir = output_dir.resolve()
    beside = output_dir.parent / f".{output_dir.name}.staging"
    if not output_dir.exists():
        return beside
    # a mount has no room beside it
    has_room = os.access(output_dir.parent, os.W_OK) and not output_dir.is_mount()
    return beside if has_room else output_dir / ".staging"


def is_fresh(output_dir: Path) -> bool:
    """Whether nothing stands there yet."""
    return not output_dir.exists() or not any(output_dir.iterdir())


@contextmanager
def open_staging(output_dir: Path) -> Iterator[Path]:
    """Give the folder, empty; what is still in it after the block is removed, and what a killed build left before."""
    staging = find_staging(output_dir)
    shutil.rmtree(staging, ignore_errors=True)
    try:
        staging.mkdir(parents=True)
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


class Stager:
    """Writes files aside, unless they are in place already.

    Args:
        staging: the folder that is written to.
        output_dir: where the files are to stand.
        state: what is known of the files that stand there.
        is_careful: read every file instead of trusting what is known of it.
        is_compressed: whether texts get compressed companions.
    """

    def __init__(
        self, staging: Path, output_dir: Path, state: BuildState, *, is_careful: bool, is_compressed: bool
    ) -> None:
        self._staging = staging
        self._output_dir = output_dir
        self._state = state
        self._is_careful = is_careful
        self._is_compressed = is_compressed
        self._is_fresh = is_fresh(output_dir)
        self._numbers = itertools.count()

    def stage(self, output: Output) -> Output:
        """The same file without its bytes; a file that is only to be linked needs no staging.

        Raises:
            OutputError: it cannot be written.
        """
        content = output.content
        if not isinstance(content, bytes):
            return output
        with naming_places(self._output_dir):
            staged = self._find_in_place(output.path, content) or self._write(output.path, content)
        return Output(output.path, output.stage, staged, output.owner)

    def _find_in_place(self, name: str, content: bytes) -> Staged | None:
        if self._is_fresh:
            return None
        path, row = self._output_dir / name, None if self._is_careful else self._state.find_file(name)
        if not has_content(path, content, row, is_compressed=self._is_compressed):
            return None
        return Staged("", hashlib.sha256(content).digest(), len(content), path.stat().st_mtime_ns)

    def _write(self, path: str, content: bytes) -> Staged:
        name = path if self._is_fresh else f"{os.getpid()}/{next(self._numbers)}{PurePosixPath(path).suffix}"
        aside = self._staging / name
        try:
            mtime_ns = write_apart(aside, content, is_compressed=self._is_compressed)
        except FileNotFoundError:
            aside.parent.mkdir(parents=True, exist_ok=True)
            mtime_ns = write_apart(aside, content, is_compressed=self._is_compressed)
        return Staged(name, hashlib.sha256(content).digest(), len(content), mtime_ns)
