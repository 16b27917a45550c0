"""One build of an output folder at a time; a second one waits. The lock of a killed process is free at once."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def hold_build_lock(state_dir: Path) -> Iterator[None]:
    """Wait for the build that runs now, then keep others waiting."""
    state_dir.mkdir(parents=True, exist_ok=True)
    with (state_dir / "build.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
