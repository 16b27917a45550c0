"""The editor's blocks follow the builder's table."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from wagtail import blocks

from cms.publishing.blocks import RICH_FEATURES, RowsBlock, build_body_block, parse_rows, write_rows
from site_builder.documents.block_specs import FieldType
from site_builder.documents.blocks import list_specs
from site_builder.documents.kinds import Kind


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_offers_exactly_the_blocks_of_the_table(kind: Kind) -> None:
    body = build_body_block(kind.value)
    assert list(body.child_blocks) == [spec.name for spec in list_specs(kind)]


@pytest.mark.parametrize("spec", list_specs(Kind.EXPLAINER), ids=lambda spec: spec.name)
def test_every_field_has_a_place_to_be_edited(spec) -> None:
    block = build_body_block("explainer").child_blocks[spec.name]
    if len(spec.fields) == 1:
        assert not isinstance(block, blocks.StructBlock)
    else:
        assert list(block.child_blocks) == [field.name for field in spec.fields]


def test_required_blocks_are_required() -> None:
    counts = build_body_block("story").meta.block_counts
    assert counts["situation"] == {"min_num": 1, "max_num": 1}
    assert build_body_block("bulletin").meta.block_counts == {"piece": {"min_num": 1, "max_num": None}}


def test_rich_text_holds_what_commonmark_can_say() -> None:
    block = build_body_block("explainer").child_blocks["text"]
    assert isinstance(block, blocks.RichTextBlock)
    assert block.features == RICH_FEATURES


def test_labels_follow_the_editors_language() -> None:
    label = build_body_block("explainer").child_blocks["steps"].label
    with override("en"):
        assert str(label) == "Steps"


def test_every_field_type_has_a_block() -> None:
    from cms.publishing.blocks import _BUILDERS

    assert set(_BUILDERS) == set(FieldType)


def test_rows_are_pasted_from_a_spreadsheet_or_typed_with_bars() -> None:
    assert parse_rows("Việc\tLệ phí\nĐăng ký tạm trú\t7.000 đồng\n") == [
        ["Việc", "Lệ phí"],
        ["Đăng ký tạm trú", "7.000 đồng"],
    ]
    assert parse_rows("a | b | c\n1 | 2") == [["a", "b", "c"], ["1", "2", ""]]
    assert parse_rows(r"a \| b | c\\d") == [["a | b", "c\\d"]]


CELL = st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" |\\"), max_size=8).map(str.strip)
ROWS = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=4))


@given(ROWS)
def test_rows_come_back_from_the_editor_as_they_went(rows: list[list[str]]) -> None:
    assert parse_rows(write_rows(rows)) == rows


def test_a_rows_block_survives_its_form() -> None:
    block = RowsBlock()
    rows = [["a", "b|c"], ["", "d"]]
    assert block.value_from_form(block.value_for_form(rows)) == rows
    assert block.get_searchable_content(rows) == ["a", "b|c", "d"]
