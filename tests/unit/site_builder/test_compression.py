"""What stands compressed beside a file is that file, in this version, or it is not there."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import atomic_files
from site_builder.compression import (
    SMALLEST_BYTES,
    SUFFIXES,
    Compressor,
    find_companion,
    has_right_companions,
    is_companion,
    remove_companions,
)
from tests.companions import write_with_companions

PAGE = "Điều 20, khoản 1. ".encode() * 100
OTHER = PAGE + b"!"
READ = {"br": brotli.decompress, "gzip": gzip.decompress}


def list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def assert_companions(path: Path, content: bytes) -> None:
    for coding, read in READ.items():
        companion = find_companion(path, path.stat(), coding)
        assert companion is not None
        assert read(companion.read_bytes()) == content
        assert companion.stat().st_mode == path.stat().st_mode
    assert path.read_bytes() == content
    assert list_names(path.parent) == sorted([path.name, *(path.name + suffix for suffix in SUFFIXES.values())])


def test_a_text_has_both_companions_and_a_new_version_new_ones(tmp_path: Path) -> None:
    path = tmp_path / "a" / "index.html"
    for content in (PAGE, OTHER, PAGE):
        write_with_companions(path, content)
        assert_companions(path, content)
        assert has_right_companions(path, path.stat())


@given(st.binary(min_size=SMALLEST_BYTES, max_size=3000))
def test_equal_content_has_equal_companions(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folders = [tmp_path_factory.mktemp("a") for _time in range(2)]
    for folder in folders:
        write_with_companions(folder / "a.xml", content)
        assert_companions(folder / "a.xml", content)
    first, second = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert first == second


@pytest.mark.parametrize(
    ("name", "content"), [("a.html", b"x" * (SMALLEST_BYTES - 1)), ("a.jpg", PAGE), ("_redirects", PAGE)]
)
def test_small_files_and_pictures_have_none(tmp_path: Path, name: str, content: bytes) -> None:
    write_with_companions(tmp_path / name, content)
    assert list_names(tmp_path) == [name]
    assert has_right_companions(tmp_path / name, (tmp_path / name).stat())


@pytest.mark.parametrize("is_ahead", [True, False])
def test_what_is_compressed_ahead_is_the_same(is_ahead: bool) -> None:
    pages = {f"{number}/index.html": PAGE + bytes([number]) for number in range(20)}
    with Compressor() as compressor:
        for name, content in [*pages.items(), ("a.jpg", PAGE), ("b.html", b"x")] if is_ahead else ():
            compressor.begin(name, content)
        for name, content in pages.items():
            companions = compressor.compress(name, content)
            assert brotli.decompress(companions[".br"]) == gzip.decompress(companions[".gz"]) == content
        assert compressor.compress("a.jpg", PAGE) == compressor.compress("b.html", b"x") == {}


def test_what_scripts_fetch_has_what_their_browsers_know(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    (tmp_path / "a.json.gz").write_bytes(b"of another version")
    write_with_companions(path, PAGE)
    assert list_names(tmp_path) == ["a.json", "a.json.br"]
    assert has_right_companions(path, path.stat())


def test_companions_go_when_the_file_shrinks_or_none_are_wanted(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    write_with_companions(path, PAGE)
    assert not has_right_companions(path, path.stat(), is_compressed=False)
    write_with_companions(path, PAGE, is_compressed=False)
    assert list_names(tmp_path) == ["a.html"]
    assert not has_right_companions(path, path.stat())
    write_with_companions(path, PAGE)
    write_with_companions(path, b"x")
    assert list_names(tmp_path) == ["a.html"]
    write_with_companions(path, PAGE)
    remove_companions(path)
    assert list_names(tmp_path) == ["a.html"]


def test_a_companion_of_another_version_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    write_with_companions(path, PAGE)
    atomic_files.write_bytes(path, OTHER)
    assert find_companion(path, path.stat(), "br") is None
    assert not has_right_companions(path, path.stat())


def test_the_file_is_replaced_before_its_companions_and_all_are_made_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill between two renames leaves a new file with old companions, which nobody takes for its own."""
    path = tmp_path / "a.html"
    write_with_companions(path, PAGE)
    order: list[str] = []
    replace = Path.replace

    def note(self: Path, target: Path) -> Path:
        order.append(target.name)
        assert len(list(tmp_path.glob(".*.part"))) == 3 - len(order) + 1
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", note)
    write_with_companions(path, OTHER)
    assert order[0] == "a.html"
    assert sorted(order[1:]) == ["a.html.br", "a.html.gz"]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("a/index.html.br", True),
        ("a/rss.xml.gz", True),
        ("media/a.tar.gz", False),
        ("a.html", False),
        ("a.br", False),
    ],
)
def test_companions_are_known_by_their_names(key: str, expected: bool) -> None:
    assert is_companion(key) is expected
