"""One publisher at a time, across the worker and the command line; the lock of a killed process is free at once."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


@contextmanager
def hold_site_lock() -> Iterator[None]:
    """Wait for the publisher that runs now, then keep others waiting."""
    path = Path(settings.VAR_DIR) / "publish.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
