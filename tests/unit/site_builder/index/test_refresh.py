"""The index follows the files, reads no more of them than it must, and is made anew when it cannot be used."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media_pipeline.manifest import MediaKind
from site_builder.documents.block_values import build_block
from site_builder.errors import IndexFileError
from site_builder.index import Changes, Concerned, Index
from site_builder.index.schema import VERSION
from site_builder.rendering.library import Selection
from tests.unit.site_builder.documents.samples import make_document
from tests.unit.site_builder.index.folders import Folders

LONG_AGO_NS = 1_600_000_000_000_000_000


def age(path: Path) -> None:
    """Make a file old enough for its time to be trusted."""
    os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))


def test_new_changed_and_gone_documents_are_told_apart(folders: Folders, index: Index) -> None:
    folders.add("page/mot")
    folders.add("page/hai")
    assert folders.refresh(index) == Changes(added=("page/hai", "page/mot"))
    folders.add("page/hai", title="Hai hơn")
    (folders.content / "page/mot.md").unlink()
    folders.add("page/ba")
    assert folders.refresh(index) == Changes(added=("page/ba",), changed=("page/hai",), removed=("page/mot",))
    assert sorted(index.iter_refs()) == ["page/ba", "page/hai"]
    assert index.find("page/mot") is None


def test_nothing_new_changes_nothing(folders: Folders, index: Index) -> None:
    folders.add("page/mot")
    folders.add_asset("hinh", MediaKind.IMAGE)
    assert folders.refresh(index)
    assert not folders.refresh(index)


def test_an_unchanged_file_is_not_read_again(folders: Folders, index: Index) -> None:
    folders.add("page/mot")
    age(folders.content / "page/mot.md")
    folders.refresh(index)
    folders.progress.clear()
    folders.refresh(index)
    assert folders.progress == []


def test_a_young_file_is_read_again_until_its_time_can_be_trusted(folders: Folders, index: Index) -> None:
    path = folders.content / "page/mot.md"
    folders.add("page/mot", title="Một A")
    folders.refresh(index)
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("Một A", "Một B"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # as if within one tick of the clock
    assert folders.refresh(index).changed == ("page/mot",)
    assert index.find("page/mot").title == "Một B"


def test_a_touched_file_with_the_same_bytes_is_no_change(folders: Folders, index: Index) -> None:
    folders.add("page/mot")
    folders.refresh(index)
    age(folders.content / "page/mot.md")
    assert not folders.refresh(index)


def test_a_renamed_document_leaves_its_old_name(folders: Folders, index: Index) -> None:
    old = folders.add("page/cu")
    folders.refresh(index)
    (folders.content / "page/cu.md").unlink()
    folders.add("page/moi", id=old.meta.id)
    assert folders.refresh(index) == Changes(added=("page/moi",), removed=("page/cu",))
    assert index.find_problems() == []


def test_a_document_that_breaks_leaves_and_comes_back_when_it_is_mended(folders: Folders, index: Index) -> None:
    folders.add("page/mot")
    good = (folders.content / "page/mot.md").read_text("utf-8")
    folders.refresh(index)
    age(folders.write("page/mot.md", good.replace("kind: page", "kind: pag")))
    assert folders.refresh(index).removed == ("page/mot",)
    assert [error.path for error in index.find_problems()] == ["page/mot.md"]
    assert folders.refresh(index) == Changes()
    folders.write("page/mot.md", good)
    assert folders.refresh(index).added == ("page/mot",)
    assert index.find_problems() == []


def test_manifests_and_records_are_followed(folders: Folders, index: Index) -> None:
    manifest = folders.add_asset("hinh", MediaKind.IMAGE, is_made=False)
    assert folders.refresh(index).media == ("hinh",)
    assert index.find_media("hinh") is None
    record = folders.add_record(manifest)
    assert folders.refresh(index).media == ("hinh",)
    media = index.find_media("hinh")
    assert media is not None
    assert (media.manifest, media.record) == (manifest, record)
    (folders.content / "media/hinh.json").unlink()
    assert folders.refresh(index).media == ("hinh",)
    assert index.find_media("hinh") is None


def test_the_record_of_another_asset_of_that_name_does_not_count(folders: Folders, index: Index) -> None:
    manifest = folders.add_asset("hinh", MediaKind.IMAGE)
    folders.add_record(manifest.model_copy(update={"kind": MediaKind.AUDIO}))
    folders.refresh(index)
    assert index.find_media("hinh") is None


def test_an_unreadable_record_is_no_record(folders: Folders, index: Index) -> None:
    folders.add_asset("hinh", MediaKind.IMAGE)
    (folders.store / "records/hinh.json").write_text("{")
    folders.refresh(index)
    assert index.find_media("hinh") is None
    assert index.find_problems() == []


def test_hidden_and_other_files_are_passed_over(folders: Folders, index: Index) -> None:
    folders.write("page/.mot.md", "x")
    folders.write("page/mot.md~", "x")
    folders.write("redirects.yaml", "[]")
    folders.write("media/mau-don.txt", "x")
    assert folders.refresh(index) == Changes()
    assert index.find_problems() == []


def test_no_content_at_all_is_an_empty_site(folders: Folders, index: Index) -> None:
    assert folders.refresh(index) == Changes()
    assert list(index.iter_refs()) == []


def test_it_is_kept(folders: Folders, index: Index) -> None:
    folders.add("page/mot")
    folders.refresh(index)
    index.close()
    with_kept = Index.open(folders.index_path)
    assert list(with_kept.iter_refs()) == ["page/mot"]
    with_kept.close()


@pytest.mark.parametrize("damage", ["text", "empty", "middle", "version", "gone"])
def test_an_index_that_cannot_be_used_is_made_anew(folders: Folders, index: Index, damage: str) -> None:
    folders.add("page/mot", build_block("text", body="Chữ. " * 2000))
    folders.refresh(index)
    index.close()
    path = folders.index_path
    if damage == "version":
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
        connection.execute("DROP TABLE mentions")
        connection.close()
    elif damage == "gone":
        shutil.rmtree(path.parent)
    else:
        data = path.read_bytes()
        half = len(data) // 4
        contents = {
            "text": b"khong phai SQLite " * 99,
            "empty": b"",
            "middle": data[:half] + b"\xff" * (len(data) - half),
        }
        path.write_bytes(contents[damage])
    again = Index.open(path)
    folders.refresh(again)
    assert list(again.iter_refs()) == ["page/mot"]
    assert again.load_document("page/mot").meta.title == "Mot"
    again.close()


def test_an_error_half_way_leaves_the_index_as_it_was(folders: Folders, index: Index) -> None:
    folders.add("page/mot")
    folders.refresh(index)
    folders.add("page/hai")
    folders.add("page/ba")

    def fail(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.refresh(folders.content, folders.store, fail)
    assert list(index.iter_refs()) == ["page/mot"]
    assert folders.refresh(index).added == ("page/ba", "page/hai")


def test_a_file_that_cannot_be_written_is_named(folders: Folders) -> None:
    folders.write("tep", "x")
    with pytest.raises(IndexFileError, match="tep"):
        Index.open(folders.content / "tep" / "index.sqlite")


def test_a_full_disk_leaves_the_index_as_it_was(folders: Folders, index: Index) -> None:
    folders.add("page/mot")
    folders.refresh(index)
    index._connection.execute("ROLLBACK")
    index._connection.execute("PRAGMA max_page_count = 1")  # no page more than there are
    folders.add("page/hai", build_block("text", body="Chữ. " * 20_000))
    with pytest.raises(IndexFileError, match=r"index\.sqlite"):
        folders.refresh(index)
    assert list(index.iter_refs()) == ["page/mot"]
    index._connection.execute("PRAGMA max_page_count = 1000000")
    assert folders.refresh(index).added == ("page/hai",)


def test_answers_between_two_refreshes_are_of_one_state(folders: Folders, index: Index) -> None:
    folders.add("page/mot")
    folders.refresh(index)
    assert index.count_documents(Selection()) == 1
    folders.add("page/hai")
    other = Index.open(folders.index_path)
    folders.refresh(other)
    assert (index.count_documents(Selection()), other.count_documents(Selection())) == (1, 2)
    other.close()
    folders.refresh(index)
    assert index.count_documents(Selection()) == 2


def test_two_thousand_documents(folders: Folders, index: Index) -> None:
    for number in range(2000):
        folders.add(f"explainer/bai-{number}", topic=f"linh-vuc-{number % 8}", tags=(f"Thẻ {number % 50}",))
    assert len(folders.refresh(index).added) == 2000
    assert folders.progress[-1] == (2000, 2000)
    (folders.content / "explainer/bai-7.md").unlink()
    folders.add("explainer/bai-9", title="Khác")
    changes = folders.refresh(index)
    assert (changes.changed, changes.removed) == (("explainer/bai-9",), ("explainer/bai-7",))
    assert index.count_documents(Selection()) == 1999
    assert sum(1 for _ref in index.iter_refs()) == 1999
    assert len(index.list_tags()) == 50
    assert index.count_documents(Selection(topic="linh-vuc-7")) == 249


NAMES = ["mot", "hai", "ba"]
STEP = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(["A", "B"])),
    st.tuples(st.just("tag"), st.sampled_from(NAMES), st.sampled_from(["đỏ", "Do", "xanh"])),
    st.tuples(st.just("link"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("break"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("delete"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("make"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("unmake"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("refresh"), st.just(""), st.just("")),
)
COPY = st.tuples(st.just("copy"), st.sampled_from(NAMES), st.sampled_from(NAMES))
"""Two documents of one id have no order, which no site has to have: it is not built."""
STEPS = st.lists(STEP, max_size=12)
STEPS_WITH_COPIES = st.lists(st.one_of(STEP, COPY), max_size=12)


def take(folders: Folders, step: tuple[str, str, str]) -> None:
    action, name, value = step
    path = folders.content / f"page/{name}.md"
    if action == "write":
        folders.add(f"page/{name}", build_block("image", image=name), title=value)
    elif action == "tag":
        folders.add(f"page/{name}", tags=(value,))
    elif action == "link":
        folders.add(f"page/{name}", build_block("text", body=f"[xem]({{filename}}/page/{value}.md)"))
    elif action == "copy":  # with the other's id
        folders.add(f"page/{name}", id=str(make_document(f"page/{value}").meta.id))
    elif action == "break":
        folders.write(f"page/{name}.md", "---\n")
    elif action == "delete":
        path.unlink(missing_ok=True)
    elif action == "make":
        folders.add_asset(name, MediaKind.IMAGE)
    elif action == "unmake":
        (folders.store / f"records/{name}.json").unlink(missing_ok=True)


def describe(index: Index) -> list[object]:
    """Everything an index says."""
    return [
        index.list_documents(Selection()),
        [index.load_document(ref) for ref in index.iter_refs()],
        index.list_tags(),
        [index.list_documents(Selection(tag=tag.slug)) for tag in index.list_tags()],
        [index.find_media(name) for name in NAMES],
        [index.list_mentions([name]) for name in NAMES],
        [str(error) for error in index.find_problems()],
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(STEPS)
def test_a_followed_index_says_what_a_new_one_says(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple]
) -> None:
    folders = Folders(tmp_path_factory.mktemp("site"), [])
    followed = Index.open(folders.index_path)
    for step in steps:
        if step[0] == "refresh":
            folders.refresh(followed)
        else:
            take(folders, step)
    folders.refresh(followed)
    fresh = Index.open(folders.root / "fresh.sqlite")
    folders.refresh(fresh)
    assert describe(followed) == describe(fresh)
    followed.close()
    fresh.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(STEPS_WITH_COPIES)
def test_what_changed_since_there_was_no_problem_has_all_problems(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple]
) -> None:
    folders = Folders(tmp_path_factory.mktemp("site"), [])
    folders.add("page/dau")
    with closing(Index.open(folders.index_path)) as index:
        folders.refresh(index)
        clean = index.journal.find_position()
        for step in steps:
            take(folders, step)
            folders.refresh(index)
            entries = index.journal.read_since(clean)
            assert entries is not None
            concerned = Concerned(tuple(change.ref for change in entries.documents), entries.media)
            problems = sorted(map(str, index.find_problems()))
            assert sorted(map(str, index.find_problems(concerned))) == problems
            if not problems:
                clean = index.journal.find_position()
