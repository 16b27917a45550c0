"""Compressed companions come and go with their files, and with the setting."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from site_builder.building import installing
from site_builder.building.installing import Installation, install
from site_builder.building.outputs import Linked, Output, OutputSet, Stage
from site_builder.building.places import build_state_dir
from site_builder.building.state import BuildState
from site_builder.compression import Compressor, has_right_companions

OLD, NEW = b"old " * 1000, b"new " * 1000
PAGE_FILES = {"a/index.html", "a/index.html.br", "a/index.html.gz"}


class Folders:
    def __init__(self, root: Path) -> None:
        self.output, self.cache = root / "output", root / "cache"

    def install(self, *, is_compressed: bool = True, **pages: bytes) -> Installation:
        outputs = OutputSet()
        for name, content in {"index": b"home", **pages}.items():
            path = "index.html" if name == "index" else f"{name}/index.html"
            outputs.add(Output(path, Stage.PAGES, content, owner=path))
        with (
            closing(BuildState.open(build_state_dir(self.cache, self.output))) as state,
            Compressor() as compressor,
        ):
            stale = {*state.iter_paths(), *state.list_pending()} - {output.path for output in outputs}
            done = install(outputs, stale, self.output, state, compressor=compressor if is_compressed else None)
            state.save(is_anew=True, files=done.iter_files(self.output), deleted=stale, facts={})
            return done

    @property
    def names(self) -> set[str]:
        return {p.relative_to(self.output).as_posix() for p in self.output.rglob("*") if p.is_file()} - {"index.html"}


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


def test_they_come_with_a_page_and_go_with_it(folders: Folders) -> None:
    assert folders.install(a=OLD).written == ("a/index.html", "index.html")
    assert folders.names == PAGE_FILES
    assert folders.install(a=OLD).written == ()
    assert folders.install().deleted == ("a/index.html",)
    assert folders.names == set()
    assert not (folders.output / "a").exists()


def test_the_setting_puts_them_there_and_takes_them_away(folders: Folders) -> None:
    folders.install(is_compressed=False, a=OLD)
    assert folders.names == {"a/index.html"}
    assert folders.install(a=OLD).written == ("a/index.html",)
    assert folders.names == PAGE_FILES
    assert folders.install(is_compressed=False, a=OLD).written == ("a/index.html",)
    assert folders.names == {"a/index.html"}


def test_a_build_that_is_cut_between_a_page_and_its_companions_is_put_right_by_the_next(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders.install(a=OLD)
    path = folders.output / "a" / "index.html"
    replace = Path.replace

    def replace_page_alone(self: Path, target: Path) -> Path:
        if target.suffix in (".br", ".gz"):
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replace_page_alone)
    with pytest.raises(KeyboardInterrupt):
        folders.install(a=NEW)
    monkeypatch.undo()
    assert path.read_bytes() == NEW
    assert not has_right_companions(path, path.stat())
    assert folders.install(a=NEW).written == ("a/index.html",)
    assert has_right_companions(path, path.stat())
    assert folders.names == PAGE_FILES


def test_a_file_that_is_linked_has_none(folders: Folders, tmp_path: Path) -> None:
    source = tmp_path / "kept.txt"
    source.write_bytes(OLD)
    output = Output("media/a.txt", Stage.ASSETS, Linked(str(source)), "a")
    installing._put(output, folders.output, folders.output, {})
    assert folders.names == {"media/a.txt"}
