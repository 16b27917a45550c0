"""Several workers at one queue: every job is done, none twice, on each database."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.noting_worker import JOB_COUNT
from tests.contract.postgresql import run_postgresql

COMMAND = [sys.executable, "-m", "tests.contract.noting_worker"]
WORKER_COUNT = 3

pytestmark = pytest.mark.xdist_group("postgresql")


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    (tmp_path / "var").mkdir()
    variables = os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "VAR_DIR": str(tmp_path / "var")}
    if request.param == "sqlite":
        yield variables | {"DATABASE_URL": ""}
        return
    with run_postgresql() as url:
        yield variables | {"DATABASE_URL": url}


def test_every_job_is_done_once(environment: dict[str, str]) -> None:
    subprocess.run([*COMMAND, "prepare"], env=environment, check=True)
    workers = [
        subprocess.Popen([*COMMAND, "work"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _number in range(WORKER_COUNT)
    ]
    outcomes = [worker.communicate() for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * WORKER_COUNT, [errors for _out, errors in outcomes]
    done = [
        line.removeprefix("did ") for out, _errors in outcomes for line in out.splitlines() if line.startswith("did")
    ]
    assert sorted(done) == sorted(f"target-{number}" for number in range(JOB_COUNT))
