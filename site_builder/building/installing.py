"""Putting a rendered site in place: the only module that writes to the output folder.

A file is replaced, as a whole, only when its bytes differ. New pages come before changed ones, stage after stage, and
deletions last, so at any instant every served page is complete and every link it has works. Only what an earlier build
of ours wrote is ever deleted; the list of it is kept outside the output folder and names a file before it is written,
so that a build that was cut leaves no stray.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from site_builder.atomic_files import link_or_copy, remove_empty_parents, remove_strays, write_bytes
from site_builder.building.outputs import Output, OutputSet, Stage
from site_builder.compression import has_right_companions, remove_companions, write_with_companions
from site_builder.errors import OutputError
from site_builder.messages import _

Report = Callable[[int, int], None]
"""Told how many of how many files were looked at."""


class InstalledFiles(BaseModel):
    """What our builds have put into an output folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    output: str
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Installation:
    """What was changed in the output folder."""

    written: tuple[str, ...]
    unchanged_count: int
    deleted: tuple[str, ...]


def install(
    outputs: OutputSet,
    output_dir: Path,
    state_dir: Path,
    report: Report = lambda done, total: None,
    *,
    is_compressed: bool = True,
) -> Installation:
    """Bring the output folder to the state of the set.

    Args:
        outputs: the whole site.
        output_dir: made when it is missing.
        state_dir: where the list of our files is kept.
        is_compressed: whether texts get compressed companions.

    Raises:
        OutputError: the set is empty, or the folder cannot be written.
    """
    if not outputs.count(Stage.PAGES, Stage.LISTINGS):
        raise OutputError(_("The build made no page; the site stays as it is."))
    earlier = _load_list(state_dir, output_dir)
    try:
        return _install(outputs, output_dir, state_dir, earlier, report, is_compressed=is_compressed)
    except OSError as error:
        place = error.filename2 or error.filename or output_dir
        raise OutputError(
            _("The file or folder %(place)s cannot be written: %(reason)s.")
            % {"place": place, "reason": error.strerror or error}
        ) from error


def _install(
    outputs: OutputSet,
    output_dir: Path,
    state_dir: Path,
    earlier: frozenset[str],
    report: Report,
    *,
    is_compressed: bool,
) -> Installation:
    remove_strays(output_dir)
    names = {output.path for output in outputs}
    changed = _find_changed(outputs, output_dir, report, is_compressed=is_compressed)
    stale = sorted(earlier - names)
    if changed or stale:
        _write_list(state_dir, output_dir, earlier | names)
    put = _put if is_compressed else partial(_put, is_compressed=False)
    for output in _order(changed, output_dir):
        put(output, output_dir / output.path)
    deleted = tuple(path for path in stale if _delete(output_dir, path))
    if names != earlier:
        _write_list(state_dir, output_dir, names)
    return Installation(tuple(output.path for output in changed), len(outputs) - len(changed), deleted)


def _find_changed(outputs: OutputSet, output_dir: Path, report: Report, *, is_compressed: bool) -> list[Output]:
    changed = []
    for number, output in enumerate(outputs, start=1):
        if not _is_in_place(output, output_dir / output.path, is_compressed=is_compressed):
            changed.append(output)
        report(number, len(outputs))
    return changed


def _is_in_place(output: Output, path: Path, *, is_compressed: bool) -> bool:
    try:
        if isinstance(output.content, bytes):
            found = path.stat()
            is_same = found.st_size == len(output.content) and path.read_bytes() == output.content
            return is_same and has_right_companions(path, found, is_compressed=is_compressed)
        # its name holds the hash of its content, so the size is enough to see that it is whole
        return path.samefile(output.content) or path.stat().st_size == output.content.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        return False


def _order(changed: Iterable[Output], output_dir: Path) -> list[Output]:
    """Stage after stage, and within a stage new files first: a changed page may link to a new one."""
    return sorted(changed, key=lambda output: (output.stage, (output_dir / output.path).exists(), output.path))


def _put(output: Output, path: Path, *, is_compressed: bool = True) -> None:
    if isinstance(output.content, bytes):
        write_with_companions(path, output.content, is_compressed=is_compressed)
    else:
        link_or_copy(output.content, path)


def _delete(output_dir: Path, path: str) -> bool:
    file = output_dir / path
    if not file.is_file():
        return False
    remove_companions(file)
    file.unlink()
    remove_empty_parents(file, output_dir)
    return True


def build_state_dir(cache: Path, output_dir: Path) -> Path:
    """Where the state of an output folder is kept: one folder in the cache for each."""
    return cache / hashlib.sha256(str(output_dir.resolve()).encode()).hexdigest()[:16]


def _load_list(state_dir: Path, output_dir: Path) -> frozenset[str]:
    try:
        listed = InstalledFiles.model_validate_json((state_dir / "manifest.json").read_bytes())
    except (FileNotFoundError, ValueError):  # no build yet, or a list that cannot be trusted: then nothing is deleted
        return frozenset()
    return frozenset(listed.paths) if listed.output == str(output_dir.resolve()) else frozenset()


def _write_list(state_dir: Path, output_dir: Path, paths: Iterable[str]) -> None:
    listed = InstalledFiles(output=str(output_dir.resolve()), paths=tuple(sorted(paths)))
    write_bytes(state_dir / "manifest.json", listed.model_dump_json(indent=1).encode())
