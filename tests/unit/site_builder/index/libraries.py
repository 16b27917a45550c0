"""Small sites at random, and the answers that one gets by looking at every document."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from hypothesis import strategies as st

from site_builder.documents.block_values import BlockValue, build_block
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument, FrontMatter
from site_builder.rendering.library import Library, Selection
from tests.unit.site_builder.documents.samples import make_document

KINDS = (Kind.EXPLAINER, Kind.STORY, Kind.AUDIO, Kind.PAGE, Kind.PATHWAY)
TOPICS = ("cu-tru", "dat-dai")
TAGS = ("Thuê nhà", "thuê  nhà", "đất", "Dat", "🙂")
TAG_SLUGS = {"Thuê nhà": "thue-nha", "thuê  nhà": "thue-nha", "đất": "dat", "Dat": "dat"}
SHOWS = ("nghe-luat",)
LAWS = ("law/a", "law/b")
MEDIA = ("hinh", "anh")
START = datetime.fromisoformat("2026-11-10T08:00:00+07:00")
STORY_BODY = tuple(build_block(name, body="Chữ.") for name in ("situation", "law_says", "to_do"))


def build_ref(kind: Kind, number: int) -> str:
    return f"{kind.value}/bai-{number}"


REFS = tuple(build_ref(kind, number) for kind in KINDS for number in range(3))

CITATIONS = st.fixed_dictionaries(
    {"law": st.sampled_from(LAWS)}, optional={"article": st.sampled_from(("2", "10", "10a")), "clause": st.just("1")}
)


def build_question(refs: Iterable[str]) -> BlockValue:
    """A question with a choice for each document."""
    choices = tuple(build_block("choice", label=ref, page=ref) for ref in refs)
    return build_block("ask", question="Việc gì?", name="việc gì", choices=choices)


@st.composite
def documents(draw: st.DrawFn, ref: st.SearchStrategy[str] | None = None) -> ContentDocument:
    name = draw(ref if ref is not None else st.sampled_from(REFS))
    kind = Kind(name.partition("/")[0])
    values: dict[str, object] = {
        "published": START + timedelta(days=draw(st.integers(0, 2))),
        "topic": draw(st.one_of(st.none(), st.sampled_from(TOPICS))),
        "tags": tuple(draw(st.lists(st.sampled_from(TAGS), max_size=3))),
        "cites": draw(st.lists(CITATIONS, max_size=3)),
        "image": draw(st.one_of(st.none(), st.sampled_from(MEDIA))),
    }
    if kind in (Kind.EXPLAINER, Kind.STORY, Kind.AUDIO):
        values["show"] = draw(st.one_of(st.none(), st.sampled_from(SHOWS)))
    body = STORY_BODY if kind is Kind.STORY else ()
    if kind is Kind.PATHWAY:
        body = (build_question(draw(st.lists(st.sampled_from(REFS), min_size=1, max_size=2))),)
    return make_document(name, *body, id=uuid.uuid5(uuid.NAMESPACE_URL, name), **values)


SITES = st.lists(documents(), max_size=10, unique_by=lambda document: document.meta.ref)
SELECTIONS = st.builds(
    Selection,
    kinds=st.lists(st.sampled_from(KINDS), max_size=2, unique=True).map(tuple),
    topic=st.one_of(st.none(), st.sampled_from(TOPICS)),
    tag=st.one_of(st.none(), st.sampled_from(["thue-nha", "dat", "khong-co"])),
    show=st.one_of(st.none(), st.sampled_from(SHOWS)),
    law=st.one_of(st.none(), st.sampled_from(LAWS)),
    excluded_refs=st.lists(st.sampled_from(REFS), max_size=2).map(tuple),
)


def sort_newest_first(metas: Iterable[FrontMatter]) -> list[FrontMatter]:
    return sorted(metas, key=lambda meta: (-meta.published.timestamp(), str(meta.id)))


def select(metas: Iterable[FrontMatter], selection: Selection) -> list[FrontMatter]:
    """The documents of a selection, found by looking at each."""
    return sort_newest_first(
        meta
        for meta in metas
        if (not selection.kinds or meta.kind in selection.kinds)
        and selection.topic in (None, meta.topic)
        and selection.show in (None, getattr(meta, "show", None))
        and (selection.tag is None or selection.tag in {TAG_SLUGS.get(tag) for tag in meta.tags})
        and (selection.law is None or selection.law in {cite.law for cite in meta.cites})
        and meta.ref not in selection.excluded_refs
    )


def describe(library: Library, selections: Iterable[Selection]) -> list[object]:
    """What a library answers."""
    return [
        [library.find(ref) for ref in REFS],
        [library.list_documents(selection) for selection in selections],
        [library.list_documents(selection, limit=2, offset=1) for selection in selections],
        [library.count_documents(selection) for selection in selections],
        library.list_topics(),
        library.list_tags(),
        [library.list_citing(law, 100) for law in LAWS],
        [library.list_places(law, 2) for law in LAWS],
        [library.count_places(law) for law in LAWS],
        [library.list_mentions([name]) for name in MEDIA],
        library.list_mentions(MEDIA),
        [library.list_pathways(ref) for ref in REFS],
        [library.find_media(name) for name in MEDIA],
    ]
