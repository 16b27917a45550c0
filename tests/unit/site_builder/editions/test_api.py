"""An edition of a small site: whole, the same each time, and never in the way of anything."""

from __future__ import annotations

import hashlib
import posixpath
import re
import shutil
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

from site_builder.editions import api
from site_builder.editions.api import EditionConfig, make_edition
from site_builder.editions.options import parse_size
from site_builder.errors import EditionError, OutputError
from tests.built_sites import BASE_URL, SiteFolders, make_small_site, run_command

ENTRANCES = {"MO-TRANG-NAY.html", "HUONG-DAN.txt", "SHA256SUMS", "trang"}
LINK = re.compile(r'\s(?:href|src|poster|action)="([^"#?]+)')


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SiteFolders:
    """A built site with a page whose name Windows refuses; nobody may change it."""
    site = make_small_site(tmp_path_factory.mktemp("site"))
    site.add("page/con", summary="Tên không hợp với Windows.")
    site.write("redirects.yaml", "- {from: /giai-thich/cu/, to: /giai-thich/tam-tru/, since: 2026-11-24}\n")
    assert site.build().code == 0
    return site


def read_tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def find_dead_links(files: dict[str, bytes]) -> list[str]:
    """Relative links of pages that lead to no file."""
    dead = []
    for path, content in files.items():
        for link in LINK.findall(content.decode()) if path.endswith(".html") else ():
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(link)))
            if not re.match(r"[a-z]+:", link) and target not in files:
                dead.append(f"{path} → {link}")
    return dead


def test_a_folder_has_all_pages_and_no_dead_link(built: SiteFolders, tmp_path: Path) -> None:
    report = make_edition(EditionConfig(tmp_path / "usb", built.output))
    files = read_tree(tmp_path / "usb")
    pages = {path for path in built.tree if path.endswith(".html")} - {"404.html", "410.html"}
    assert {path.split("/")[0] for path in files} == ENTRANCES
    assert {path.removeprefix("trang/") for path in files if path.endswith(".html")} == (
        pages - {"con/index.html", "chu/con/index.html"}
        | {"con-/index.html", "chu/con-/index.html", "MO-TRANG-NAY.html"}
    )
    assert find_dead_links(files) == []
    assert (report.pages, report.left_out) == (len(pages), 0)
    assert any(path.endswith(".mp3") for path in files)
    assert not any(path.endswith((".br", ".gz", ".xml", "_headers", ".json")) for path in files)
    assert report.size_bytes == sum(map(len, files.values())) - len(files["SHA256SUMS"])


def test_a_dead_link_would_be_found(built: SiteFolders, tmp_path: Path) -> None:
    make_edition(EditionConfig(tmp_path / "usb", built.output))
    files = read_tree(tmp_path / "usb")
    del files["trang/lien-he/index.html"]
    assert "trang/index.html → lien-he/index.html" in find_dead_links(files)


def test_the_sums_are_those_of_every_file(built: SiteFolders, tmp_path: Path) -> None:
    make_edition(EditionConfig(tmp_path / "usb", built.output))
    files = read_tree(tmp_path / "usb")
    sums = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}


def test_the_guide_is_for_every_editor_and_says_what_is_there(built: SiteFolders, tmp_path: Path) -> None:
    report = make_edition(EditionConfig(tmp_path / "usb", built.output, largest_bytes=0))
    guide = (tmp_path / "usb" / "HUONG-DAN.txt").read_bytes()
    assert guide.startswith(b"\xef\xbb\xbf") and guide.count(b"\n") == guide.count(b"\r\n") > 5
    text = guide.decode("utf-8-sig")
    assert "MO-TRANG-NAY.html" in text and f"{report.pages} trang" in text and BASE_URL in text
    assert report.left_out > 0 and f"{report.left_out} tệp" in text
    assert "10/11/2026" in text  # the day of the newest document


def test_without_room_for_media_nothing_is_asked_of_the_web_by_itself(built: SiteFolders, tmp_path: Path) -> None:
    make_edition(EditionConfig(tmp_path / "usb", built.output, largest_bytes=0))
    files = read_tree(tmp_path / "usb")
    page = files["trang/nghe/tam-tru/index.html"].decode()
    assert f'href="{BASE_URL}/media/' in page and "<audio" not in page
    loaded = [each for content in files.values() for each in re.findall(rb'\s(?:src|poster)="(https?:[^"]+)', content)]
    assert loaded == []
    assert find_dead_links(files) == []


def test_a_zip_is_the_same_byte_for_byte_and_holds_the_folder(built: SiteFolders, tmp_path: Path) -> None:
    for name in ("a.zip", "b.ZIP", "usb"):
        make_edition(EditionConfig(tmp_path / name, built.output))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.ZIP").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        found = {name.removeprefix("tieng-luat/"): archive.read(name) for name in archive.namelist()}
    assert found == read_tree(tmp_path / "usb")


def test_an_earlier_edition_is_replaced_and_nothing_is_left_aside(built: SiteFolders, tmp_path: Path) -> None:
    target = tmp_path / "usb"
    target.mkdir()
    make_edition(EditionConfig(target, built.output))
    first = read_tree(target)
    (target / "trang" / "cu.html").write_text("cũ")
    make_edition(EditionConfig(target, built.output))
    assert read_tree(target) == first
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_earlier_edition(
    built: SiteFolders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "usb"
    make_edition(EditionConfig(target, built.output))
    first = read_tree(target)

    def fail(*_arguments: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(api, "relink_page", fail)
    for place in (target, tmp_path / "a.zip"):
        with pytest.raises(EditionError, match="No space left"):
            make_edition(EditionConfig(place, built.output))
    assert read_tree(target) == first
    assert list(tmp_path.iterdir()) == [target]


def test_other_things_are_not_replaced(built: SiteFolders, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"jpg")
    (tmp_path / "file").write_text("a")
    (tmp_path / "a.zip").mkdir()
    for name in ("photos", "file", "a.zip"):
        with pytest.raises(EditionError, match=name):
            make_edition(EditionConfig(tmp_path / name, built.output))
    assert (tmp_path / "photos" / "a.jpg").read_bytes() == b"jpg"


@pytest.mark.parametrize("name", ["output", "output/usb", "output/a.zip", "."])
def test_an_edition_is_not_made_within_the_site_or_around_it(built: SiteFolders, name: str) -> None:
    with pytest.raises(EditionError):
        make_edition(EditionConfig(built.root / name, built.output))


def test_a_folder_without_a_site_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        make_edition(EditionConfig(tmp_path / "usb", tmp_path))


def test_a_site_that_was_copied_is_enough(built: SiteFolders, tmp_path: Path) -> None:
    shutil.copytree(built.output, tmp_path / "copy")
    make_edition(EditionConfig(tmp_path / "usb", tmp_path / "copy"))
    make_edition(EditionConfig(tmp_path / "other", built.output))
    assert read_tree(tmp_path / "usb") == read_tree(tmp_path / "other")


@pytest.mark.parametrize(("text", "size"), [("500MB", 500_000_000), ("2gb", 2_000_000_000)])
def test_a_size_is_read(text: str, size: int) -> None:
    assert parse_size(text) == size


def test_the_command_says_what_it_made_and_what_is_wrong(built: SiteFolders, tmp_path: Path) -> None:
    made = run_command("edition", str(tmp_path / "a.zip"), "--output", str(built.output), "--json")
    assert (made.code, made.report["ok"], made.stderr) == (0, True, "")
    wrong = run_command("edition", str(tmp_path / "a.zip"), "--largest", "nhiều")
    assert wrong.code == 2 and "500MB" in wrong.stderr
