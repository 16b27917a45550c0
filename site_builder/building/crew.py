"""Other processes that make the pages of a whole site, one for each processor: a first build has ten thousand of them.

A member of the crew gets names of parts and answers with what it made: the files, written aside with their compressed
companions, and the questions that were asked. What fails there is made once more here, so an error is told in one
place, and a member that dies takes nothing with it. All are forks of one process that has loaded what they need, so
this stands in memory once. A member ends when its requests do.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
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

Answer = tuple[list[tuple[str, tuple[Output, ...], list[Question]]], list[str]]
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
        self._tasks: queue.SimpleQueue[list[Part] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[list[Part], bytes | None]] = queue.SimpleQueue()
        """As they came: what waits to be taken is a quarter as large so."""
        self._chunk: list[Part] = []
        self._open_tasks = 0
        self._leader, self._lines = _start(order.members)
        self._threads = [threading.Thread(target=self._lead, args=(line, order), daemon=True) for line in self._lines]

    def __enter__(self) -> Crew:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._leader.pid, signal.SIGKILL)
        self._leader.wait()
        for _thread in self._threads:
            self._tasks.put(None)
        for line, thread in zip(self._lines, self._threads, strict=True):
            thread.join()
            line.close()

    def hand_over(self, part: Part) -> None:
        """Have a part made; what comes of it is told by `collect`."""
        self._chunk.append(part)
        if len(self._chunk) == _CHUNK:
            self._send_chunk()

    def collect_ready(self) -> Iterator[Made | Part]:
        """What `collect` would tell without waiting for it."""
        while not self._answers.empty():
            yield from self._take_answer()

    def collect(self) -> Iterator[Made | Part]:
        """What was made of the parts that were handed over, and those that its owner has to make itself."""
        self._send_chunk()
        while self._open_tasks:
            yield from self._take_answer()

    def _send_chunk(self) -> None:
        if self._chunk:
            self._tasks.put(self._chunk)
            self._open_tasks += 1
            self._chunk = []

    def _take_answer(self) -> Iterator[Made | Part]:
        parts, answer = self._answers.get()
        self._open_tasks -= 1
        if answer is None:
            yield from parts
            return
        made, failed = unpack_answer(answer)
        by_name = {part.name: part for part in parts}
        for name, outputs, questions in made:
            yield Made(by_name[name], outputs, frozenset(questions))
        yield from (by_name[name] for name in failed)

    def _lead(self, line: _Line, order: Order) -> None:
        """Give a member its tasks, one after the other; those of one that died come back unanswered."""
        is_alive = line.send(order)
        while (parts := self._tasks.get()) is not None:
            answer: bytes | None = None
            if is_alive and (is_alive := line.send([part.name for part in parts])):
                answer = line.receive()
                is_alive = answer is not None
            self._answers.put((parts, answer))
        while line.receive() is not None:  # its end is that of the member
            pass


def pack_answer(answer: Answer) -> bytes:
    """An answer as it waits to be taken."""
    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def unpack_answer(packed: bytes) -> Answer:
    """The answer."""
    answer: Answer = pickle.loads(packed)  # noqa: S301 - our own child wrote it
    return answer


@dataclass(frozen=True, slots=True)
class _Line:
    """Both pipes between the owner and one member."""

    requests: IO[bytes]
    answers: IO[bytes]

    def send(self, message: object) -> bool:
        """Whether it could be sent."""
        try:
            pickle.dump(message, self.requests, pickle.HIGHEST_PROTOCOL)
            self.requests.flush()
        except OSError:
            return False
        return True

    def receive(self) -> Any:
        """The answer; `None` from a member that died."""
        try:
            return pickle.load(self.answers)  # noqa: S301 - our own child wrote it
        except (EOFError, OSError, pickle.UnpicklingError):
            return None

    def close(self) -> None:
        """Close both; what was buffered for a member that is no more is lost."""
        self.answers.close()
        with suppress(OSError):
            self.requests.close()


def count_members(config: BuildConfig, part_count: int) -> int:
    """How many processes are worth their start, unless the configuration says so."""
    if config.processes is not None:
        return config.processes
    return len(os.sched_getaffinity(0)) if part_count >= FEWEST else 0


def order_pages(config: BuildConfig, staging: Path, *, is_careful: bool, members: int) -> Order:
    """An order that holds wherever a member works."""
    folders = {name: getattr(config, name).resolve() for name in ("content", "theme", "output", "media_store", "cache")}
    return Order(replace(config, **folders), staging.resolve(), is_careful, members)


def _start(count: int) -> tuple[subprocess.Popen[bytes], list[_Line]]:
    """A leader, which becomes so many members, and the lines to these."""
    requests, answers = [os.pipe() for _number in range(count)], [os.pipe() for _number in range(count)]
    ends = [(request[0], answer[1]) for request, answer in zip(requests, answers, strict=True)]
    argv = [sys.executable, "-m", "site_builder.building.crew_member", *(f"{read},{write}" for read, write in ends)]
    try:
        leader = subprocess.Popen(
            argv, cwd=_ROOT, stdin=subprocess.DEVNULL, pass_fds=[end for both in ends for end in both], process_group=0
        )
    finally:
        for end in (end for both in ends for end in both):
            os.close(end)
    lines = [
        _Line(os.fdopen(request[1], "wb"), os.fdopen(answer[0], "rb"))
        for request, answer in zip(requests, answers, strict=True)
    ]
    return leader, lines
