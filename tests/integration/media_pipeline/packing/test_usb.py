"""Copies on a USB stick: whole or not there, checked from the stick, and no work done twice."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from media_pipeline.errors import PackageError
from media_pipeline.packing import usb
from media_pipeline.packing.kiem_tra import find_problems
from media_pipeline.packing.usb import copy_to_usb
from tests.integration.media_pipeline.packing.killing import run_until_killed
from tests.integration.media_pipeline.packing.samples import NAME, write_sample


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("goi"))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


def read_all(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read_package(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_copy_is_a_folder_of_the_packages_name(package: Path, stick: Path) -> None:
    copy = copy_to_usb(package, stick)
    assert [path.name for path in stick.iterdir()] == [NAME]
    assert read_all(copy.folder) == read_package(package)
    assert (copy.file_count, copy.was_there) == (len(read_package(package)), False)
    assert copy.size_bytes == sum(map(len, read_package(package).values()))


def test_a_copy_that_is_there_is_read_and_not_written(package: Path, stick: Path) -> None:
    folder = copy_to_usb(package, stick).folder
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert copy_to_usb(package, stick).was_there
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


@pytest.mark.parametrize("name", ["01-mo-dau.mp3", "SHA256SUMS"])
def test_a_damaged_copy_is_replaced(package: Path, stick: Path, name: str) -> None:
    folder = copy_to_usb(package, stick).folder
    (folder / name).write_bytes(b"hong")
    assert not copy_to_usb(package, stick).was_there
    assert read_all(folder) == read_package(package)
    assert [path.name for path in stick.iterdir()] == [NAME]


def test_an_older_version_of_the_session_is_replaced_whole(package: Path, stick: Path, tmp_path: Path) -> None:
    older = write_sample(tmp_path / "cu", "Một", "Hai", "Ba")
    copy_to_usb(older, stick)
    copy_to_usb(package, stick)
    assert read_all(stick / NAME) == read_package(package)


def test_a_damaged_package_is_not_copied(package: Path, stick: Path, tmp_path: Path) -> None:
    damaged = tmp_path / package.name
    damaged.write_bytes(package.read_bytes().replace(b"ID3 0", b"ID3 9"))
    with pytest.raises(PackageError, match=r"01-mo-dau\.mp3") as caught:
        copy_to_usb(damaged, stick)
    assert len(caught.value.problems) == 1
    assert list(stick.iterdir()) == []


def test_a_stick_that_writes_badly_is_found_out(package: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose_a_byte(source: object, target: object, _length: int = 0) -> None:
        target.write(source.read()[1:])  # type: ignore[attr-defined]

    monkeypatch.setattr(usb.shutil, "copyfileobj", lose_a_byte)
    with pytest.raises(PackageError, match="bị hỏng"):
        copy_to_usb(package, stick)
    assert not (stick / NAME).exists()


def test_a_full_stick_and_a_missing_one_are_told(package: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PackageError, match="hãy cắm USB"):
        copy_to_usb(package, stick / "khong-co")
    monkeypatch.setattr(usb.shutil, "disk_usage", lambda _path: SimpleNamespace(free=1000))
    with pytest.raises(PackageError, match="USB không đủ chỗ"):
        copy_to_usb(package, stick)


@pytest.mark.parametrize("stride", [5, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_a_kill_at_any_step_leaves_no_half_copy_and_the_next_run_ends_well(
    package: Path, stick: Path, tmp_path: Path, stride: int
) -> None:
    older = write_sample(tmp_path / "cu", "Một")
    expected, step_count, is_finished = read_package(package), 0, False
    while not is_finished:
        shutil.rmtree(stick)
        stick.mkdir()
        copy_to_usb(older, stick)
        step_count += stride
        is_finished = run_until_killed(lambda: copy_to_usb(package, stick), step_count)
        shown = [path for path in stick.iterdir() if not path.name.startswith(".")]
        assert all(find_problems(path) == [] for path in shown)
        copy_to_usb(package, stick)
        assert read_all(stick) == {f"{NAME}/{name}": content for name, content in expected.items()}
    assert step_count > 40


def test_the_copy_is_flushed_before_it_gets_its_name(
    package: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    fsync = os.fsync

    def note(handle: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        fsync(handle)

    monkeypatch.setattr(usb.os, "fsync", note)
    copy_to_usb(package, stick)
    assert {Path(name).name for name in read_package(package)} <= set(flushed)
    assert flushed[-1] == stick.name
