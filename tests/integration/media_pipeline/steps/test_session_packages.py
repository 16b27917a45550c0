"""Packages for a session, made from sounds: the whole in one file, found again, whatever is killed on the way."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from uuid import UUID

import av
import pytest

from media_pipeline.domain.settings import SourceLimits
from media_pipeline.errors import MeasurementMissedError, MissingFileError
from media_pipeline.ffmpeg.file_meter import measure_file
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.manifest import (
    MediaKind,
    MediaManifest,
    Package,
    PackagePiece,
    Rendition,
    RenditionRole,
)
from media_pipeline.packing.kiem_tra import find_problems
from media_pipeline.steps.packages import make_package
from tests.integration.media_pipeline.packing.killing import run_until_killed
from tests.integration.media_pipeline.steps.contexts import Newsroom, build_manifest, build_spoken_manifest, made
from tests.integration.media_pipeline.steps.samples import run
from tests.unit.media_pipeline.domain.sessions import APPROVAL, build_session

NAME = "goi-phat-thanh-2026-11-24-0530"
DURATIONS_MS = {"a": 1_500, "b": 2_300}


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two horn versions of different rates, encoded by LAME with its padding."""
    folder = tmp_path_factory.mktemp("loa")
    for name, rate_hz in (("a", 44_100), ("b", 24_000)):
        source = f"sine=frequency=440:sample_rate={rate_hz}:duration={DURATIONS_MS[name] / 1000}"
        run("-f", "lavfi", "-i", source, "-b:a", "64k", "-c:a", "libmp3lame", folder / f"{name}.mp3")
    return folder


def open_newsroom(folder: Path, sounds: Path) -> Newsroom:
    folder.mkdir(exist_ok=True)
    newsroom = Newsroom(folder)
    for number, manifest in enumerate((build_spoken_manifest("a"), build_manifest("b", id=UUID(int=2)))):
        name = manifest.name
        horn = made(
            sounds / f"{name}.mp3",
            RenditionRole.LOUDSPEAKER,
            duration_ms=DURATIONS_MS[name],
            integrated_lufs=-15.0 - number,
        )
        newsroom.add_made(manifest, [horn])
    return newsroom


@pytest.fixture
def newsroom(tmp_path: Path, sounds: Path) -> Newsroom:
    return open_newsroom(tmp_path, sounds)


def build_package(**changes: object) -> MediaManifest:
    pieces = tuple(PackagePiece(title=f"Mục {name}", asset=name) for name in DURATIONS_MS)
    package = Package(pieces=pieces, session=build_session(**changes))
    return build_manifest("goi", MediaKind.PACKAGE, package=package)


def make(newsroom: Newsroom, manifest: MediaManifest) -> tuple[Rendition, Rendition]:
    package, whole = make_package(newsroom.build_context(manifest))
    return package, whole


def test_the_whole_session_lasts_as_long_as_its_pieces(newsroom: Newsroom, tmp_path: Path) -> None:
    package, whole = make(newsroom, build_package())
    assert (package.role, whole.role) == (RenditionRole.PACKAGE, RenditionRole.LOUDSPEAKER)
    assert [made.path.rpartition("/")[2] for made in (package, whole)] == [f"{NAME}.zip", f"{NAME}.mp3"]
    path = tmp_path / "ca-phien.mp3"
    path.write_bytes(newsroom.read(whole))
    probe = probe_media(path, SourceLimits())
    assert probe.sound is not None
    assert (probe.container, probe.sound.sample_rate_hz, probe.sound.channel_count) == ("mp3", 44_100, 1)
    assert probe.duration_ms == pytest.approx(sum(DURATIONS_MS.values()), abs=30)
    assert whole.duration_ms == pytest.approx(package.duration_ms, abs=30)
    assert measure_file(path).integrated_lufs == pytest.approx(-15, abs=0.5)


def test_the_whole_session_has_a_chapter_a_piece_its_day_and_the_mark_of_a_machine(
    newsroom: Newsroom,
) -> None:
    _package, whole = make(newsroom, build_package())
    with av.open(io.BytesIO(newsroom.read(whole))) as sound:
        tags = {name.lower(): value for name, value in sound.metadata.items()}
        chapters = [(chapter["start"], chapter["metadata"]["title"]) for chapter in sound.chapters()]
    assert chapters == [(0, "Mục a"), (1_500, "Mục b")]
    assert tags["synthetic_voice"] == "yes"
    assert tags["date"] == "2026-11-24"


def test_the_package_holds_the_whole_and_its_manifest_knows_it(newsroom: Newsroom) -> None:
    package, whole = make(newsroom, build_package())
    with zipfile.ZipFile(io.BytesIO(newsroom.read(package))) as archive:
        assert archive.read(f"ca-phien/{NAME}.mp3") == newsroom.read(whole)
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["whole"] == {
        "file": f"ca-phien/{NAME}.mp3",
        "duration_ms": whole.duration_ms,
        "integrated_lufs": whole.integrated_lufs,
    }
    assert [piece["has_synthetic_voice"] for piece in manifest["pieces"]] == [True, False]


def test_a_prober_agrees_with_the_manifest_on_every_sound(newsroom: Newsroom, tmp_path: Path) -> None:
    package, _whole = make(newsroom, build_package())
    with zipfile.ZipFile(io.BytesIO(newsroom.read(package))) as archive:
        archive.extractall(tmp_path / "goi")
    manifest = json.loads((tmp_path / "goi/manifest.json").read_text(encoding="utf-8"))
    for sound in [*manifest["pieces"], manifest["whole"]]:
        with av.open(str(tmp_path / "goi" / sound["file"])) as opened:
            samples = sum(frame.samples / frame.sample_rate for frame in opened.decode(audio=0))
        assert 1000 * samples == pytest.approx(sound["duration_ms"], abs=100), sound["file"]


def test_the_same_session_is_found_and_gives_the_same_bytes_elsewhere(
    newsroom: Newsroom, sounds: Path, tmp_path: Path
) -> None:
    first = make(newsroom, build_package())
    written = {path: path.stat().st_mtime_ns for path in newsroom.store.local_root.rglob("*") if path.is_file()}
    assert make(newsroom, build_package()) == first
    assert {path: path.stat().st_mtime_ns for path in newsroom.store.local_root.rglob("*") if path.is_file()} == written
    elsewhere = open_newsroom(tmp_path / "khac", sounds)
    assert [elsewhere.read(made) for made in make(elsewhere, build_package())] == [
        newsroom.read(made) for made in first
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"starts": dt.datetime(2026, 11, 24, 17, 0)},
        {"clusters": ("Tổ 2",)},
        {"station": "Trạm khác"},
        {"approval": APPROVAL.model_copy(update={"approver": "Lê Văn C"})},
    ],
)
def test_another_session_is_another_package(newsroom: Newsroom, changes: dict[str, object]) -> None:
    assert make(newsroom, build_package())[0].path != make(newsroom, build_package(**changes))[0].path


def test_a_piece_that_is_longer_than_planned_is_found_out(newsroom: Newsroom, sounds: Path) -> None:
    horn = made(sounds / "b.mp3", RenditionRole.LOUDSPEAKER, duration_ms=2_000)
    newsroom.add_made(build_manifest("b", id=UUID(int=2)), [horn])
    with pytest.raises(MeasurementMissedError):
        make(newsroom, build_package())


def test_a_piece_whose_file_is_gone_is_named(newsroom: Newsroom) -> None:
    path = newsroom.records["a"].renditions[0].path
    found = newsroom.store.find_file(path)
    assert found is not None
    found.unlink()
    with pytest.raises(MissingFileError, match=path):
        make(newsroom, build_package())


def test_a_kill_at_any_step_is_made_good_by_the_next_run(newsroom: Newsroom, sounds: Path, tmp_path: Path) -> None:
    elsewhere = open_newsroom(tmp_path / "khac", sounds)
    expected = [elsewhere.read(made) for made in make(elsewhere, build_package())]
    step_count, is_finished = 0, False
    while not is_finished:
        step_count += 9
        is_finished = run_until_killed(lambda: make(newsroom, build_package()), step_count)
        shown = [path for path in newsroom.store.local_root.rglob("*.zip") if not path.name.startswith(".")]
        assert all(find_problems(path) == [] for path in shown)
    assert step_count > 50
    assert [newsroom.read(made) for made in make(newsroom, build_package())] == expected
