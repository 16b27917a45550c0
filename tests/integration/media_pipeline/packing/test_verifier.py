"""The verifier finds whatever happens to a copy, names the file, and needs nothing but Python."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from media_pipeline.packing.kiem_tra import find_problems
from media_pipeline.packing.verifier import build_verifier
from tests.integration.media_pipeline.packing.samples import write_sample

MEMBERS = (
    "01-mo-dau.mp3",
    "02-dang-ky-tam-tru.mp3",
    "ca-phien/goi-phat-thanh-2026-11-24-0530.mp3",
    "playlist.m3u8",
    "playlist.xspf",
    "lich-phat.csv",
    "phieu-phat.pdf",
    "kich-ban/01-mo-dau.txt",
    "kich-ban/02-dang-ky-tam-tru.txt",
    "DOC-TRUOC.txt",
    "manifest.json",
    "kiem-tra.py",
)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("goi"))


@pytest.fixture
def folder(package: Path, tmp_path: Path) -> Path:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path / "goi")
    return tmp_path / "goi"


def change_byte(path: Path, offset: int) -> None:
    content = bytearray(path.read_bytes())
    content[offset] ^= 1
    path.write_bytes(content)


def check(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the package's own verifier, alone: no site packages, no variables, another working directory."""
    command = [sys.executable, "-I", "-S", folder / "kiem-tra.py", *arguments]
    return subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, encoding="utf-8")


def test_a_sound_package_is_in_order_packed_and_unpacked(package: Path, folder: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        assert sorted(archive.namelist()) == sorted([*MEMBERS, "SHA256SUMS"])
    assert (find_problems(package), find_problems(folder)) == ([], [])
    for result in (check(folder), check(folder, package)):
        assert (result.returncode, result.stderr) == (0, "")
        assert result.stdout == f"ĐẠT: đã kiểm tra {len(MEMBERS)} tệp, không tệp nào bị thiếu hay bị thay đổi.\n"


@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize("offset", [0, -1])
def test_a_changed_byte_is_found_and_its_file_named(folder: Path, member: str, offset: int) -> None:
    change_byte(folder / member, offset)
    (problem,) = find_problems(folder)
    assert problem.path == member
    assert problem.sentence.startswith(f"{member} bị hỏng")
    assert "hãy xóa tệp này rồi sao chép lại gói" in problem.sentence


@pytest.mark.parametrize("member", MEMBERS)
def test_a_missing_file_is_named(folder: Path, member: str) -> None:
    (folder / member).unlink()
    assert [problem.path for problem in find_problems(folder)] == [member]


@pytest.mark.parametrize("member", MEMBERS)
def test_a_file_that_is_cut_off_is_named(folder: Path, member: str) -> None:
    (folder / member).write_bytes((folder / member).read_bytes()[:-10])
    assert [problem.path for problem in find_problems(folder)] == [member]


def test_every_changed_byte_of_the_checksums_is_found(folder: Path) -> None:
    checksums = folder / "SHA256SUMS"
    for offset in range(len(checksums.read_bytes())):
        change_byte(checksums, offset)
        assert find_problems(folder), offset
        change_byte(checksums, offset)
    assert find_problems(folder) == []


def test_lost_lines_of_the_checksums_are_found(folder: Path) -> None:
    checksums = folder / "SHA256SUMS"
    lines = checksums.read_text().splitlines(keepends=True)
    for index in range(len(lines)):
        checksums.write_text("".join(lines[:index] + lines[index + 1 :]))
        assert find_problems(folder), lines[index]
    checksums.unlink()
    (problem,) = find_problems(folder)
    assert "Thiếu tệp SHA256SUMS" in problem.sentence


def test_checksums_that_were_made_anew_are_not_believed(folder: Path) -> None:
    change_byte(folder / "01-mo-dau.mp3", 5)
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    command = ["sha256sum", *sorted(set(names) - {"SHA256SUMS"})]
    sums = subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout
    (folder / "SHA256SUMS").write_bytes(sums)
    (problem,) = find_problems(folder)
    assert problem.path == "01-mo-dau.mp3"
    assert "manifest.json và SHA256SUMS ghi khác nhau" in problem.sentence


def test_a_stranger_is_named_and_what_systems_leave_is_not(folder: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "._01-mo-dau.mp3", "System Volume Information/IndexerVolumeGuid"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    assert find_problems(folder) == []
    (folder / "00-khac.mp3").write_text("x")
    assert [problem.path for problem in find_problems(folder)] == ["00-khac.mp3"]


def test_the_verifier_tells_all_problems_and_ends_with_1(folder: Path) -> None:
    (folder / "lich-phat.csv").unlink()
    change_byte(folder / "phieu-phat.pdf", 100)
    result = check(folder)
    assert result.returncode == 1
    assert "- Thiếu tệp lich-phat.csv: " in result.stdout
    assert "- phieu-phat.pdf bị hỏng" in result.stdout
    assert result.stdout.endswith("KHÔNG ĐẠT: có 2 lỗi. Không phát bản sao này.\n")


def test_a_wrong_call_ends_with_2(folder: Path) -> None:
    assert [check(folder, *words).returncode for words in (("a", "b"), ("--x",))] == [2, 2]
    result = check(folder, "khong-co.zip")
    assert (result.returncode, result.stdout.splitlines()[0]) == (
        1,
        "- Không có tệp hoặc thư mục khong-co.zip: hãy kiểm tra lại tên.",
    )


def test_a_zip_that_is_cut_off_or_damaged_is_found(package: Path, tmp_path: Path) -> None:
    content, path = package.read_bytes(), tmp_path / package.name
    for length in (0, 10, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:length])
        (problem,) = find_problems(path)
        assert "hãy tải hoặc sao chép lại gói" in problem.sentence
    with zipfile.ZipFile(package) as archive:
        members = archive.infolist()
    for member in members:
        path.write_bytes(content)
        change_byte(path, member.header_offset + 30 + len(member.filename))
        found = find_problems(path)
        assert member.filename in {problem.path for problem in found}


def test_names_that_lead_outside_are_never_part_of_a_package(package: Path, tmp_path: Path) -> None:
    path = tmp_path / package.name
    shutil.copyfile(package, path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../.ngoai.txt", "x")
        archive.writestr("/ngoai.txt", "x")
    assert [problem.path for problem in find_problems(path)] == ["../.ngoai.txt", "/ngoai.txt"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_is_found(package: Path, tmp_path: Path) -> None:
    path = tmp_path / package.name
    shutil.copyfile(package, path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("01-mo-dau.mp3", archive.read("01-mo-dau.mp3"))
    (problem,) = find_problems(path)
    assert problem.sentence.startswith("01-mo-dau.mp3 có hai lần")


def test_older_packages_are_checked_too(folder: Path) -> None:
    kept = ("01-mo-dau.mp3", "playlist.m3u8")
    for path in [path for path in folder.rglob("*") if path.is_file() and path.name not in kept]:
        path.unlink()
    sums = subprocess.run(["sha256sum", *kept], cwd=folder, capture_output=True, check=True).stdout
    (folder / "SHA256SUMS").write_bytes(sums)
    assert find_problems(folder) == []
    change_byte(folder / "playlist.m3u8", 3)
    assert [problem.path for problem in find_problems(folder)] == ["playlist.m3u8"]


def test_the_script_needs_an_old_python_and_its_library_only() -> None:
    tree = ast.parse(build_verifier(), feature_version=(3, 8))
    imports = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in imports if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names
