"""What nothing uses goes after a grace; what a page shows stays, whatever was replaced meanwhile."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from cms.jobs import lease, ticks
from cms.jobs.models import Job
from cms.media import pipeline
from cms.media.collector import Collection, collect
from cms.media.models import MediaAsset, UnusedFile
from media_pipeline.errors import StoreError
from media_pipeline.manifest import MediaKind, MediaRecord, Rendition, RenditionRole
from media_pipeline.storage.layout import build_rendition_path
from tests.integration.cms_media.test_assets import make_spoken

pytestmark = pytest.mark.django_db

DAY_1 = datetime(2026, 11, 1, 3, tzinfo=UTC)
GRACE = timedelta(days=30)
OLD, NEW = "aa" * 32, "bb" * 32


@pytest.fixture(autouse=True)
def folders(settings, tmp_path: Path) -> None:
    settings.MEDIA_STORE = str(tmp_path / "store")
    settings.SITE_OUTPUT_DIR = tmp_path / "output"
    settings.CONTENT_DIR = tmp_path / "content"


@pytest.fixture
def asset() -> MediaAsset:
    asset = make_spoken()
    make_version(asset, OLD)
    return asset


def make_version(asset: MediaAsset, key: str) -> str:
    """The files of a version, recorded as the newest; the path of its recording."""
    store, path = pipeline.get_store(), build_rendition_path(key, "ban-tin.mp3")
    made = store.local_root.parent / "made.mp3"
    made.write_bytes(key.encode())
    store.put_rendition(made, path)
    rendition = Rendition(
        role=RenditionRole.PODCAST, preset="p", path=path, media_type="audio/mpeg", size_bytes=64, sha256=key
    )
    store.save_renditions(key, [rendition])
    store.save_record(
        MediaRecord(id=asset.asset_id, name=asset.asset_name, kind=MediaKind.AUDIO, key=key, renditions=(rendition,))
    )
    return path


def collect_on(day: int) -> Collection:
    return collect(pipeline.get_store(), DAY_1 + timedelta(days=day - 1), GRACE)


def has(path: str) -> bool:
    return pipeline.get_store().has_file(path)


def test_what_is_used_stays_for_ever(asset: MediaAsset) -> None:
    assert collect_on(1) == collect_on(400) == Collection(0, (), 0)
    assert pipeline.is_ready(asset.asset_name)


def test_the_files_of_a_replaced_version_go_after_the_grace(asset: MediaAsset) -> None:
    old, new = build_rendition_path(OLD, "ban-tin.mp3"), make_version(asset, NEW)
    assert collect_on(1).removed == ()
    assert collect_on(30).removed == ()
    assert has(old)
    assert collect_on(31).removed == (f"made/aa/{OLD}.json", old)
    assert (has(old), has(new)) == (False, True)
    assert not UnusedFile.objects.exists()


def test_a_version_that_comes_back_within_the_grace_starts_anew(asset: MediaAsset) -> None:
    make_version(asset, NEW)
    collect_on(1)
    old = make_version(asset, OLD)
    assert collect_on(20).unused_count == 2
    make_version(asset, NEW)
    assert collect_on(40).removed == ()
    assert has(old)


def test_a_file_that_a_built_page_shows_stays(asset: MediaAsset, settings) -> None:
    old, _new = build_rendition_path(OLD, "ban-tin.mp3"), make_version(asset, NEW)
    shown = settings.SITE_OUTPUT_DIR / "media" / old.removeprefix("renditions/")
    shown.parent.mkdir(parents=True)
    shown.write_bytes(b"shown")
    collect_on(1)
    assert collect_on(400).removed == ()
    shown.unlink()
    collect_on(401)
    assert old in collect_on(431).removed


def test_an_asset_that_only_the_content_folder_has_is_kept(asset: MediaAsset, settings) -> None:
    folder = settings.CONTENT_DIR / "media"
    folder.mkdir(parents=True)
    (folder / "ban-tin-tam-tru.json").write_text(json.dumps({"name": asset.asset_name, "source": None}))
    asset.delete()
    collect_on(1)
    assert collect_on(400).removed == ()
    (folder / "ban-tin-tam-tru.json").unlink()
    collect_on(401)
    removed = collect_on(440).removed
    assert removed[0] == "records/ban-tin-tam-tru.json", "what names others goes first"
    assert len(removed) == 3


def test_nothing_is_judged_while_files_are_being_made(asset: MediaAsset) -> None:
    make_version(asset, NEW)
    collect_on(1)
    job = lease.claim(Job.objects.get().pk)
    assert job is not None
    assert collect_on(400).is_postponed
    assert has(build_rendition_path(OLD, "ban-tin.mp3"))


def test_a_record_that_cannot_be_read_stops_the_collection(asset: MediaAsset) -> None:
    make_version(asset, NEW)
    collect_on(1)
    record = pipeline.get_store().local_root / "records" / "ban-tin-tam-tru.json"
    record.write_text("{}")
    with pytest.raises(StoreError, match="ban-tin-tam-tru"):
        collect_on(400)
    assert has(build_rendition_path(OLD, "ban-tin.mp3"))


def test_half_written_files_go_after_a_day(asset: MediaAsset) -> None:
    folder = pipeline.get_store().local_root / "sources" / "ab"
    folder.mkdir(parents=True)
    for name, age_s in ((".old.part", 25 * 3600), (".young.part", 60)):
        (folder / name).write_bytes(b"half")
        changed_s = (folder / name).stat().st_mtime - age_s
        os.utime(folder / name, (changed_s, changed_s))
    assert collect_on(1).part_count == 1
    assert [path.name for path in folder.iterdir()] == [".young.part"]


def test_the_command_names_what_it_would_remove_and_then_removes_it(asset: MediaAsset, capsys) -> None:
    make_version(asset, NEW)
    call_command("collect_media", "--grace-days", "0")
    call_command("collect_media", "--dry-run", "--grace-days", "0")
    old = build_rendition_path(OLD, "ban-tin.mp3")
    assert old in capsys.readouterr().out
    assert has(old)
    call_command("collect_media", "--grace-days", "0")
    assert not has(old)


def test_it_runs_every_night() -> None:
    assert "collect_media" in {tick.__name__ for tick in ticks._every_night}
