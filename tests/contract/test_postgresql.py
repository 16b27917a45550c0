"""What the newsroom does on SQLite it does on PostgreSQL: the same tests, a real server of this run's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.postgresql import run_postgresql

ROOT = Path(__file__).resolve().parents[2]
SUITES = ["tests/unit/cms/jobs", "tests/integration/publishing"]

pytestmark = pytest.mark.xdist_group("postgresql")


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    with run_postgresql() as url:
        yield url


def test_jobs_and_publishing_work_on_postgresql(database_url: str) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-o",
        "addopts=",
        *SUITES,
    ]
    process = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"DATABASE_URL": database_url}, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stdout[-6000:]
    assert " passed" in process.stdout
