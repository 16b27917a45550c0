"""What an import publishes: its text was checked when its file was read, and what it names may come after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_is_import: ContextVar[bool] = ContextVar("is_import", default=False)


@contextmanager
def publishing_import() -> Iterator[None]:
    """What is published inside comes from a document's file, and from nobody's screen."""
    token = _is_import.set(True)
    try:
        yield
    finally:
        _is_import.reset(token)


def is_import() -> bool:
    """Whether what is published just now comes from a document's file."""
    return _is_import.get()
