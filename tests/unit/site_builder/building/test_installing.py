"""How a rendered site comes into the output folder."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.atomic_files import Waiting, write_bytes
from site_builder.building import installing
from site_builder.building.installing import Installation, install
from site_builder.building.lock import hold_build_lock
from site_builder.building.outputs import Linked, Output, OutputSet, Stage, build_page_path
from site_builder.building.places import build_state_dir
from site_builder.building.state import FILE_NAME, BuildState
from site_builder.errors import DuplicateAddressError, OutputError

HOME = ("index.html", Stage.LISTINGS, b"home")


class Folders:
    def __init__(self, root: Path) -> None:
        self.output, self.cache = root / "output", root / "cache"
        self.is_careful = False

    def install(self, *files: tuple[str, Stage, bytes | Linked]) -> Installation:
        """As a full build does."""
        with closing(BuildState.open(build_state_dir(self.cache, self.output))) as state:
            outputs = make_set(*files)
            stale = {*state.iter_paths(), *state.list_pending()} - {output.path for output in outputs}
            done = install(outputs, stale, self.output, state, is_careful=self.is_careful)
            state.save(is_anew=True, files=done.iter_files(self.output), deleted=stale, facts={})
            return done

    @property
    def tree(self) -> dict[str, bytes]:
        return {p.relative_to(self.output).as_posix(): p.read_bytes() for p in self.output.rglob("*") if p.is_file()}


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


def make_set(*files: tuple[str, Stage, bytes | Linked]) -> OutputSet:
    outputs = OutputSet()
    for path, stage, content in files:
        outputs.add(Output(path, stage, content, owner=path))
    return outputs


def test_a_second_install_writes_nothing(folders: Folders) -> None:
    page = ("giai-thich/a/index.html", Stage.PAGES, b"a")
    assert folders.install(HOME, page).written == ("giai-thich/a/index.html", "index.html")
    before = {path: path.stat().st_mtime_ns for path in folders.output.rglob("*")}
    second = folders.install(HOME, page)
    assert (second.written, second.deleted) == ((), ())
    assert {path: path.stat().st_mtime_ns for path in folders.output.rglob("*")} == before


def test_only_what_differs_is_written(folders: Folders) -> None:
    folders.install(HOME, ("a/index.html", Stage.PAGES, b"a"))
    assert folders.install(HOME, ("a/index.html", Stage.PAGES, b"b")).written == ("a/index.html",)


def test_what_a_build_no_longer_has_is_deleted_with_its_empty_folders(folders: Folders) -> None:
    folders.install(HOME, ("a/b/index.html", Stage.PAGES, b"a"))
    assert folders.install(HOME).deleted == ("a/b/index.html",)
    assert folders.tree == {"index.html": b"home"}
    assert not (folders.output / "a").exists()


def test_files_of_others_are_never_deleted(folders: Folders) -> None:
    folders.install(HOME, ("a/index.html", Stage.PAGES, b"a"))
    (folders.output / "a" / "CNAME").write_bytes(b"luat.example")
    folders.install(HOME)
    assert folders.tree == {"index.html": b"home", "a/CNAME": b"luat.example"}


def test_without_a_list_of_ours_nothing_is_deleted(folders: Folders) -> None:
    folders.install(HOME, ("a/index.html", Stage.PAGES, b"a"))
    (build_state_dir(folders.cache, folders.output) / FILE_NAME).write_text("{broken")
    assert folders.install(HOME).deleted == ()


def test_a_list_of_another_version_still_tells_what_is_ours(folders: Folders) -> None:
    folders.install(HOME, ("a/index.html", Stage.PAGES, b"a"))
    with closing(sqlite3.connect(build_state_dir(folders.cache, folders.output) / FILE_NAME)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert folders.install(HOME).deleted == ("a/index.html",)


def test_a_damaged_file_is_mended_by_a_careful_build(folders: Folders) -> None:
    folders.install(HOME)
    page = folders.output / "index.html"
    before = page.stat()
    page.write_bytes(b"hohe")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    folders.is_careful = True
    assert folders.install(HOME).written == ("index.html",)
    assert folders.tree == {"index.html": b"home"}


@pytest.fixture
def steps(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is put in place and what is deleted, in order."""
    steps: list[str] = []
    put, delete = installing._put, installing._delete

    def note_put(output: Output, output_dir: Path, staging: Path, waiting: Mapping[str, Waiting]) -> None:
        steps.append(output.path)
        put(output, output_dir, staging, waiting)

    def note_deletion(output_dir: Path, path: str) -> bool:
        steps.append(f"- {path}")
        return delete(output_dir, path)

    monkeypatch.setattr(installing, "_put", note_put)
    monkeypatch.setattr(installing, "_delete", note_deletion)
    return steps


def test_assets_come_first_then_new_files_then_changed_ones_and_deletions_last(
    folders: Folders, steps: list[str]
) -> None:
    folders.install(HOME, ("b/index.html", Stage.PAGES, b"b"), ("old/index.html", Stage.PAGES, b"old"))
    steps.clear()
    folders.install(
        ("feed/rss.xml", Stage.FEEDS, b"rss"),
        ("index.html", Stage.LISTINGS, b"new home"),
        ("b/index.html", Stage.PAGES, b"links to z"),
        ("z/index.html", Stage.PAGES, b"new"),
        ("media/a.mp3", Stage.ASSETS, b"mp3"),
    )
    assert steps == [
        "media/a.mp3",
        "z/index.html",
        "feed/rss.xml",
        "b/index.html",
        "index.html",
        "- old/index.html",
    ]


def test_what_shows_is_deleted_before_what_is_shown(folders: Folders, steps: list[str]) -> None:
    page, picture = ("xem/a/index.html", Stage.PAGES, b"shows a picture"), ("media/a.jpg", Stage.ASSETS, b"jpg")
    folders.install(HOME, page, picture)
    steps.clear()
    folders.install(HOME)
    assert steps == ["- xem/a/index.html", "- media/a.jpg"]


def test_the_pages_that_people_come_to_without_a_link_are_the_last_new_ones(folders: Folders, steps: list[str]) -> None:
    folders.install(HOME, ("404.html", Stage.PAGES, b"404"), ("z/index.html", Stage.FEEDS, b"z"))
    assert steps == ["z/index.html", "404.html", "index.html"]


def test_what_a_cut_build_was_the_first_to_write_comes_after_what_is_new_and_before_what_was_known(
    folders: Folders, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folders.install(HOME)

    def save_nothing(state: BuildState, **_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(BuildState, "save", save_nothing)
        folders.install(("a/index.html", Stage.PAGES, b"a"), ("index.html", Stage.LISTINGS, b"links to a"))
    steps.clear()
    folders.install(
        ("a/index.html", Stage.PAGES, b"links to b"),
        ("b/index.html", Stage.PAGES, b"b"),
        ("index.html", Stage.LISTINGS, b"links to a and b"),
    )
    assert steps == ["b/index.html", "a/index.html", "index.html"]


def test_a_build_that_is_cut_leaves_whole_files_and_the_next_one_cleans_up(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders.install(HOME)
    put = installing._put

    def put_one(output: Output, output_dir: Path, staging: Path, waiting: Mapping[str, Waiting]) -> None:
        put(output, output_dir, staging, waiting)
        raise KeyboardInterrupt

    monkeypatch.setattr(installing, "_put", put_one)
    with pytest.raises(KeyboardInterrupt):
        folders.install(("a/index.html", Stage.PAGES, b"a"), ("index.html", Stage.LISTINGS, b"links to a"))
    assert folders.tree == {"index.html": b"home", "a/index.html": b"a"}
    monkeypatch.undo()
    assert folders.install(HOME).deleted == ("a/index.html",)


def test_what_a_killed_build_left_aside_is_removed(folders: Folders) -> None:
    folders.install(HOME)
    (folders.output / ".abc.part").write_bytes(b"half")
    with closing(BuildState.open(build_state_dir(folders.cache, folders.output))) as state:
        state.note_pending(["index.html"])
    folders.install(HOME)
    assert folders.tree == {"index.html": b"home"}


def test_media_are_linked_and_mended_when_they_are_cut(folders: Folders, tmp_path: Path) -> None:
    source = tmp_path / "a.mp3"
    source.write_bytes(b"sound")
    media = ("media/ab/a.mp3", Stage.ASSETS, Linked(str(source)))
    folders.install(HOME, media)
    assert (folders.output / "media/ab/a.mp3").samefile(source)
    assert folders.install(HOME, media).written == ()
    write_bytes(folders.output / "media/ab/a.mp3", b"so")
    assert folders.install(HOME, media).written == ("media/ab/a.mp3",)
    assert source.read_bytes() == b"sound"


def test_a_folder_where_a_file_belongs_is_named_in_a_sentence(folders: Folders) -> None:
    (folders.output / "index.html").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"index\.html"):
        folders.install(HOME)


def test_two_owners_of_one_address_are_both_named() -> None:
    outputs = make_set(("gioi-thieu/index.html", Stage.PAGES, b"a"))
    with pytest.raises(DuplicateAddressError) as caught:
        outputs.add(Output("gioi-thieu/index.html", Stage.PAGES, b"b", owner="page/gioi-thieu.md"))
    assert caught.value.address == "/gioi-thieu/"
    assert caught.value.owners == ("gioi-thieu/index.html", "page/gioi-thieu.md")


def test_a_second_build_of_the_same_folder_waits(tmp_path: Path) -> None:
    order: list[str] = []
    has_begun = threading.Event()

    def build_second() -> None:
        has_begun.set()
        with hold_build_lock(tmp_path):
            order.append("second")

    second = threading.Thread(target=build_second)
    with hold_build_lock(tmp_path):
        second.start()
        has_begun.wait()
        order.append("first")
    second.join()
    assert order == ["first", "second"]


@pytest.mark.parametrize(
    ("address", "path"),
    [("/", "index.html"), ("/giai-thich/a/", "giai-thich/a/index.html"), ("/404.html", "404.html")],
)
def test_an_address_has_its_file(address: str, path: str) -> None:
    assert build_page_path(address) == path


TREES = st.dictionaries(
    st.sampled_from(["a/index.html", "b/index.html", "b/c/index.html", "static/x.js", "feed/rss.xml"]),
    st.sampled_from([b"1", b"2", b"22"]),
)


@given(st.lists(TREES, min_size=1, max_size=4))
def test_any_sequence_of_builds_ends_with_the_tree_of_the_last(
    tmp_path_factory: pytest.TempPathFactory, trees: list[dict[str, bytes]]
) -> None:
    folders = Folders(tmp_path_factory.mktemp("sequence"))
    for tree in trees:
        folders.install(HOME, *((path, Stage.PAGES, content) for path, content in tree.items()))
    assert folders.tree == {"index.html": b"home", **trees[-1]}
