"""A folder of manifests: everything in the order in which it is needed; one failure is no one else's."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from uuid import UUID

import pytest

from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.errors import ManifestError
from media_pipeline.jobs.batch import BatchFailure, load_assets, process_all
from media_pipeline.storage import FolderStore
from tests.integration.media_pipeline.steps.samples import draw_picture


class Folder:
    """A `content/media/` of the test."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "sources").mkdir(parents=True)

    def write(self, name: str, **fields: object) -> None:
        number = len(list(self.path.glob("*.json"))) + 1
        values = {"id": str(UUID(int=number)), "name": name, "title": name, **fields}
        (self.path / f"{name}.json").write_text(json.dumps(values), encoding="utf-8")

    def write_spoken(self, name: str, script: str = "Xin chào.") -> None:
        (self.path / f"{name}.txt").write_text(script, encoding="utf-8")
        self.write(name, kind="audio", speech={"voice": "vi"}, has_synthetic_voice=True, script=f"{name}.txt")

    def write_package(self, name: str, *pieces: str) -> None:
        self.write(name, kind="package", package={"pieces": [{"title": piece, "asset": piece} for piece in pieces]})

    def write_picture(self, name: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()
        (self.path / "sources" / f"{digest}.png").write_bytes(content)
        source = {"sha256": digest, "file_name": "a.png", "media_type": "image/png", "size_bytes": len(content)}
        self.write(name, kind="image", source=source)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "media")


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "store")


def make(folder: Folder, store: FolderStore) -> list[BatchFailure]:
    return process_all(load_assets(folder.path), store, PipelineSettings())


def test_pieces_are_made_before_their_package_whatever_their_names(folder: Folder, store: FolderStore) -> None:
    folder.write_package("a-goi", "z-tin")
    folder.write_spoken("z-tin")
    assert make(folder, store) == []
    assert store.load_record("a-goi") is not None


def test_sources_come_from_beside_the_manifests(folder: Folder, store: FolderStore, tmp_path: Path) -> None:
    draw_picture(64, 64).save(tmp_path / "a.png")
    folder.write_picture("tru-so", (tmp_path / "a.png").read_bytes())
    assert make(folder, store) == []
    assert store.load_record("tru-so") is not None


def test_a_failure_names_its_file_and_leaves_the_others_alone(folder: Folder, store: FolderStore) -> None:
    folder.write_picture("hong", b"no picture at all, whatever its name says")
    folder.write_spoken("tin")
    (failure,) = make(folder, store)
    assert failure.path == folder.path / "hong.json"
    assert store.load_record("tin") is not None
    assert store.load_record("hong") is None


def test_what_is_made_from_a_failure_fails_for_its_own_reason(folder: Folder, store: FolderStore) -> None:
    folder.write_spoken("tin", script="…")
    folder.write_package("goi", "tin")
    assert [failure.path.stem for failure in make(folder, store)] == ["tin", "goi"]


def test_a_package_of_packages_in_a_circle_ends(folder: Folder, store: FolderStore) -> None:
    folder.write_package("mot", "hai")
    folder.write_package("hai", "mot")
    assert sorted(failure.path.stem for failure in make(folder, store)) == ["hai", "mot"]


def test_a_missing_source_is_named(folder: Folder, store: FolderStore) -> None:
    folder.write_picture("tru-so", b"x")
    (lost,) = (folder.path / "sources").iterdir()
    lost.unlink()
    (failure,) = make(folder, store)
    assert lost.name in failure.sentence


@pytest.mark.parametrize(
    ("text", "reason"),
    [("{", "x.json"), ('{"name": "x"}', "x.json"), ('{"name": "x", "colour": 1}', "x.json")],
)
def test_a_manifest_that_is_not_valid_is_named(folder: Folder, text: str, reason: str) -> None:
    (folder.path / "x.json").write_text(text)
    with pytest.raises(ManifestError, match=reason):
        load_assets(folder.path)


def test_a_manifest_has_the_name_of_its_file(folder: Folder) -> None:
    folder.write_spoken("tin")
    (folder.path / "tin.json").rename(folder.path / "khac.json")
    with pytest.raises(ManifestError, match=r"khac\.json"):
        load_assets(folder.path)
