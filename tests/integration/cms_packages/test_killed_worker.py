"""A worker that is killed (-9) while it makes the package of a session: the next one makes the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from media_pipeline.packing.kiem_tra import find_problems
from tests.integration.cms_media.worker_process import WorkerNewsroom
from tests.integration.cms_packages.package_worker import POINTS
from tests.integration.media_pipeline.steps.samples import write_speech_like

pytestmark = pytest.mark.xdist_group("killed-packages")

MODULE = "tests.integration.cms_packages.package_worker"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> WorkerNewsroom:
    newsroom = WorkerNewsroom(tmp_path_factory.mktemp("ward"), MODULE, "packages_sessionpackage")
    write_speech_like(newsroom.folder / "tin.wav", duration_s=1.5)
    newsroom.run("prepare", str(newsroom.folder / "tin.wav"))
    return newsroom


@pytest.fixture(scope="module")
def undisturbed(prepared: WorkerNewsroom, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What is made when nothing happens."""
    return prepared.make_undisturbed(tmp_path_factory.mktemp("undisturbed"))


@pytest.mark.parametrize("point", POINTS)
def test_the_next_worker_makes_the_same_package(
    prepared: WorkerNewsroom, undisturbed: Mapping[str, str], tmp_path: Path, point: str
) -> None:
    newsroom = prepared.copy_to(tmp_path)
    newsroom.work_until_killed(point)
    assert newsroom.hash_store().items() <= undisturbed.items(), "what is there is whole"

    newsroom.run("work")
    assert newsroom.read_jobs() == [("successful", 2)]
    assert newsroom.read_asset_state() == "ready"
    assert newsroom.hash_store() == undisturbed
    (package,) = (newsroom.folder / "var" / "media-store").rglob("goi-phat-thanh-2040-01-02-0530.zip")
    assert find_problems(package) == []
