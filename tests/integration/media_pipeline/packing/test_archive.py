"""The ZIP of a session: what other programs find in it, and that it is the same wherever it is built."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from media_pipeline.packing.kiem_tra import find_problems
from tests.integration.media_pipeline.packing.killing import run_until_killed
from tests.integration.media_pipeline.packing.samples import NAME, write_sample
from tests.unit.media_pipeline.domain.xspf_schema import NAMES, parse_xspf

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("goi"))


@pytest.fixture(scope="module")
def folder(package: Path) -> Path:
    """The package as unzip unpacks it."""
    folder = package.parent / "x"
    subprocess.run(["unzip", "-q", package, "-d", folder], check=True)
    return folder


def run(*argv: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(argv, cwd=cwd, capture_output=True, text=True, check=False)


def parse_m3u(path: Path) -> list[tuple[int, str, str]]:
    """Seconds, title and file of each entry, by the rules of an extended M3U."""
    text = path.read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    assert head == "#EXTM3U"
    lines = [line for line in lines if not line.startswith("#PLAYLIST:")]
    entries = []
    for info, file in zip(lines[::2], lines[1::2], strict=True):
        match = re.fullmatch(r"#EXTINF:(\d+),(.*)", info)
        assert match is not None
        entries.append((int(match[1]), match[2], file))
    return entries


def test_unzip_and_sha256sum_agree_with_the_package(package: Path, folder: Path) -> None:
    assert run("unzip", "-tq", package, cwd=package.parent).returncode == 0
    report = run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=folder)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert report.returncode == 0
    assert report.stdout.count(": OK") == len(files) - 1


def test_the_manifest_speaks_of_the_files_that_are_there(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    found = {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    listed = {file["path"]: file["size_bytes"] for file in manifest["files"]}
    assert listed == {path: size for path, size in found.items() if path not in ("SHA256SUMS", "manifest.json")}
    named = [piece[key] for piece in manifest["pieces"] for key in ("file", "script")] + [manifest["whole"]["file"]]
    assert set(named) <= listed.keys()


def test_both_playlists_and_the_manifest_play_the_same(folder: Path) -> None:
    pieces = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["pieces"]
    played = [(round(piece["duration_ms"] / 1000), piece["title"], piece["file"]) for piece in pieces]
    assert parse_m3u(folder / "playlist.m3u8") == played
    tracks = parse_xspf((folder / "playlist.xspf").read_bytes()).iterfind("x:trackList/x:track", NAMES)
    assert [track.findtext("x:location", namespaces=NAMES) for track in tracks] == [file for *_rest, file in played]
    assert all((folder / file).is_file() for *_rest, file in played)


def test_every_name_is_plain_ascii_and_stays_inside(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        members = archive.infolist()
    assert all(re.fullmatch(r"([a-z-]+/)?[A-Za-z0-9][A-Za-z0-9.-]*", member.filename) for member in members)
    assert {member.external_attr >> 16 for member in members} == {0o100644}
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}


def test_every_machine_builds_the_same_bytes(package: Path, tmp_path: Path) -> None:
    places = {"a": ("America/New_York", "C", "1"), "b": ("Pacific/Kiritimati", "vi_VN.UTF-8", "2")}
    for name, (zone, locale, seed) in places.items():
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "tests.integration.media_pipeline.packing.samples", str(tmp_path / name)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
    built = {(tmp_path / name / f"{NAME}.zip").read_bytes() for name in places} | {package.read_bytes()}
    assert len(built) == 1


def test_a_kill_while_it_is_written_leaves_no_half_package(package: Path, tmp_path: Path) -> None:
    step_count = 0
    while True:
        step_count += 1
        target = tmp_path / str(step_count)
        is_finished = run_until_killed(lambda target=target: write_sample(target), step_count)
        found = list(target.glob("*.zip"))
        assert all(find_problems(path) == [] for path in found)
        if is_finished:
            break
    assert step_count > 10
    write_sample(tmp_path / str(step_count // 2))
    assert (tmp_path / str(step_count // 2) / f"{NAME}.zip").read_bytes() == package.read_bytes()
