"""A worker that is killed (-9) in the middle of a job: the job is taken up again after its lease."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "tests.integration.publishing.killed_worker"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "var").mkdir()
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATABASE_URL": "",  # the test looks into SQLite's file
        "VAR_DIR": str(tmp_path / "var"),
    }


def read_job(tmp_path: Path) -> tuple[str, int, int]:
    with sqlite3.connect(tmp_path / "var" / "db.sqlite3") as connection:
        (row,) = connection.execute("SELECT state, attempts, progress_percent FROM jobs_job").fetchall()
    return row


def end_lease(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "var" / "db.sqlite3") as connection:
        connection.execute("UPDATE jobs_job SET lease_until = '2000-01-01 00:00:00'")


def test_the_job_of_a_killed_worker_is_done_by_the_next(environment: dict[str, str], tmp_path: Path) -> None:
    subprocess.run([*COMMAND, "prepare"], env=environment, check=True)
    with subprocess.Popen([*COMMAND, "work"], env=environment, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert next(line for line in worker.stdout if line.startswith("begun")) == "begun 1\n"
        worker.send_signal(signal.SIGKILL)
    assert worker.returncode == -signal.SIGKILL
    assert read_job(tmp_path) == ("running", 1, 10)

    end_lease(tmp_path)
    next_worker = subprocess.run([*COMMAND, "work"], env=environment, capture_output=True, text=True, check=True)
    assert "begun 2\n" in next_worker.stdout
    assert read_job(tmp_path) == ("successful", 2, 100)
