"""The body that the index keeps is the body that was parsed."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.documents.block_specs import BlockSpec, FieldSpec, FieldType
from site_builder.documents.block_values import BlockValue, build_block
from site_builder.documents.blocks import BLOCKS
from site_builder.documents.body import read_body, write_body
from site_builder.documents.store import load_document
from site_builder.index.bodies import pack_body, unpack_body
from tests.unit.site_builder.documents.samples import CONTENT_FILES


def fill(field: FieldSpec) -> object:
    """A value that is not the empty one."""
    match field.type:
        case FieldType.BOOL:
            return not field.empty
        case FieldType.CHOICE:
            return field.choices[-1][0]
        case FieldType.DOCUMENTS:
            return ("law/a", "page/b")
        case FieldType.ROWS:
            return (("a", 'Ễ "\\'), ("", "d"))
        case FieldType.ITEMS:
            assert field.item is not None
            return tuple(build_block(field.item.name, **{f.name: fill(f) for f in field.item.fields}) for _ in range(2))
        case FieldType.DATE:
            return "2026-11-27"
        case FieldType.LAW:
            return "law/a"
        case _:
            return f"{field.name}-1"


def assert_is_kept(body: tuple[BlockValue, ...]) -> None:
    kept = unpack_body(pack_body(body))
    assert kept == body
    assert [list(block.fields) for block in kept] == [list(block.fields) for block in body]
    assert write_body(kept) == write_body(body)


@pytest.mark.parametrize("spec", BLOCKS, ids=lambda spec: spec.name)
def test_every_block_is_kept_full_and_nearly_empty(spec: BlockSpec) -> None:
    full = build_block(spec.name, **{field.name: fill(field) for field in spec.fields})
    bare = build_block(spec.name, **{field.name: fill(field) for field in spec.fields if field.is_required})
    assert_is_kept((full, bare))


@pytest.mark.parametrize("path", CONTENT_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_real_bodies_are_kept(path: Path) -> None:
    assert_is_kept(load_document(path).body)


def test_a_field_that_a_block_gets_later_is_empty_in_what_was_packed_before() -> None:
    (block,) = unpack_body('[["warning",{"body":"Chú ý"}]]')
    assert block == read_body("/// warning\n\nChú ý\n///\n")[0].value


def test_no_body_is_kept_as_none() -> None:
    assert unpack_body(pack_body(())) == ()
