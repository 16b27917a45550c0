"""Work folders that go with the work, and the removal of those that a killed process has left.

They lie in the system's folder for temporary files (`TMPDIR`), which needs room for the largest upload.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from media_pipeline.atomic_files import is_older

PREFIX = "tieng-luat-work-"
STRAY_AGE_S = 24 * 3600
"""No asset takes a day to be made, so a folder as old as that belongs to nobody."""


@contextmanager
def open_workdir() -> Iterator[Path]:
    """A folder of one's own; it is removed with all that is in it when the block ends, however it ends."""
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        yield Path(name)


def remove_stray_workdirs(older_than_s: float = STRAY_AGE_S) -> int:
    """Remove the folders that nobody has touched for so long; how many there were."""
    oldest_s = time.time() - older_than_s
    found = Path(tempfile.gettempdir()).glob(f"{PREFIX}*")
    strays = [path for path in found if path.is_dir() and is_older(path, oldest_s)]
    for path in strays:
        shutil.rmtree(path, ignore_errors=True)  # another worker may be at it, too
    return len(strays)
