"""What a test sees of a newsroom that runs in processes of its own (`media_worker.py`)."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from media_pipeline.atomic_files import hash_file

MODULE = "tests.integration.cms_media.media_worker"
LONGEST_S = 120
"""A process that takes longer hangs."""


@dataclass(frozen=True)
class WorkerNewsroom:
    """A folder with everything that such a newsroom has."""

    folder: Path
    module: str = MODULE
    table: str = "media_mediaasset"
    """Of the asset whose job is looked at."""

    @property
    def environment(self) -> dict[str, str]:
        """Of its processes; the database is a file that the test looks into, too."""
        temporary = self.folder / "tmp"
        temporary.mkdir(exist_ok=True)
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.integration.cms_media.worker_settings",
            "DATABASE_URL": "",
            "VAR_DIR": str(self.folder / "var"),
            "TMPDIR": str(temporary),
        }

    def copy_to(self, folder: Path) -> WorkerNewsroom:
        """The same newsroom in another folder, so that it is prepared once only."""
        shutil.copytree(self.folder / "var", folder / "var")
        return replace(self, folder=folder)

    def make_undisturbed(self, folder: Path) -> Mapping[str, str]:
        """What the store holds when nothing happens to the worker: a hash for each file."""
        newsroom = self.copy_to(folder)
        newsroom.run("work")
        assert newsroom.read_asset_state() == "ready"
        return newsroom.hash_store()

    def run(self, *step: str) -> str:
        """What a step has printed."""
        done = subprocess.run(
            [sys.executable, "-m", self.module, *step],
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=LONGEST_S,
        )
        return done.stdout

    def start(self, *step: str) -> subprocess.Popen[str]:
        """A step that goes on meanwhile."""
        command = [sys.executable, "-m", self.module, *step]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)

    def work_until_killed(self, point: str) -> None:
        """A worker that is killed at a point of its work; its lease runs out at once."""
        with self.start("work", point) as worker:
            worker.wait(LONGEST_S)
        assert worker.returncode == -signal.SIGKILL
        assert not self.list_ffmpegs(), "what it had started is gone with it"
        self.end_lease()

    def end_lease(self) -> None:
        """As if a minute had passed."""
        self._ask("UPDATE jobs_job SET lease_until = '2000-01-01 00:00:00' WHERE state = 'running'")
        self._ask("UPDATE jobs_job SET due = '2000-01-01 00:00:00' WHERE state = 'ready'")
        self._ask("UPDATE django_tasks_database_dbtaskresult SET run_after = '2000-01-01 00:00:00'")

    def read_asset_state(self) -> str:
        """Where the asset stands."""
        ((state,),) = self._ask(f"SELECT state FROM {self.table}")
        return str(state)

    def read_jobs(self) -> list[tuple[str, int]]:
        """State and attempts of the jobs that make its files, the oldest first."""
        jobs = "SELECT target, state, attempts FROM jobs_job WHERE kind = 'process-media' ORDER BY id"
        names = {name for (name,) in self._ask(f"SELECT asset_name FROM {self.table}")}
        return [(state, attempts) for target, state, attempts in self._ask(jobs) if target in names]

    def _ask(self, statement: str) -> list[Any]:
        with closing(sqlite3.connect(self.folder / "var" / "db.sqlite3")) as connection, connection:
            return connection.execute(statement).fetchall()

    def hash_store(self) -> dict[str, str]:
        """Path → hash of every finished file of the media store."""
        store = self.folder / "var" / "media-store"
        files = (path for path in store.rglob("*") if path.is_file())
        return {str(path.relative_to(store)): hash_file(path) for path in files if path.suffix != ".part"}

    def list_temporary_files(self) -> list[Path]:
        """Work folders, and files that were being written."""
        return [*(self.folder / "tmp").glob("tieng-luat-*"), *(self.folder / "var").rglob("*.part")]

    def list_ffmpegs(self) -> list[int]:
        """Processes of ffmpeg that work for this newsroom."""
        return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit() and self._is_ffmpeg(path)]

    def _is_ffmpeg(self, process: Path) -> bool:
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:
            return False
        return b"ffmpeg" in command.split(b"\0")[0] and str(self.folder).encode() in command
