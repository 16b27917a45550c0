"""What keeps a site from being built is told by file, line and key, all of it at once."""

from __future__ import annotations

import json

import pytest

from media_pipeline.manifest import MediaKind
from site_builder.documents.block_values import BlockValue, build_block
from site_builder.documents.store import serialise_document
from site_builder.index import Index
from tests.unit.site_builder.documents.samples import make_document
from tests.unit.site_builder.index.folders import SHA256, Folders


def find_line_of(folders: Folders, path: str, text: str) -> int:
    lines = (folders.content / path).read_text("utf-8").split("\n")
    return next(number for number, line in enumerate(lines, start=1) if text in line)


@pytest.mark.parametrize(
    ("values", "body", "key", "target"),
    [
        ({"topic": "khong-co"}, (), "topic", "topic/khong-co"),
        ({"show": "khong-co"}, (), "show", "show/khong-co"),
        ({"cites": [{"law": "law/co"}, {"law": "law/khong-co"}]}, (), "cites.1.law", "law/khong-co"),
        ({}, (build_block("cite", law="law/khong-co"),), "cite.law", "law/khong-co"),
        ({}, (build_block("related", pages=("law/co", "page/khong-co")),), "related.pages", "page/khong-co"),
        ({}, (build_block("text", body="a\n[b]({filename}/page/khong-co.md#c)"),), "text.body", "page/khong-co"),
        ({}, (build_block("text", body="[b]({filename}/khong-co)"),), "text.body", "{filename}/khong-co"),
        ({"image": "khong-co"}, (), "image", "khong-co"),
        ({"audio": "khong-co"}, (), "audio", "khong-co"),
        ({}, (build_block("image", image="khong-co"),), "image.image", "khong-co"),
        ({}, (build_block("video", video="khong-co"),), "video.video", "khong-co"),
        ({}, (build_block("download", title="a", file="khong-co"),), "download.file", "khong-co"),
        ({}, (build_block("text", body="[b]({media}/khong-co)"),), "text.body", "khong-co"),
    ],
)
def test_a_broken_reference_is_told_by_its_place(
    folders: Folders,
    index: Index,
    values: dict[str, object],
    body: tuple[BlockValue, ...],
    key: str,
    target: str,
) -> None:
    folders.add("law/co")
    folders.add("explainer/bai", build_block("text", body="Đầu."), *body, **values)
    line = find_line_of(folders, "explainer/bai.md", "khong-co")
    assert folders.list_problems(index) == [("explainer/bai.md", line, key)]
    (error,) = index.find_problems()
    assert target in str(error)


@pytest.mark.parametrize(
    ("ref", "values", "key"),
    [
        ("home/trang-chu", {"featured": ("law/co", "page/khong-co")}, "featured.1"),
        ("law/cu", {"replaced_by": "law/khong-co"}, "replaced_by"),
        ("page/bai", {"image": "nghe"}, "image"),
    ],
)
def test_so_are_those_of_other_kinds(
    folders: Folders, index: Index, ref: str, values: dict[str, object], key: str
) -> None:
    folders.add_asset("nghe", MediaKind.AUDIO)
    folders.add("law/co")
    folders.add(ref, **values)
    found = folders.list_problems(index)
    assert [(path, found_key) for path, _line, found_key in found] == [(f"{ref}.md", key)]


def test_an_asset_of_another_kind_is_told(folders: Folders, index: Index) -> None:
    folders.add_asset("nghe", MediaKind.AUDIO)
    folders.add("explainer/bai", build_block("image", image="nghe"), audio="nghe")
    line = find_line_of(folders, "explainer/bai.md", "    image: nghe")
    assert folders.list_problems(index) == [("explainer/bai.md", line, "image.image")]
    (error,) = index.find_problems()
    assert all(word in str(error) for word in ("nghe", "audio", "image"))


def test_an_asset_without_files_is_told_with_a_remedy(folders: Folders, index: Index) -> None:
    folders.add_asset("nghe", MediaKind.AUDIO, is_made=False)
    folders.add("explainer/bai", audio="nghe")
    assert folders.list_problems(index) == [
        ("explainer/bai.md", find_line_of(folders, "explainer/bai.md", "audio:"), "audio")
    ]
    (error,) = index.find_problems()
    assert "python -m media_pipeline process" in str(error)


def test_an_asset_without_files_that_nobody_uses_is_no_problem(folders: Folders, index: Index) -> None:
    folders.add_asset("nghe", MediaKind.AUDIO, is_made=False)
    assert folders.list_problems(index) == []


def test_two_documents_of_one_id_are_told(folders: Folders, index: Index) -> None:
    first = folders.add("page/a")
    folders.add("page/b", id=first.meta.id)
    folders.add("topic/c", id=first.meta.id)
    assert folders.list_problems(index) == [("page/b.md", 2, "id"), ("topic/c.md", 2, "id")]
    assert all("page/a.md" in str(error) for error in index.find_problems())


def test_two_documents_of_one_address_are_told(folders: Folders, index: Index) -> None:
    folders.add("home/a")
    folders.add("home/b")
    assert folders.list_problems(index) == [("home/b.md", 5, "slug")]
    assert "home/a.md" in str(index.find_problems()[0])


def test_two_assets_of_one_id_are_told(folders: Folders, index: Index) -> None:
    manifest = folders.add_asset("a", MediaKind.IMAGE)
    copy = manifest.model_copy(update={"name": "b"})
    folders.write("media/b.json", copy.model_dump_json(exclude_none=True))
    assert folders.list_problems(index) == [("media/b.json", None, "id")]


def test_one_broken_file_is_told_once(folders: Folders, index: Index) -> None:
    """What names it is not at fault."""
    folders.write("law/hong.md", "---\nkind: law\n---\n")
    folders.write("media/hong.json", "{")
    folders.add("explainer/bai", cites=[{"law": "law/hong"}], image="hong")
    assert [path for path, _line, _key in folders.list_problems(index)] == ["law/hong.md", "media/hong.json"]


def test_all_problems_are_told_at_once(folders: Folders, index: Index) -> None:
    folders.write("page/hong.md", "")
    folders.add("page/a", topic="khong-co")
    folders.add("page/b", image="khong-co")
    assert [path for path, _line, _key in folders.list_problems(index)] == ["page/hong.md", "page/a.md", "page/b.md"]


def test_a_document_in_an_unknown_folder_is_told(folders: Folders, index: Index) -> None:
    folders.write("bai-viet/a.md", serialise_document(make_document("page/a")))
    assert folders.list_problems(index) == [("bai-viet/a.md", None, "")]
    (folders.content / "bai-viet/a.md").unlink()
    assert folders.list_problems(index) == []


MANIFEST = {
    "id": "0f9d7c9e-2f0a-4c59-9c0e-3a4a2f6d1a02",
    "name": "hinh",
    "kind": "image",
    "title": "Hình",
    "source": {"sha256": SHA256, "file_name": "a.png", "media_type": "image/png", "size_bytes": 1},
}


@pytest.mark.parametrize(
    ("changes", "line", "key"),
    [
        ({"mau": "do"}, 12, "mau"),
        ({"kind": "tranh"}, 4, "kind"),
        ({"name": "anh"}, 3, "name"),
        ({"title": ""}, 5, "title"),
        ({"source": {**MANIFEST["source"], "sha256": "0"}}, 7, "source.sha256"),
        ({"speech": {"voice": "vi"}}, None, ""),
    ],
)
def test_a_faulty_manifest_is_told(
    folders: Folders, index: Index, changes: dict[str, object], line: int | None, key: str
) -> None:
    folders.write("media/hinh.json", json.dumps(MANIFEST | changes, ensure_ascii=False, indent=2))
    assert folders.list_problems(index) == [("media/hinh.json", line, key)]


@pytest.mark.parametrize("text", ['{\n"id": 1,\n}', "[" * 100_000, ""])
def test_a_manifest_that_is_no_json_is_told(folders: Folders, index: Index, text: str) -> None:
    folders.write("media/hinh.json", text)
    assert [path for path, _line, _key in folders.list_problems(index)] == ["media/hinh.json"]


def test_a_file_that_is_no_text_is_told(folders: Folders, index: Index) -> None:
    folders.write("page/a.md", "").write_bytes(b"---\n\xff\n")
    folders.write("media/b.json", "").write_bytes(b"\xff")
    assert folders.list_problems(index) == [("media/b.json", None, ""), ("page/a.md", 2, "")]


def test_the_rest_of_the_site_is_unharmed(folders: Folders, index: Index) -> None:
    folders.write("page/hong.md", "x")
    folders.add("page/lanh")
    folders.refresh(index)
    assert list(index.iter_refs()) == ["page/lanh"]
