"""Loudspeaker packages: what is in the ZIP, that it checks out, that it is the same each time."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from uuid import UUID

import pytest

from media_pipeline.domain.package_layout import PackageFacts, PieceFacts
from media_pipeline.errors import ManifestError, MediaError, MissingFileError
from media_pipeline.manifest import MediaKind, MediaManifest, Package, PackagePiece, RenditionRole
from media_pipeline.packing import archive
from media_pipeline.steps.packages import make_package, write_package
from tests.integration.media_pipeline.steps.contexts import Newsroom, build_manifest, build_spoken_manifest, made

TITLES = ('"Tạm trú" & <b>lưu trú</b>', "🔊 Ở đâu?", "=1+1", "..")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """A spoken piece with a transcript, and a recording of a person without one."""
    newsroom = Newsroom(tmp_path)
    (tmp_path / "a-loa.mp3").write_bytes(b"ID3 noi bang may" * 400)
    (tmp_path / "b-loa.mp3").write_bytes(b"ID3 giong nguoi" * 300)
    (tmp_path / "a.txt").write_text("Xin chào bà con.\n", encoding="utf-8")
    horn = made(tmp_path / "a-loa.mp3", RenditionRole.LOUDSPEAKER, duration_ms=61_000, integrated_lufs=-15.1)
    newsroom.add_made(build_spoken_manifest("a"), [horn, made(tmp_path / "a.txt", RenditionRole.TRANSCRIPT)])
    newsroom.add_made(
        build_manifest("b", id=UUID(int=2)),
        [made(tmp_path / "b-loa.mp3", RenditionRole.LOUDSPEAKER, duration_ms=2_000)],
    )
    return newsroom


def build_package(*pieces: tuple[str, str], **fields: object) -> MediaManifest:
    package = Package(pieces=tuple(PackagePiece(title=title, asset=asset) for title, asset in pieces))
    return build_manifest("goi", MediaKind.PACKAGE, package=package, **fields)


def unpack(newsroom: Newsroom, manifest: MediaManifest, folder: Path) -> list[str]:
    """Make the package and unpack it; the names in their order."""
    (rendition,) = make_package(newsroom.build_context(manifest))
    with zipfile.ZipFile(io.BytesIO(newsroom.read(rendition))) as archive:
        archive.extractall(folder)
        return archive.namelist()


def test_a_package_holds_everything_in_order(newsroom: Newsroom, tmp_path: Path) -> None:
    manifest = build_package(("Mở đầu", "b"), ("Tạm trú", "a"))
    assert unpack(newsroom, manifest, tmp_path / "x") == [
        "DOC-TRUOC.txt",
        "playlist.m3u8",
        "lich-phat.csv",
        "kich-ban/02-tam-tru.txt",
        "SHA256SUMS",
        "01-mo-dau.mp3",
        "02-tam-tru.mp3",
    ]
    assert (tmp_path / "x/02-tam-tru.mp3").read_bytes() == (tmp_path / "a-loa.mp3").read_bytes()
    assert "Xin chào bà con." in (tmp_path / "x/kich-ban/02-tam-tru.txt").read_text(encoding="utf-8")


def test_a_copy_is_checked_by_sha256sum(newsroom: Newsroom, tmp_path: Path) -> None:
    names = unpack(newsroom, build_package(*((title, "a") for title in TITLES)), tmp_path / "x")
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    report = subprocess.run(command, cwd=tmp_path / "x", capture_output=True, text=True, check=True).stdout
    assert report.count(": OK") == len(names) - 1
    (tmp_path / "x/playlist.m3u8").write_text("khác")
    assert subprocess.run(command, cwd=tmp_path / "x", capture_output=True, check=False).returncode == 1


def test_titles_of_any_kind_give_names_inside_the_package(newsroom: Newsroom, tmp_path: Path) -> None:
    names = unpack(newsroom, build_package(*((title, "a") for title in TITLES)), tmp_path / "x")
    sounds = [name for name in names if name.endswith(".mp3")]
    assert sounds == ["01-tam-tru-b-luu-tru-b.mp3", "02-o-dau.mp3", "03-1-1.mp3", "04-muc.mp3"]
    assert all((tmp_path / "x" / name).resolve().is_relative_to(tmp_path / "x") for name in names)
    entries = (tmp_path / "x/playlist.m3u8").read_text(encoding="utf-8").splitlines()
    assert [line for line in entries if not line.startswith("#")] == sounds


def test_the_same_pieces_give_the_same_bytes(newsroom: Newsroom, tmp_path: Path) -> None:
    facts = PackageFacts("Gói", (PieceFacts("Một", 1_000, False),))
    for name in ("1.zip", "2.zip"):
        write_package(tmp_path / name, facts, [tmp_path / "a-loa.mp3"])
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "1.zip") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}


def test_a_package_says_how_long_it_is(newsroom: Newsroom) -> None:
    (rendition,) = make_package(newsroom.build_context(build_package(("Một", "a"), ("Hai", "b"))))
    assert (rendition.role, rendition.duration_ms, rendition.media_type) == (
        RenditionRole.PACKAGE,
        63_000,
        "application/zip",
    )


def test_another_order_or_title_is_another_package(newsroom: Newsroom) -> None:
    variants = [(("Một", "a"), ("Hai", "b")), (("Hai", "b"), ("Một", "a")), (("Một", "a"), ("Ba", "b"))]
    paths = {make_package(newsroom.build_context(build_package(*pieces)))[0].path for pieces in variants}
    assert len(paths) == 3


def test_a_piece_that_does_not_exist_is_named(newsroom: Newsroom) -> None:
    with pytest.raises(ManifestError, match="khong-co"):
        make_package(newsroom.build_context(build_package(("Một", "khong-co"))))


def test_a_piece_that_is_not_made_yet_is_waited_for(newsroom: Newsroom) -> None:
    newsroom.manifests["c"] = build_spoken_manifest("c")
    with pytest.raises(MissingFileError):
        make_package(newsroom.build_context(build_package(("Một", "c"))))


def test_a_picture_cannot_be_packed(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.add_made(build_manifest("anh", MediaKind.IMAGE), [made(tmp_path / "a.txt", RenditionRole.IMAGE)])
    with pytest.raises(ManifestError, match="anh"):
        make_package(newsroom.build_context(build_package(("Một", "anh"))))


def test_a_package_that_was_not_written_whole_is_not_handed_out(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_half(package: zipfile.ZipFile, name: str, path: Path) -> None:
        package.writestr(name, path.read_bytes()[:100])

    monkeypatch.setattr(archive, "_add_file", write_half)
    with pytest.raises(MediaError):
        write_package(
            tmp_path / "hong.zip", PackageFacts("Gói", (PieceFacts("Một", 1, False),)), [tmp_path / "a-loa.mp3"]
        )
    assert not (tmp_path / "hong.zip").exists()
