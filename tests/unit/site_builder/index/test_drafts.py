"""A draft laid over the index: the answers are those of a site in which it is saved, and nothing is saved."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media_pipeline.manifest import MediaKind
from site_builder.documents.block_values import build_block
from site_builder.documents.model import ContentDocument
from site_builder.documents.store import serialise_document
from site_builder.index import Index
from site_builder.rendering.library import Selection
from tests.unit.site_builder.documents.samples import make_document
from tests.unit.site_builder.index.folders import Folders, make_manifest
from tests.unit.site_builder.index.libraries import REFS, SELECTIONS, SITES, describe, documents


@settings(deadline=None, max_examples=60)
@given(SITES, documents(), st.sampled_from(["", *REFS]), st.lists(SELECTIONS, min_size=1, max_size=4))
def test_a_draft_answers_as_if_it_were_saved(
    tmp_path_factory: pytest.TempPathFactory,
    site: list[ContentDocument],
    draft: ContentDocument,
    older_ref: str,
    selections: list[Selection],
) -> None:
    """The draft may be new, or a new version of a document that may stand elsewhere."""
    older = next((document for document in site if document.meta.ref == older_ref), None)
    if older is not None:
        draft = draft.model_copy(update={"meta": draft.meta.model_copy(update={"id": older.meta.id})})
    folders = Folders(tmp_path_factory.mktemp("site"), [])
    for document in site:
        folders.write(document.meta.content_path, serialise_document(document))
    index = Index.open(folders.index_path)
    folders.refresh(index)
    before = describe(index, selections)
    with index.with_draft(draft) as library:
        answers = describe(library, selections)
        assert library.load_document(draft.meta.ref) == draft
    assert describe(index, selections) == before
    if older is not None:
        (folders.content / older.meta.content_path).unlink()
    folders.write(draft.meta.content_path, serialise_document(draft))
    folders.refresh(index)
    assert answers == describe(index, selections)
    index.close()


def test_a_new_version_under_another_slug_replaces_the_old_one(folders: Folders, index: Index) -> None:
    old = folders.add("page/cu")
    folders.refresh(index)
    with index.with_draft(make_document("page/moi", id=old.meta.id)) as library:
        assert list(library.iter_refs()) == ["page/moi"]
        assert library.find("page/cu") is None
    assert list(index.iter_refs()) == ["page/cu"]


def test_a_draft_is_indexed_as_a_document_is(folders: Folders, index: Index) -> None:
    folders.refresh(index)
    draft = make_document("page/moi", build_block("cite", law="law/a"), tags=("Đất",), image="hinh")
    with index.with_draft(draft) as library:
        assert [tag.slug for tag in library.list_tags()] == ["dat"]
        assert [entry.meta for entry in library.list_citing("law/a", 100)] == [draft.meta]
        assert library.list_mentions(["hinh"]) == [draft.meta]


def test_assets_of_a_draft_stand_before_those_of_the_site(folders: Folders, index: Index) -> None:
    folders.add_asset("hinh", MediaKind.IMAGE)
    folders.refresh(index)
    changed = make_manifest("hinh", MediaKind.IMAGE, alt="Lời mới")
    new = make_manifest("moi", MediaKind.AUDIO)
    record = folders.add_record(new)  # made after the refresh
    unmade = make_manifest("chua-co", MediaKind.AUDIO)
    with index.with_draft(make_document("page/moi"), [changed, new, unmade]) as library:
        found = [library.find_media(name) for name in ("hinh", "moi", "chua-co", "khong-co")]
    assert [media and media.manifest for media in found] == [changed, new, None, None]
    assert found[1] is not None
    assert found[1].record == record


def test_a_draft_keeps_its_state_while_the_site_is_rebuilt(folders: Folders, index: Index) -> None:
    folders.refresh(index)
    with index.with_draft(make_document("page/moi")) as library:
        folders.add("page/khac")
        assert folders.refresh(index).added == ("page/khac",)
        assert list(library.iter_refs()) == ["page/moi"]


def test_a_draft_needs_no_refresh_before(index: Index) -> None:
    with index.with_draft(make_document("page/moi"), [make_manifest("hinh", MediaKind.IMAGE)]) as library:
        assert library.count_documents(Selection()) == 1
        assert library.find_media("hinh") is None
