"""A process that is killed at any point of its work leaves whatever is finished whole, and the next one goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from media_pipeline.atomic_files import hash_file
from media_pipeline.storage import FolderStore
from media_pipeline.workdirs import PREFIX, remove_stray_workdirs
from tests.integration.media_pipeline.jobs.killed_process import POINTS, build_manifest, make
from tests.integration.media_pipeline.steps.samples import write_speech_like

MODULE = "tests.integration.media_pipeline.jobs.killed_process"


def hash_files(folder: Path) -> dict[str, str]:
    """Path → hash of every file that is finished."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".part")
    return {str(path.relative_to(folder)): hash_file(path) for path in files}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "nguon.wav"
    write_speech_like(path, duration_s=1.5)
    return path


@pytest.fixture(scope="module")
def undisturbed(source: Path) -> Mapping[str, str]:
    make(source.parent)
    return hash_files(source.parent / "store")


@pytest.mark.parametrize("point", POINTS)
def test_the_next_process_goes_on_and_makes_the_same_files(
    source: Path, undisturbed: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    (tmp_path / "nguon.wav").write_bytes(source.read_bytes())
    killed = subprocess.run(
        [sys.executable, "-m", MODULE, str(tmp_path), point], env=os.environ | {"TMPDIR": str(temporary)}, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    left = hash_files(tmp_path / "store")
    assert left.items() <= undisturbed.items(), "what is there is whole"
    assert FolderStore(tmp_path / "store").load_record("ban-tin") is None
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    make(tmp_path)
    assert hash_files(tmp_path / "store") == undisturbed
    assert hash_file(tmp_path / "nguon.wav") == hash_file(source)
    remove_stray_workdirs(older_than_s=-1)
    assert list(temporary.glob(f"{PREFIX}*")) == []


def test_a_process_killed_while_it_replaces_leaves_the_last_record(source: Path, tmp_path: Path) -> None:
    (tmp_path / "nguon.wav").write_bytes(source.read_bytes())
    make(tmp_path)
    before = FolderStore(tmp_path / "store").load_record("ban-tin")
    write_speech_like(tmp_path / "nguon.wav", duration_s=1)
    point = "the record is about to be written"
    killed = subprocess.run([sys.executable, "-m", MODULE, str(tmp_path), point], check=False)
    assert killed.returncode == -signal.SIGKILL
    store = FolderStore(tmp_path / "store")
    assert before is not None
    assert store.load_record("ban-tin") == before
    assert all(store.has_file(rendition.path) for rendition in before.renditions)
    make(tmp_path)
    after = store.load_record("ban-tin")
    assert after is not None
    assert build_manifest(tmp_path / "nguon.wav").id == after.id
    assert after.key != before.key
