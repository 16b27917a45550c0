"""Looking at the files of a large site in two processes: what takes long is a call of the system for each file.

For a process that builds once; one that builds again and again keeps what it saw (`kept_sighting.py`). The other
process sends the sums alone and tells of the few files that are asked for afterwards: to send all of them would take
half as long as to look at them.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from site_builder.index.scanning import FileState, Folder, Seen, Sighting, add_sums, look

LARGE_BYTES = 512 * 1024
"""Of the folders themselves: from some twenty thousand files on, another process costs less than it saves."""
_EVEN, _ODD = 0, 1


def look_in_two(folders: Iterable[Folder]) -> Seen:
    """What `scanning.look` finds.

    Raises:
        OSError: a folder cannot be read.
    """
    folders = tuple(folders)
    if len(os.sched_getaffinity(0)) < 2 or _measure(folders) < LARGE_BYTES:
        return look(folders)
    other = _Other.start(folders)
    own = look(folders, _EVEN)
    sums = other.receive()
    if sums is None:  # what keeps the other from looking is told here
        return own.join(look(folders, _ODD))
    return _SeenByTwo(add_sums(own.sums, sums), own, other)


@dataclass(frozen=True, slots=True)
class _SeenByTwo:
    """Implements `Seen`; the files can be asked for once."""

    sums: list[int]
    own: Sighting
    other: _Other

    def list_files(self, buckets: Iterable[int]) -> list[tuple[Path, FileState]]:
        buckets = list(buckets)
        found = self.other.ask(buckets)
        return sorted([*self.own.list_files(buckets), *found])


@dataclass(frozen=True, slots=True)
class _Other:
    """The process that looks at the files with odd inodes; it ends when it has told of some, or when nobody asks."""

    folders: Sequence[Folder]
    pid: int
    requests: IO[bytes]
    answers: IO[bytes]

    @classmethod
    def start(cls, folders: Sequence[Folder]) -> _Other:
        (asked, asking), (told, telling) = os.pipe(), os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(asking)
            os.close(told)
            _become_other(folders, asked, telling)
        os.close(asked)
        os.close(telling)
        return cls(folders, pid, os.fdopen(asking, "wb"), os.fdopen(told, "rb"))

    def receive(self) -> Any:
        """What it says next; `None` when it has ended."""
        try:
            return marshal.load(self.answers)  # noqa: S302 - our own child wrote it
        except (EOFError, OSError, ValueError):
            self._end()
            return None

    def ask(self, buckets: list[int]) -> list[tuple[Path, FileState]]:
        """The files of some buckets; the process ends."""
        with suppress(OSError):
            marshal.dump(buckets, self.requests)
            self.requests.flush()
        found = self.receive()
        if found is None:
            return look(self.folders, _ODD).list_files(buckets)
        self._end()
        return [(Path(root), FileState(*state)) for root, state in found]

    def _end(self) -> None:
        with suppress(OSError):
            self.requests.close()
        self.answers.close()
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


def _measure(folders: Sequence[Folder]) -> int:
    size = 0
    for folder in folders:
        with suppress(FileNotFoundError, NotADirectoryError):
            size += folder.path.stat().st_size
    return size


def _become_other(folders: Sequence[Folder], asked: int, telling: int) -> None:
    """Look, say what the sums are, tell of the files that are asked for, and end."""
    try:
        with os.fdopen(asked, "rb") as requests, os.fdopen(telling, "wb") as answers:
            seen = look(folders, _ODD)
            marshal.dump(seen.sums, answers)
            answers.flush()
            found = seen.list_files(marshal.load(requests))  # noqa: S302 - our own parent wrote it
            marshal.dump([(str(root), tuple(state)) for root, state in found], answers)
    finally:  # whatever went wrong: the parent looks itself, or has ended
        os._exit(0)
