"""Stopping a piece of work from another thread: what it has started ends at once, and it starts no more.

A process does one piece of work at a time, on however many threads, so it has one `Stop` at a time and no function on
the way down has to be handed it.

    stop = Stop()
    with stop.governing():      # another thread may call `stop.request()`
        process(manifest, …)    # raises StoppedError then, its work folder removed
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from media_pipeline.errors import StoppedError

End = Callable[[], None]
"""Ends one thing that was started; called from another thread, and perhaps when it has ended by itself."""


class Stop:
    """The wish to end a piece of work; it stays."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_requested = False
        self._ends: list[End] = []

    @property
    def is_requested(self) -> bool:
        """Whether the work is to end."""
        return self._is_requested

    def request(self) -> None:
        """End everything that the work has started."""
        with self._lock:
            self._is_requested = True
            ends = list(self._ends)
        for end in ends:
            end()

    @contextmanager
    def governing(self) -> Iterator[None]:
        """Whatever this process does inside ends when the stop is requested; may be entered again by what is inside."""
        global _current
        outer = _current
        if outer not in (None, self):
            raise RuntimeError("this process is at another piece of work already")
        _current = self
        try:
            yield
        finally:
            _current = outer

    @contextmanager
    def ending(self, end: End) -> Iterator[None]:
        """Have something ended with the work, as long as the block runs."""
        with self._lock:
            self._ends.append(end)
        try:
            if self._is_requested:  # between the start of the thing and here
                end()
            yield
        finally:
            with self._lock:
                self._ends.remove(end)


_current: Stop | None = None


def check_stopped() -> None:
    """Raise `StoppedError` when the work that this process is at is to end; to be called now and then."""
    if _current is not None and _current.is_requested:
        raise StoppedError


@contextmanager
def ended_with_the_work(end: End) -> Iterator[None]:
    """Have something ended when the work is to end, as long as the block runs.

    Raises:
        StoppedError: in place of whatever the end of the thing has led to in the block.
    """
    stop = _current
    if stop is None:
        yield
        return
    try:
        with stop.ending(end):
            yield
    except Exception:
        check_stopped()
        raise
    check_stopped()
