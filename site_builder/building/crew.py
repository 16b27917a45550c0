"""Other processes that make the pages of a whole site, one for each processor: a first build has ten thousand of them.

A member of the crew gets names of parts and answers with what it made: the files, written aside with their compressed
companions, and the questions that were asked. What fails there is made once more here, so an error is told in one
place, and a member that dies takes nothing with it. A member ends when its standard input does.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from site_builder.building.api import BuildConfig
from site_builder.building.outputs import Output
from site_builder.building.parts import Family, Made, Part
from site_builder.index import Question

FEWEST = 400
"""With fewer parts, the processes take longer to start than they save."""
FAMILIES = frozenset({Family.DOCUMENT, Family.LIST})
"""Whose parts a member can make; there are few others."""
_CHUNK = 32
_ROOT = Path(__file__).parents[2]

Answer = tuple[list[tuple[str, tuple[Output, ...], list[tuple[str, str, int, int]]]], list[str]]
"""Name, files and questions of each part that was made, and the names of those that failed."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a member has to know before it makes the first part."""

    config: BuildConfig
    staging: Path
    is_careful: bool
    """Whether every file in place is read, whatever is known of it."""
    members: int
    """How many processes work on it."""


class Crew:
    """Makes parts while its owner does something else; a context manager that ends its processes."""

    def __init__(self, order: Order) -> None:
        self.staging = order.staging
        """Where what it makes waits for its place."""
        self._tasks: queue.SimpleQueue[list[Part] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[list[Part], Answer | None]] = queue.SimpleQueue()
        self._chunk: list[Part] = []
        self._open_tasks = 0
        self._questions: dict[tuple[str, str, int, int], Question] = {}
        self._processes = [_start() for _number in range(order.members)]
        self._threads = [
            threading.Thread(target=self._lead, args=(process, order), daemon=True) for process in self._processes
        ]

    def __enter__(self) -> Crew:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        for process in self._processes:
            process.kill()
            self._tasks.put(None)
        for process, thread in zip(self._processes, self._threads, strict=True):
            process.wait()
            thread.join()
            _close(process)

    def hand_over(self, part: Part) -> None:
        """Have a part made; what comes of it is told by `collect`."""
        self._chunk.append(part)
        if len(self._chunk) == _CHUNK:
            self._send_chunk()

    def collect(self) -> Iterator[Made | Part]:
        """What was made of the parts that were handed over, and those that its owner has to make itself."""
        self._send_chunk()
        while self._open_tasks:
            parts, answer = self._answers.get()
            self._open_tasks -= 1
            yield from parts if answer is None else self._read(parts, answer)

    def _send_chunk(self) -> None:
        if self._chunk:
            self._tasks.put(self._chunk)
            self._open_tasks += 1
            self._chunk = []

    def _read(self, parts: Sequence[Part], answer: Answer) -> Iterator[Made | Part]:
        made, failed = answer
        by_name = {part.name: part for part in parts}
        for name, outputs, questions in made:
            yield Made(by_name[name], outputs, frozenset(map(self._share, questions)))
        yield from (by_name[name] for name in failed)

    def _share(self, values: tuple[str, str, int, int]) -> Question:
        """One object for a question that many parts asked."""
        return self._questions.setdefault(values, Question(*values))

    def _lead(self, process: subprocess.Popen[bytes], order: Order) -> None:
        """Give a member its tasks, one after the other; those of one that died come back unanswered."""
        is_alive = _send(process, order)
        while (parts := self._tasks.get()) is not None:
            answer: Answer | None = None
            if is_alive and (is_alive := _send(process, [part.name for part in parts])):
                answer = _receive(process)
                is_alive = answer is not None
            self._answers.put((parts, answer))


def count_members(config: BuildConfig, part_count: int) -> int:
    """How many processes are worth their start, unless the configuration says so."""
    if config.processes is not None:
        return config.processes
    return len(os.sched_getaffinity(0)) if part_count >= FEWEST else 0


def order_pages(config: BuildConfig, staging: Path, *, is_careful: bool, members: int) -> Order:
    """An order that holds wherever a member works."""
    folders = {name: getattr(config, name).resolve() for name in ("content", "theme", "output", "media_store", "cache")}
    return Order(replace(config, **folders), staging.resolve(), is_careful, members)


def _start() -> subprocess.Popen[bytes]:
    argv = [sys.executable, "-m", "site_builder.building.crew_member"]
    return subprocess.Popen(argv, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _send(process: subprocess.Popen[bytes], message: object) -> bool:
    """Whether it could be sent."""
    try:
        pickle.dump(message, _get(process.stdin), pickle.HIGHEST_PROTOCOL)
        _get(process.stdin).flush()
    except OSError:
        return False
    return True


def _receive(process: subprocess.Popen[bytes]) -> Any:
    """The answer; `None` from a member that died."""
    try:
        return pickle.load(_get(process.stdout))  # noqa: S301 - our own child wrote it
    except (EOFError, OSError, pickle.UnpicklingError):
        return None


def _close(process: subprocess.Popen[bytes]) -> None:
    _get(process.stdout).close()
    try:
        _get(process.stdin).close()
    except OSError:  # what was buffered for a member that is no more
        return


def _get(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("a member is started with pipes")
    return pipe
