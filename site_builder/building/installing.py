"""Putting what was made in place: the only module that writes to the output folder.

A file is replaced, as a whole, only when its bytes differ. Assets come first, then new files, which nothing links to
yet, then changed ones stage after stage, and deletions last, what shows before what is shown. So at any instant every
file is complete, and no page that one can come to has a dead link: not the first page, not one that stays, none that
these link to. New pages that nothing links to yet may link each other before all are there, and pages on their way out
after the first of them went: two that link each other cannot both be the first. Only what an earlier build of ours
wrote is ever deleted; the state names a file before it is written, so that a build that was cut leaves no stray. No
file that has nothing to do with the change is opened, and the folder is not gone through.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from site_builder.atomic_files import Waiting, link_or_copy, remove_empty_parents, remove_strays, remove_strays_in
from site_builder.building.outputs import Linked, Output, OutputSet, Stage, Staged
from site_builder.building.state import BuildState, FileRow
from site_builder.compression import (
    Compressor,
    has_right_companions,
    move_with_companions,
    prepare_with_companions,
    put_with_companions,
    remove_companions,
)
from site_builder.errors import OutputError
from site_builder.messages import _

ENTRANCES = frozenset({"index.html", "404.html", "410.html"})
"""Pages that people come to without a link."""
_SHOWING = (".html", ".xml")
FEWEST_FOR_THREADS = 8
"""With fewer files to be written, threads take longer than they save; to rename one is quickly done."""

Report = Callable[[int, int], None]
"""Told how many of how many files were looked at."""

Keep = Callable[[Iterable[str]], None]
"""Told the files that are about to be made, replaced or deleted, before the first of them is."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What was changed in the output folder."""

    written: tuple[str, ...]
    deleted: tuple[str, ...]
    outputs: OutputSet

    def join(self, later: Installation) -> Installation:
        """This and another one as one."""
        outputs = OutputSet()
        for output in (*self.outputs, *later.outputs):
            outputs.add(output)
        return Installation((*self.written, *later.written), (*self.deleted, *later.deleted), outputs)

    def iter_files(self, output_dir: Path) -> Iterator[tuple[str, FileRow]]:
        """The files of the set as they are now in place."""
        return ((output.path, _describe(output, output_dir / output.path)) for output in self.outputs)


def install(
    outputs: OutputSet,
    stale: Iterable[str],
    output_dir: Path,
    state: BuildState,
    *,
    staging: Path | None = None,
    is_careful: bool = False,
    compressor: Compressor | None = None,
    report: Report = lambda done, total: None,
    keep: Keep = lambda paths: None,
) -> Installation:
    """Put files in place and delete others.

    Args:
        outputs: what was made.
        stale: files of ours that the site has no longer.
        output_dir: made when it is missing.
        state: told what is about to change.
        staging: where files wait that were written aside; `output_dir` itself when they are to become the site as they
            stand there.
        is_careful: read every file instead of trusting what is known of it.
        compressor: gives texts their compressed companions; they get none when it is left out.
        report: told how far it is.
        keep: keeps the files that stand there now, for a rollback.

    Raises:
        OutputError: the folder cannot be written.
    """
    with naming_places(output_dir):
        _remove_strays(output_dir, state, is_careful=is_careful)
        is_compressed = compressor is not None
        changed = _find_changed(outputs, output_dir, state, report, is_careful=is_careful, is_compressed=is_compressed)
        stale = sorted(stale, key=lambda path: (not path.endswith(_SHOWING), path))
        fresh = {path for path in state.list_pending() if state.find_file(path) is None}
        if changed or stale:
            concerned = [*(output.path for output in changed), *stale]
            state.note_pending(concerned)
            keep(concerned)
        with _preparing(changed, output_dir, compressor) as waiting:
            for output in _order(changed, output_dir, fresh):
                _put(output, str(output_dir), str(staging or output_dir), waiting)
        deleted = tuple(path for path in stale if _delete(output_dir, path))
    return Installation(tuple(output.path for output in changed), deleted, outputs)


def install_whole(staging: Path, output_dir: Path) -> None:
    """Put a folder in the place of one that is empty or missing: the site is there from one instant to the next.

    Raises:
        OutputError: the folder cannot be written.
    """
    with naming_places(output_dir):
        staging.replace(output_dir)


@contextmanager
def naming_places(output_dir: Path) -> Iterator[None]:
    """Errors of the system as ours.

    Args:
        output_dir: named when the error names no file.
    """
    try:
        yield
    except OSError as error:
        place = error.filename2 or error.filename or output_dir
        raise OutputError(
            _("The file or folder %(place)s cannot be written: %(reason)s.")
            % {"place": place, "reason": error.strerror or error}
        ) from error


def _remove_strays(output_dir: Path, state: BuildState, *, is_careful: bool) -> None:
    """Remove what a killed build left aside; it wrote beside the files that it was about to change."""
    if is_careful:
        remove_strays(output_dir)
        return
    for folder in {(output_dir / path).parent for path in state.list_pending()}:
        remove_strays_in(folder)


def _find_changed(
    outputs: OutputSet, output_dir: Path, state: BuildState, report: Report, *, is_careful: bool, is_compressed: bool
) -> Sequence[Output]:
    changed = []
    for number, output in enumerate(outputs, start=1):
        if isinstance(output.content, Staged):  # who wrote it aside has looked
            is_in_place = output.content.is_in_place
        else:
            row = None if is_careful else state.find_file(output.path)
            is_in_place = _is_in_place(output.content, output_dir / output.path, row, is_compressed=is_compressed)
        if not is_in_place:
            changed.append(output)
        report(number, len(outputs))
    return changed


def _is_in_place(content: bytes | Linked, path: Path, row: FileRow | None, *, is_compressed: bool) -> bool:
    if isinstance(content, bytes):
        return has_content(path, content, row, is_compressed=is_compressed)
    try:
        if path.samefile(content.source):
            return True
        # the name of a rendition holds the hash of its content, so what was copied from it once is the same
        is_copy = row is not None and row.hash == _hash(content)
        has_its_size = path.stat().st_size == Path(content.source).stat().st_size
        return has_its_size and (is_copy or filecmp.cmp(path, content.source, shallow=False))
    except (FileNotFoundError, NotADirectoryError):
        return False


def has_content(path: Path, content: bytes, row: FileRow | None, *, is_compressed: bool) -> bool:
    """Whether these bytes stand at a path, with the right companions.

    Args:
        row: what is known of the file; it is read when nothing is, or when it was changed since.
    """
    try:
        found = path.stat()
        if found.st_size != len(content) or not path.is_file():
            return False
        is_known = row is not None and (row.size_bytes, row.mtime_ns) == (found.st_size, found.st_mtime_ns)
        is_same = row.hash == _hash(content) if row and is_known else path.read_bytes() == content
        return is_same and has_right_companions(path, found, is_compressed=is_compressed)
    except (FileNotFoundError, NotADirectoryError):
        return False


@contextmanager
def _preparing(
    changed: Sequence[Output], output_dir: Path, compressor: Compressor | None
) -> Iterator[dict[str, Waiting]]:
    """Write what is in memory beside its places, so that little is left to be done when the first file changes.

    What still waits after the block is removed.
    """
    waiting: dict[str, Waiting] = {}
    contents = [(output.path, output.content) for output in changed if isinstance(output.content, bytes)]

    def prepare(path: str, content: bytes) -> None:
        companions = compressor.compress(path, content) if compressor else {}
        waiting[path] = prepare_with_companions(output_dir / path, content, companions)

    try:
        if len(contents) < FEWEST_FOR_THREADS:
            for path, content in contents:
                prepare(path, content)
        else:
            # compressing and writing leave the interpreter to others meanwhile
            with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
                for _done in pool.map(prepare, *zip(*contents, strict=True)):
                    pass
        yield waiting
    finally:
        for each in waiting.values():
            each.discard()


def _order(changed: Iterable[Output], output_dir: Path, fresh: Container[str]) -> list[Output]:
    """Assets, then new files, then changed ones, each stage after stage: a changed page may link to any new file.

    What a cut build was the first to write comes between: nothing else may link to it yet, so its own links may be
    dead, but if the cut build came so far that something does, it may no more than a changed page link to what is not
    there.

    Args:
        fresh: files that no build wrote that came to its end.
    """

    root = str(output_dir)

    def rank(output: Output) -> tuple[bool, bool, bool, bool, Stage, str]:
        is_there = os.path.exists(f"{root}/{output.path}")  # noqa: PTH110 - of a whole site
        is_known = is_there and output.path not in fresh
        is_entrance = not is_there and output.path in ENTRANCES
        return output.stage is not Stage.ASSETS, is_known, is_there, is_entrance, output.stage, output.path

    return sorted(changed, key=rank)


def _put(output: Output, output_dir: str, staging: str, waiting: Mapping[str, Waiting]) -> None:
    content, path = output.content, f"{output_dir}/{output.path}"
    if isinstance(content, bytes):
        put_with_companions(Path(path), waiting[output.path])
    elif isinstance(content, Linked):
        link_or_copy(Path(content.source), Path(path))
    elif staging != output_dir:
        move_with_companions(f"{staging}/{content.name}", path)


def _delete(output_dir: Path, path: str) -> bool:
    file = output_dir / path
    if not file.is_file():  # a build that was cut may have made its folder
        remove_empty_parents(file, output_dir)
        return False
    remove_companions(file)
    file.unlink()
    remove_empty_parents(file, output_dir)
    return True


def _describe(output: Output, path: Path) -> FileRow:
    content = output.content
    if isinstance(content, Staged):
        return FileRow(int(output.stage), output.owner, content.hash, content.size_bytes, content.mtime_ns)
    found = path.stat()
    return FileRow(int(output.stage), output.owner, _hash(content), found.st_size, found.st_mtime_ns)


def _hash(content: bytes | Linked) -> bytes:
    return hashlib.sha256(content if isinstance(content, bytes) else os.fsencode(content.source)).digest()
