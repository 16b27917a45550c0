"""The files of the search follow the documents, change by change, and few of them at a time."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.building import search_database, search_index, search_syllables
from site_builder.building.search_index import iter_search_files, opening_search
from site_builder.documents.block_values import build_block
from site_builder.documents.store import serialise_document
from site_builder.errors import IndexFileError
from site_builder.index import Index
from site_builder.search import postings, shelves
from site_builder.search.postings import decode_postings
from tests.unit.site_builder.documents.samples import make_document

Files = dict[str, bytes]
TITLES = ["Đăng ký tạm trú", "Hòa giải tranh chấp đất đai", "Tám chuyện trụ sở", "Gọi 114", "Luật Cư trú", "</script>"]


class Folder:
    """A content folder, its index and the database of the search."""

    def __init__(self, root: Path) -> None:
        self.content, self.database = root / "content", root / "search.sqlite"
        self.content.mkdir(parents=True)
        self.index = Index.open(root / "index.sqlite")

    def put(self, ref: str, *body: object, **values: object) -> None:
        path = self.content / f"{ref}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(serialise_document(make_document(ref, *body, **values)), "utf-8")

    def remove(self, ref: str) -> None:
        (self.content / f"{ref}.md").unlink()

    def update(self, language: str = "vi") -> Files:
        self.index.refresh(self.content, self.content.parent / "store")
        return dict(iter_search_files(self.database, self.index, lambda message: f"{language}:{message}"))

    def make_anew(self) -> Files:
        self.database.unlink()
        return self.update()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    """Forty explainers and a home page."""
    folder = Folder(tmp_path)
    folder.put("home/trang-chu", title="Trang đầu")
    for number in range(40):
        text = build_block("text", body=f"Chuyện thứ {number} về hộ khẩu, nhà trọ và tiền điện.")
        folder.put(
            f"explainer/chuyen-{number}", text, title=f"{TITLES[number % 6]} {number}", summary=f"Kể chuyện {number}"
        )
    yield folder
    folder.index.close()


def find_changed(before: Files, after: Files) -> set[str]:
    return {Path(path).name for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def find_titles(files: Files, spelling: str) -> list[str]:
    """Titles of the documents that a syllable is in."""
    (bits,) = {path.split("/")[1] for path in files if path.count("/") == 2}
    found = []
    for path in files:
        shelf = json.loads(files[path]) if "/am-" in path else {}
        for spellings in shelf.values():
            for number in decode_postings(spellings.get(spelling, "")):
                box = json.loads(files[f"tim-kiem/{bits}/bai-{number >> 6}.json"])
                found.append(box[str(number)][0])
    return sorted(found)


def test_every_document_but_the_first_page_is_found(folder: Folder) -> None:
    files = folder.update()
    assert len(find_titles(files, "hô.")) == 40
    assert find_titles(files, "114") == sorted(f"Gọi 114 {number}" for number in range(3, 40, 6))
    assert find_titles(files, "đâu`") == []


def test_the_same_documents_give_the_same_bytes(folder: Folder) -> None:
    files = folder.update()
    assert folder.update() == files
    assert folder.make_anew() == files


def test_nothing_new_reads_no_document(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    files = folder.update()
    monkeypatch.setattr(Index, "load_document", None)
    assert folder.update() == files


def test_one_new_word_changes_the_file_of_its_beginning(folder: Folder) -> None:
    before = folder.update()
    text = build_block("text", body="Chuyện thứ 7 về hộ khẩu, nhà trọ và tiền điện.")
    folder.put("explainer/chuyen-7", text, title=f"{TITLES[1]} 7", summary="Kể chuyện 7 xong")
    after = folder.update()
    # `xong` begins a shelf, and `7` has got a neighbour
    assert find_changed(before, after) == {"muc-luc.json", "am-x.json", "am-7.json", *find_boxes(before, after)}
    assert len(find_boxes(before, after)) == 1


def find_boxes(before: Files, after: Files) -> set[str]:
    return {name for name in find_changed(before, after) if name.startswith("bai-")}


def test_another_title_changes_its_own_syllables_alone(folder: Folder) -> None:
    before = folder.update()
    text = build_block("text", body="Chuyện thứ 3 về hộ khẩu, nhà trọ và tiền điện.")
    folder.put("explainer/chuyen-3", text, title="Gọi 113 3", summary="Kể chuyện 3")
    after = folder.update()
    assert find_changed(before, after) == {"am-1.json", "am-g.json", *find_boxes(before, after)}
    assert len(find_boxes(before, after)) == 1


def test_a_text_behind_what_is_indexed_changes_no_file(folder: Folder) -> None:
    long = "nhà " * 100
    folder.put("explainer/chuyen-7", build_block("text", body=f"{long}."), title="Dài")
    before = folder.update()
    folder.put("explainer/chuyen-7", build_block("text", body=f"{long} cửa."), title="Dài")
    assert find_changed(before, folder.update()) == set()


def test_what_is_deleted_is_found_no_more(folder: Folder) -> None:
    folder.update()
    folder.remove("explainer/chuyen-3")
    after = folder.update()
    assert "Gọi 114 3" not in find_titles(after, "114")
    assert folder.make_anew() == after


def test_a_site_that_has_doubled_has_its_files_in_another_folder(folder: Folder) -> None:
    assert {path.split("/")[1] for path in folder.update() if path.count("/") == 2} == {"8"}
    for number in range(40, 90):
        folder.put(f"explainer/chuyen-{number}", title=f"Chuyện {number}")
    assert {path.split("/")[1] for path in folder.update() if path.count("/") == 2} == {"9"}


def test_another_language_changes_the_names_of_kinds(folder: Folder) -> None:
    folder.update()
    assert json.loads(folder.update("en")["tim-kiem/muc-luc.json"])["kinds"][0] == "en:Home page"


def test_a_law_shows_its_number_and_status(folder: Folder) -> None:
    folder.put("law/luat-cu-tru", title="Luật Cư trú", number="68/2020/QH14")
    boxes = [json.loads(content) for path, content in folder.update().items() if "/bai-" in path]
    rows = [row for box in boxes for row in box.values() if row[1] == "/van-ban/luat-cu-tru/"]
    assert [row[4] for row in rows] == ["68/2020/QH14 · vi:In force"]


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_database_is_made_anew(folder: Folder, damage: bytes) -> None:
    files = folder.update()
    folder.database.write_bytes(damage)
    assert folder.update() == files


def test_one_that_is_of_another_version_is_made_anew(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    files = folder.update()
    monkeypatch.setattr(search_database, "VERSION", search_database.VERSION + 1)
    assert folder.update() == files


def test_a_place_that_cannot_be_written_is_named(folder: Folder) -> None:
    folder.database = folder.content / "file" / "search.sqlite"
    (folder.content / "file").write_text("")
    with pytest.raises(IndexFileError, match=r"search\.sqlite"):
        folder.update()


EDITS = st.lists(st.tuples(st.integers(0, 9), st.sampled_from([*TITLES, ""])), min_size=1, max_size=8)


@pytest.mark.parametrize("is_tight", [False, True])
@settings(max_examples=25, deadline=None)
@given(batches=st.lists(EDITS, min_size=1, max_size=4))
def test_any_sequence_of_edits_ends_in_the_files_that_are_made_anew(
    is_tight: bool, batches: list[list[tuple[int, str]]]
) -> None:
    with tempfile.TemporaryDirectory() as root, pytest.MonkeyPatch.context() as patch:
        if is_tight:
            tighten(patch)
        folder = Folder(Path(root))
        for number in range(10, 30):
            folder.put(f"page/s-{number}", title=f"{TITLES[number % 6]} {number}")
        for batch in batches:
            for number, title in batch:
                ref = f"explainer/e-{number}"
                if title:
                    folder.put(ref, title=title, tags=[title.upper()])
                elif (folder.content / f"{ref}.md").is_file():
                    folder.remove(ref)
            files = folder.update()
        assert folder.make_anew() == files
        folder.index.close()


def tighten(patch: pytest.MonkeyPatch) -> None:
    """A small site as a large one: shelves split, frequent syllables are trimmed, numbers have many ranges."""
    patch.setattr(search_index, "LARGEST_UPDATE", 1000)
    patch.setattr(search_syllables, "CHUNK_BITS", 4)
    patch.setattr(shelves, "LARGEST_SHELF", 60)
    patch.setattr(postings, "LARGEST_POSTINGS", 30)


def test_only_what_an_update_touched_is_told_since_the_edition_before(folder: Folder) -> None:
    before = folder.update()
    edition = read_edition(folder)
    folder.put("explainer/chuyen-7", title="Xong", summary="Kể chuyện 7")
    after = folder.update()
    with opening_search(folder.database, folder.index, lambda message: f"vi:{message}") as found:
        touched = found.list_touched(edition)
        assert touched is not None
        assert {Path(path).name for path in touched} == find_changed(before, after)
        assert found.list_touched(found.edition) == []
        assert found.list_touched("") is None
        assert found.list_touched("another:1") is None


def test_a_file_that_is_no_more_is_told_too(folder: Folder) -> None:
    folder.put("explainer/xong", title="Xong")
    before, edition = folder.update(), read_edition(folder)
    folder.remove("explainer/xong")
    after = folder.update()
    with opening_search(folder.database, folder.index, lambda message: f"vi:{message}") as found:
        gone = before.keys() - after.keys()
        assert {Path(path).name for path in gone} >= {"am-x.json"}
        assert gone <= set(found.list_touched(edition) or ())
        assert not any(found.has(path) for path in gone)


def read_edition(folder: Folder) -> str:
    with opening_search(folder.database, folder.index, lambda message: f"vi:{message}") as found:
        return found.edition


def test_an_update_asks_for_nothing_but_what_changed(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.update()
    folder.put("explainer/chuyen-7", title="Xong", summary="Kể chuyện 7")
    asked: list[object] = []
    list_stamps = Index.list_stamps
    monkeypatch.setattr(Index, "list_stamps", lambda index, refs: asked.append(refs) or list_stamps(index, refs))
    folder.update()
    assert asked == [{"explainer/chuyen-7"}]
