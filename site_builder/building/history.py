"""The last builds of an output folder: what each changed, and the files that it replaced or deleted. For rollbacks.

Before a build changes a file, the old one is linked into the state folder of the output:

    history/41/build.json        what build 41 did, for people
    history/41/paths.txt         every path that it was about to change
    history/41/old/7.html        what stood at the eighth of them, with its companions; nothing where nothing stood
    history/next/…               the same of a build that has not come to its end

So a file after build 40 is the oldest one kept by any build since, or the one in place when none has kept it. The cost
grows with what a build changes. What was cut goes on in `next`: a path that is noted there has its old file kept
already. The oldest build that is listed needs no old files, hence the first one keeps none.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path, PurePosixPath

from pydantic import BaseModel, ConfigDict, ValidationError

from site_builder.atomic_files import write_bytes
from site_builder.building.places import FRONT_PAGE, identify_folder
from site_builder.compression import SUFFIXES, is_text

KEPT_COUNT = 10
"""So many builds are listed; the site can be brought back to each of them."""

_FOLDER, _NEXT, _OLD, _TRASH = "history", "next", "old", "trash"
_RECORD, _PATHS, _LAST = "build.json", "paths.txt", "last.txt"


class BuildEntry(BaseModel):
    """What a build, or a rollback, did."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int = 0
    finished: dt.datetime
    cause: str
    """A `Cause`, or one of `build_list.py`'s own."""
    published_by: str = ""
    """Who published what it shows; empty when nobody said."""
    restored: int | None = None
    """The build whose files a rollback brought back."""
    written: int
    """Files, companions not counted."""
    deleted: int
    pages: int
    """How many of both are pages."""
    examples: tuple[str, ...] = ()
    """Addresses of some that were written."""
    removed_examples: tuple[str, ...] = ()
    """Addresses of some that were deleted."""
    folder: str = ""
    """The output folder, as `identify_folder` names it."""

    @property
    def shown(self) -> int:
        """The build whose files the site has after this one."""
        return self.number if self.restored is None else self.restored


class History:
    """The history of one output folder; whoever holds its lock may change it."""

    def __init__(self, state_dir: Path, output: Path) -> None:
        self._folder = state_dir / _FOLDER
        self._output = output
        self._noted = _read_paths(self._next)
        self.entries: Sequence[BuildEntry] = _load_entries(self._folder)
        self._is_torn = True
        """Whether the last line in `paths.txt` may be half a one."""
        self._keeps_old = bool(self.entries)

    @classmethod
    def open(cls, state_dir: Path, output: Path) -> History:
        """Open it for a build; what was kept of another folder, or of one that was emptied, is of no use any more."""
        history = cls(state_dir, output)
        if history.entries and not history.is_of_this_folder:
            history._forget()
            return cls(state_dir, output)
        return history

    @property
    def is_of_this_folder(self) -> bool:
        """Whether the output folder is the one that the last build left, and not emptied."""
        is_there = (self._output / FRONT_PAGE).is_file()
        return bool(self.entries) and is_there and self.entries[-1].folder == identify_folder(self._output)

    @property
    def noted(self) -> frozenset[str]:
        """Paths that may have changed since the last build that came to its end."""
        return frozenset(self._noted)

    def keep(self, paths: Iterable[str]) -> None:
        """Keep what stands at paths that are about to change; call it before the first of them does.

        It may be called several times in one build. A path counts when its old files are all kept: then it is noted.

        Raises:
            OSError: there is no room.
        """
        new = sorted(set(paths).difference(self._noted)) if self._keeps_old else []
        if not new:
            return
        (self._next / _OLD).mkdir(parents=True, exist_ok=True)
        output, folder = str(self._output), str(self._next)
        for number, path in enumerate(new, start=len(self._noted)):
            _link_old(f"{output}/{path}", _name_old(folder, number, path))
        self._note(new)

    def finish(self, entry: BuildEntry) -> BuildEntry:
        """A build has put its last file in place: list it, and let go of what is too old."""
        number = self._find_last_number() + 1
        entry = entry.model_copy(update={"number": number, "folder": identify_folder(self._output)})
        self._next.mkdir(parents=True, exist_ok=True)
        write_bytes(self._folder / _LAST, str(number).encode())
        write_bytes(self._next / _RECORD, entry.model_dump_json(indent=1).encode())
        self._next.rename(self._folder / str(number))
        self._noted = []
        self.entries = [*self.entries, entry]
        self._prune()
        return entry

    def find_old_files(self, number: int) -> dict[str, Path | None]:
        """What stood, after a build, at each path that has changed since; `None` where there was no file.

        Companions stand beside the files.
        """
        found: dict[str, Path | None] = {}
        later = [folder for folder in _list_folders(self._folder) if int(folder.name) > number]
        for folder in (*later, self._next):
            for index, path in enumerate(_read_paths(folder)):
                if path not in found:
                    old = Path(_name_old(str(folder), index, path))
                    found[path] = old if old.is_file() else None
        return found

    @property
    def _next(self) -> Path:
        return self._folder / _NEXT

    def _note(self, new: Sequence[str]) -> None:
        path = self._next / _PATHS
        if self._is_torn and path.exists():
            write_bytes(path, _write_lines(self._noted))
        self._is_torn = False
        with path.open("ab") as file:
            file.write(_write_lines(new))
        self._noted += new

    def _find_last_number(self) -> int:
        try:
            last = int((self._folder / _LAST).read_bytes())
        except (FileNotFoundError, ValueError):
            last = 0
        return max([last, *(entry.number for entry in self.entries)])

    def _prune(self) -> None:
        """Oldest first: a build can be brought back as long as all later ones have their old files."""
        self.entries = self.entries[-KEPT_COUNT:]
        first = self.entries[0].number
        for folder in _list_folders(self._folder):
            if int(folder.name) < first:
                (folder / _RECORD).unlink(missing_ok=True)
                self._throw_away(folder / _OLD)
                shutil.rmtree(folder)
        (self._folder / str(first) / _PATHS).unlink(missing_ok=True)
        self._throw_away(self._folder / str(first) / _OLD)

    def _throw_away(self, folder: Path) -> None:
        """Move a build's old files to where they are removed from."""
        trash = self._folder / _TRASH / folder.parent.name
        if folder.is_dir():
            trash.parent.mkdir(exist_ok=True)
            folder.rename(trash)

    def _forget(self) -> None:
        for folder in (*_list_folders(self._folder), self._next):
            _remove(folder / _RECORD)
            _remove(folder)


def empty_trash(state_dir: Path, count: int | None = None) -> None:
    """Remove old files that no build on the list needs any more.

    Args:
        count: so many, those of the latest build first, so that what a whole site had kept waits; of more builds than
            there are on the list none waits. `None`: all.
    """
    newest_first = _list_folders(state_dir / _FOLDER / _TRASH)[::-1]
    kept = 0 if count is None else KEPT_COUNT
    for folder in newest_first[kept:]:
        shutil.rmtree(folder)
    left = count or 0
    for folder in newest_first[:kept]:
        left = _remove_some(folder, left)


def load_entries(state_dir: Path) -> Sequence[BuildEntry]:
    """The builds that are listed, the oldest first; needs no lock."""
    return _load_entries(state_dir / _FOLDER)


def _load_entries(folder: Path) -> Sequence[BuildEntry]:
    found = (_load_entry(each) for each in _list_folders(folder))
    return [entry for entry in found if entry][-KEPT_COUNT:]


def _load_entry(folder: Path) -> BuildEntry | None:
    """`None` for one that is just being removed."""
    try:
        return BuildEntry.model_validate_json((folder / _RECORD).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def _list_folders(folder: Path) -> list[Path]:
    numbered = (each for each in folder.glob("*") if each.name.isdecimal())
    return sorted(numbered, key=lambda each: int(each.name))


def _read_paths(folder: Path) -> list[str]:
    """The paths that are noted; half a line is of a build that was cut before it changed that file."""
    try:
        text = (folder / _PATHS).read_text("utf-8")
    except FileNotFoundError:
        return []
    return text.split("\n")[:-1]


def _write_lines(paths: Iterable[str]) -> bytes:
    return "".join(f"{path}\n" for path in paths).encode()


def _name_old(folder: str, number: int, path: str) -> str:
    """In one folder for all: making as many folders as the site has takes longer than linking its files."""
    return f"{folder}/{_OLD}/{number}{PurePosixPath(path).suffix}"


def _link_old(source: str, kept: str) -> None:
    for suffix in ("", *SUFFIXES.values()) if is_text(kept) else ("",):
        _link(source + suffix, kept + suffix)


def _link(source: str, path: str) -> None:
    """Link a file; nothing stays where nothing stands, though a build may have been cut before it noted the path."""
    try:
        os.link(source, path)
    except FileExistsError:
        Path(path).unlink()
        _link(source, path)
    except OSError:  # there is no file, or it is on another file system, or on one without links
        Path(path).unlink(missing_ok=True)
        if Path(source).is_file():
            shutil.copy2(source, path)


def _remove_some(folder: Path, count: int) -> int:
    """Remove so many files of a folder, and the folder when it is empty before that; how many there are left to be."""
    for path in islice(folder.iterdir(), count):
        path.unlink()
        count -= 1
    if count:
        folder.rmdir()
    return count


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
