"""A newsroom in processes of its own, prepared once and copied for each test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.integration.cms_media.worker_process import WorkerNewsroom
from tests.integration.media_pipeline.steps.samples import write_speech_like


@pytest.fixture(scope="session")
def prepared_newsroom(tmp_path_factory: pytest.TempPathFactory) -> WorkerNewsroom:
    newsroom = WorkerNewsroom(tmp_path_factory.mktemp("newsroom"))
    write_speech_like(newsroom.folder / "ban-tin.wav", duration_s=1.5)
    newsroom.run("prepare", str(newsroom.folder / "ban-tin.wav"))
    return newsroom


@pytest.fixture(scope="session")
def undisturbed_store(prepared_newsroom: WorkerNewsroom, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What is made when nothing happens."""
    return prepared_newsroom.make_undisturbed(tmp_path_factory.mktemp("undisturbed"))


@pytest.fixture
def newsroom(prepared_newsroom: WorkerNewsroom, tmp_path: Path) -> WorkerNewsroom:
    """A recording whose job waits for a worker."""
    return prepared_newsroom.copy_to(tmp_path)
