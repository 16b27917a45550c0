"""The index answers as one who looks at every document, and reads no more than it answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media_pipeline.manifest import MediaKind
from site_builder.documents.block_values import build_block
from site_builder.documents.kinds import Kind
from site_builder.documents.model import Citation, ContentDocument
from site_builder.documents.store import serialise_document
from site_builder.index import Index, queries
from site_builder.index.orders import build_query
from site_builder.rendering.library import CitedPlace, Library, Selection, Tag
from tests.unit.site_builder.index.folders import Folders
from tests.unit.site_builder.index.libraries import (
    LAWS,
    MEDIA,
    REFS,
    SELECTIONS,
    SITES,
    START,
    select,
    sort_newest_first,
)
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary


@settings(deadline=None, max_examples=60)
@given(SITES, st.lists(SELECTIONS, min_size=1, max_size=4), st.integers(0, 3), st.integers(0, 3))
def test_lists_are_what_a_look_at_every_document_gives(
    tmp_path_factory: pytest.TempPathFactory,
    site: list[ContentDocument],
    selections: list[Selection],
    limit: int,
    offset: int,
) -> None:
    folders = Folders(tmp_path_factory.mktemp("site"), [])
    for document in site:
        folders.write(document.meta.content_path, serialise_document(document))
    index = Index.open(folders.index_path)
    folders.refresh(index)
    metas = [document.meta for document in site]
    for selection in selections:
        expected = select(metas, selection)
        assert index.list_documents(selection) == expected
        assert index.list_documents(selection, limit=limit, offset=offset) == expected[offset : offset + limit]
        assert index.count_documents(selection) == len(expected)
    for law in LAWS:
        citing = [meta for meta in metas if law in {cite.law for cite in meta.cites}]
        assert [entry.meta for entry in index.list_citing(law, 100)] == sort_newest_first(citing)
        assert index.list_documents(Selection(law=law)) == sort_newest_first(citing)
        assert index.list_places(law, 2) == (others := InMemoryLibrary(site)).list_places(law, 2)
        assert index.count_places(law) == others.count_places(law)
    for name in MEDIA:
        assert index.list_mentions([name]) == sort_newest_first(meta for meta in metas if meta.image == name)
    for ref in REFS:
        leading = [each.meta for each in site if each.meta.kind is Kind.PATHWAY and names(each, ref)]
        assert index.list_pathways(ref) == sort_newest_first(leading)
    index.close()


def names(document: ContentDocument, ref: str) -> bool:
    return any(choice["page"] == ref for choice in document.body[0]["choices"])


SELECTED = [
    Selection(),
    Selection(kinds=(Kind.LAW,)),
    Selection(kinds=(Kind.EXPLAINER, Kind.STORY)),
    Selection(topic="cu-tru"),
    Selection(topic="cu-tru", kinds=(Kind.EXPLAINER,)),
    Selection(topic="cu-tru", excluded_refs=("explainer/a",)),
    Selection(show="nghe-luat"),
    Selection(law="law/a"),
    Selection(tag="vneid"),
    Selection(tag="vneid", kinds=(Kind.EXPLAINER, Kind.STORY)),
]


@pytest.mark.parametrize("selection", SELECTED)
def test_a_list_is_read_off_an_index_in_its_order(folders: Folders, index: Index, selection: Selection) -> None:
    query, parameters = build_query(selection)
    library = index.with_draft(folders.add("page/mot"))
    plans = [
        [step for *_numbers, step in each._connection.execute(f"EXPLAIN QUERY PLAN {query}", parameters)]
        for each in (index, library)
    ]
    library.close()
    assert not any("B-TREE" in step or step == "SCAN documents" for step in plans[0])
    # the draft's one row may be sorted; the tables below it are merged in their order
    assert plans[1][0] == "MERGE (UNION ALL)"
    assert "SCAN main.documents" not in plans[1]


def test_the_index_is_a_library(index: Index) -> None:
    library: Library = index
    assert library.list_topics() == []


def test_a_document_is_loaded_with_its_body(folders: Folders, index: Index) -> None:
    document = folders.add("page/mot", build_block("text", body="Chữ **đậm**."))
    folders.refresh(index)
    assert index.load_document("page/mot") == document
    with pytest.raises(LookupError):
        index.load_document("page/hai")


def test_topics_stand_in_their_order_then_by_title(folders: Folders, index: Index) -> None:
    folders.add("topic/a", order=2, title="A")
    folders.add("topic/d", order=1, title="Đất đai")
    folders.add("topic/c", order=1, title="Dân sự")
    folders.refresh(index)
    assert [topic.title for topic in index.list_topics()] == ["Dân sự", "Đất đai", "A"]


def test_a_tag_is_named_as_its_oldest_document_writes_it(folders: Folders, index: Index) -> None:
    folders.add("page/moi", tags=("thuê nhà", "đất"), published=START + timedelta(days=9))
    folders.add("page/cu", tags=("Thuê Nhà", "thuê nhà", "VNeID", "🙂"), published=START)
    folders.refresh(index)
    assert index.list_tags() == [
        Tag("đất", "dat", 1),
        Tag("Thuê Nhà", "thue-nha", 2),
        Tag("VNeID", "vneid", 1),
    ]


def test_a_law_is_cited_with_all_places_in_legal_basis_and_text(folders: Folders, index: Index) -> None:
    old = folders.add("page/cu", cites=[{"law": "law/a", "article": "2"}])
    new = folders.add(
        "page/moi",
        build_block("cite", law="law/a", article="27", clause="1"),
        build_block("cite", law="law/b"),
        cites=[{"law": "law/a"}],
        published=START + timedelta(days=1),
    )
    folders.refresh(index)
    found = [(entry.meta, entry.citations) for entry in index.list_citing("law/a", 100)]
    assert found == [
        (new.meta, (Citation(law="law/a"), Citation(law="law/a", article="27", clause="1"))),
        (old.meta, (Citation(law="law/a", article="2"),)),
    ]


def test_a_place_is_told_with_the_newest_that_cite_it_however_many_do(folders: Folders, index: Index) -> None:
    place = {"law": "law/a", "article": "27", "clause": "1"}
    for number in range(9):
        folders.add(f"page/so-{number}", title=f"Số {number}", cites=[place], published=START + timedelta(days=number))
    folders.add("page/ca-luat", cites=[{"law": "law/a"}, {"law": "law/b", "article": "1"}])
    folders.add("page/khac", build_block("cite", law="law/a", article="3"))
    folders.refresh(index)
    assert index.list_places("law/a", 2) == [
        CitedPlace("dieu-3", Citation(law="law/a", article="3"), (("/khac/", "Khac"),)),
        CitedPlace("dieu-27-khoan-1", Citation(**place), (("/so-8/", "Số 8"), ("/so-7/", "Số 7")), has_more=True),
    ]
    rows = index._connection.execute(f"EXPLAIN QUERY PLAN {queries._ANCHORS}", {"law": "law/a"})
    assert not [step for *_numbers, step in rows if step == "SCAN passages"]


def test_replaced_laws_are_known(folders: Folders, index: Index) -> None:
    old = folders.add("law/cu", replaced_by="law/moi")
    folders.add("law/moi")
    folders.refresh(index)
    assert index.list_replaced("law/moi") == [old.meta]
    assert index.list_replaced("law/cu") == []


def test_mentions_are_of_assets_in_keys_blocks_and_links(folders: Folders, index: Index) -> None:
    key = folders.add("page/khoa", image="hinh", published=START)
    block = folders.add("page/khoi", build_block("image", image="hinh"), published=START + timedelta(days=1))
    link = folders.add("page/tai", build_block("text", body="[a]({media}/mau)"), published=START + timedelta(days=2))
    folders.add_asset("hinh", MediaKind.IMAGE)
    folders.refresh(index)
    assert index.list_mentions(["hinh"]) == [block.meta, key.meta]
    assert index.list_mentions(["mau", "hinh"]) == [link.meta, block.meta, key.meta]
    assert index.list_mentions([]) == []


def test_nobody_can_put_sql_into_a_question(folders: Folders, index: Index) -> None:
    folders.add("page/mot")
    folders.refresh(index)
    trick = "x' OR '1'='1"
    assert index.list_documents(Selection(topic=trick, tag=trick)) == []
    assert index.find(trick) is None
    assert index.find_address(trick) is None
    assert index.list_mentions([trick]) == []
