"""Bodies pass from the CMS to `content/` and back without changing."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.publishing.errors import BrokenReferenceError
from cms.publishing.mapping.body import BodyReader, BodyWriter, normalise_line, normalise_text
from site_builder.documents.block_specs import BlockSpec, FieldSpec, FieldType
from site_builder.documents.block_values import build_block
from site_builder.documents.blocks import list_specs
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument, ExplainerFrontMatter
from site_builder.documents.store import parse_document, serialise_document
from tests.unit.cms.publishing.stand_ins import REFERENCES

LETTERS = st.characters(exclude_categories=["C"], exclude_characters="\u2028\u2029")
WORDS = st.text(st.one_of(LETTERS, st.sampled_from("*_[]<>#|\\/`&:-+.!'\"{}~= 1")), min_size=1, max_size=16).filter(
    lambda text: normalise_line(text) != ""
)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


RICH = st.lists(
    st.one_of(
        WORDS.map(lambda text: f"<p>{escape(text)}</p>"),
        WORDS.map(lambda text: f"<p>a <b>{escape(text)}</b> b</p>"),
        WORDS.map(lambda text: f"<ul><li>{escape(text)}</li></ul>"),
        WORDS.map(lambda text: f'<p><a linktype="page" id="7">{escape(text)}</a></p>'),
        st.sampled_from(["<p>/// warning</p>", "<p>\\///</p>", "<p>## x</p>", "<p>a<br/>b</p>", "<hr/>"]),
    ),
    min_size=1,
    max_size=3,
).map("".join)


def build_values(spec: BlockSpec) -> st.SearchStrategy[Any]:
    fields = {field.name: build_field(field) for field in spec.fields}
    return fields[spec.fields[0].name] if len(fields) == 1 else st.fixed_dictionaries(fields)


def build_field(field: FieldSpec) -> st.SearchStrategy[Any]:
    strategies: dict[FieldType, st.SearchStrategy[Any]] = {
        FieldType.LINE: WORDS,
        FieldType.TEXT: LINES,
        FieldType.RICH: RICH,
        FieldType.BOOL: st.booleans(),
        FieldType.CHOICE: st.sampled_from([value for value, _label in field.choices] or [""]),
        FieldType.DATE: st.dates().map(str),
        FieldType.LAW: st.just(5),
        FieldType.STEP: WORDS,
        FieldType.DOCUMENT: st.just(7),
        FieldType.DOCUMENTS: st.lists(st.sampled_from([7, 8]), min_size=1, max_size=2),
        FieldType.ROWS: st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=3),
    }
    if field.type is FieldType.ITEMS:
        return st.lists(build_values(field.item), min_size=1, max_size=2)
    strategy = strategies.get(field.type, st.just(3))
    if field.is_required or field.type is FieldType.CHOICE:
        return strategy
    empty = {FieldType.BOOL: False, FieldType.LINE: "", FieldType.TEXT: "", FieldType.RICH: "", FieldType.STEP: ""}.get(
        field.type
    )
    return st.one_of(strategy, st.just(empty))


SPECS = [*list_specs(Kind.STORY), *list_specs(Kind.BULLETIN), *list_specs(Kind.PATHWAY)]
BODIES = st.lists(st.one_of([st.tuples(st.just(spec.name), build_values(spec)) for spec in SPECS]), max_size=4).map(
    lambda blocks: [{"type": name, "value": value} for name, value in blocks]
)

META = ExplainerFrontMatter(
    id=UUID("0f9d7c9e-2f0a-4c59-9c0e-3a4a2f6d1a02"),
    title="Đăng ký tạm trú",
    slug="tam-tru",
    published=datetime.fromisoformat("2026-11-10T08:00:00+07:00"),
    updated=datetime.fromisoformat("2026-11-10T08:00:00+07:00"),
)


def write(raw_blocks: list[dict[str, Any]]) -> ContentDocument:
    return ContentDocument(meta=META, body=BodyWriter(REFERENCES, []).write(raw_blocks))


@given(BODIES)
def test_cms_to_content_to_cms_to_content_gives_the_same_bytes(raw_blocks: list[dict[str, Any]]) -> None:
    document = write(raw_blocks)
    text = serialise_document(document)
    parsed = parse_document(text, path=None)
    assert parsed == document
    assert serialise_document(write(BodyReader(REFERENCES).read(parsed.body))) == text


def test_a_block_whose_picture_was_deleted_is_left_out_with_a_note() -> None:
    notes: list[str] = []
    body = BodyWriter(REFERENCES, notes).write([{"type": "image", "value": {"image": 99, "alt": "", "caption": ""}}])
    assert body == ()
    assert len(notes) == 1


def test_a_related_page_that_was_deleted_leaves_the_others() -> None:
    raw = [{"type": "related", "value": {"title": "", "pages": [{"type": "item", "value": 99, "id": "x"}, 7]}}]
    (block,) = BodyWriter(REFERENCES, []).write(raw)
    assert block["pages"] == ("explainer/tam-tru",)


def test_a_broken_reference_names_its_block() -> None:
    with pytest.raises(BrokenReferenceError) as caught:
        BodyReader(REFERENCES).read([build_block("cite", law="law/khong-co")])
    assert caught.value.key == "cite.law"


@pytest.mark.parametrize(("text", "line"), [("a\nb", "a b"), ("  a  ", "a"), ("To\u0302i", "Tôi"), ("a\r\nb", "a b")])
def test_a_line_is_one_line(text: str, line: str) -> None:
    assert normalise_line(text) == line


def test_a_text_keeps_its_lines_and_nothing_else() -> None:
    assert normalise_text("\r\n a  \r\nb\t\n\n") == " a\nb"
