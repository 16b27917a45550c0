"""Blocks as Markdown: one text for each body, nothing lost, nothing mistaken for something else."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.documents.block_specs import BlockSpec, FieldSpec, FieldType
from site_builder.documents.block_values import BlockValue, build_block
from site_builder.documents.blocks import BLOCKS
from site_builder.documents.body import read_body, write_body
from site_builder.errors import DocumentError


def read(text: str) -> tuple[BlockValue, ...]:
    return tuple(block.value for block in read_body(text))


TEXT = build_block("text", body="Một.")
OTHER = build_block("text", body="Hai.")

PAIRS = [
    ("", ()),
    ("Một.\n", (TEXT,)),
    ("Một.\n\n/// text\n\nHai.\n///\n", (TEXT, OTHER)),
    ("Một.\n\n/// text\n\nHai.\n///\n\nMột.\n", (TEXT, OTHER, TEXT)),
    ("## Một\n\nHai.\n", (build_block("heading", text="Một"), OTHER)),
    ("### Một\n", (build_block("heading", text="Một", level="3"),)),
    ("## a \\\\# #\\*\n", (build_block("heading", text="a \\# #*"),)),
    ("## a \\##\n", (build_block("heading", text="a ##"),)),
    ("/// text\n\n## Không phải đề mục\n///\n", (build_block("text", body="## Không phải đề mục"),)),
    ("\\/// warning\n", (build_block("text", body="/// warning"),)),
    ("\\\\///\n", (build_block("text", body="\\///"),)),
    ("a\n   \\//////\n    ///\n", (build_block("text", body="a\n   //////\n    ///"),)),
    ("- một\n  - hai\n\n1. ba\n", (build_block("text", body="- một\n  - hai\n\n1. ba"),)),
    ("một\\\nhai\n", (build_block("text", body="một\\\nhai"),)),
    ("/// warning | A | B\n\nC\n///\n", (build_block("warning", title="A | B", body="C"),)),
    ("/// warning\n\nC\n///\n", (build_block("warning", body="C"),)),
    (
        "/// cite\n    law: law/x\n    article: '20'\n    point: đ\n///\n",
        (build_block("cite", law="law/x", article="20", point="đ"),),
    ),
    (
        "/// related | Xem\n    pages:\n    - topic/a\n    - law/b\n///\n",
        (build_block("related", title="Xem", pages=("topic/a", "law/b")),),
    ),
    (
        "/// table | A\n    has_header_row: false\n\n| a \\| b | c |\n| --- | --- |\n|  | d |\n///\n",
        (build_block("table", caption="A", has_header_row=False, rows=(("a | b", "c"), ("", "d"))),),
    ),
    (
        "//// steps | A\n\n/// step | B\n\nC\n///\n\n/// step | D\n///\n////\n",
        (
            build_block(
                "steps",
                title="A",
                items=(build_block("step", title="B", body="C"), build_block("step", title="D")),
            ),
        ),
    ),
    (
        "/// piece | A\n\n  Xin chào.\n\n\\/// B\n///\n",
        (build_block("piece", title="A", script="  Xin chào.\n\n/// B"),),
    ),
    ("/// chime | Nhạc hiệu\n///\n", (build_block("chime", title="Nhạc hiệu"),)),
    (
        "/// greeting | Lời chào\n    opening: Kính chào bà con.\n    day: '2026-11-27'\n\nĐây là bản tin.\n///\n",
        (
            build_block(
                "greeting",
                title="Lời chào",
                opening="Kính chào bà con.",
                day="2026-11-27",
                script="Đây là bản tin.",
            ),
        ),
    ),
    (
        "/// piece | Tin\n    audio: a\n    station: Đài tỉnh\n    pages:\n    - explainer/a\n///\n",
        (build_block("piece", title="Tin", audio="a", station="Đài tỉnh", pages=("explainer/a",)),),
    ),
]


@pytest.mark.parametrize(("text", "blocks"), PAIRS)
def test_blocks_have_one_text(text: str, blocks: tuple[BlockValue, ...]) -> None:
    assert write_body(blocks) == text
    assert read(text) == blocks


@pytest.mark.parametrize(
    ("loose", "tidy"),
    [
        ("\n\n  \nMột.\n\n\n", "Một.\n"),
        ("   ///   warning  |   A  \nB\n///  \n", "/// warning | A\n\nB\n///\n"),
        ("//// warning\n\nB\n\n////\n", "/// warning\n\nB\n///\n"),
        ("///// steps\n//// step | A\n////\n/////\n", "//// steps\n\n/// step | A\n///\n////\n"),
        ("## Một ##\nHai.\n", "## Một\n\nHai.\n"),
        ("/// image\n    alt:\n    image: x\n///\n", "/// image\n    image: x\n///\n"),
        ("/// warning\n    title: A\n\nB\n///\n", "/// warning | A\n\nB\n///\n"),
        ("/// text\n\nMột.\n///\n", "Một.\n"),
    ],
)
def test_a_text_by_hand_is_read_and_tidied(loose: str, tidy: str) -> None:
    assert write_body(read(loose)) == tidy
    assert write_body(read(tidy)) == tidy


def test_a_block_tells_where_it_begins() -> None:
    blocks = read_body("\nMột.\n\n## Hai\n\n/// warning\n\nBa\n///\n", first_line=20)
    assert [(block.value.name, block.line) for block in blocks] == [("text", 21), ("heading", 23), ("warning", 25)]


CHARS = st.one_of(
    st.characters(exclude_categories=["C"]), st.sampled_from("/#|\\`*_-:'\" \n\t[]{}>&"), st.sampled_from("/// ")
)
ANY_LINE = st.lists(CHARS, min_size=1, max_size=12).map(lambda pieces: unicodedata.normalize("NFC", "".join(pieces)))
"""Also with spaces around and line ends within, which no editor can type but a program can pass."""
PIECES = st.one_of(
    ANY_LINE, st.sampled_from(["///", "/// text", "//// steps | A", "\\///", "## A", "# B", "---", "    x"])
)
CONTENT = st.lists(PIECES, min_size=1, max_size=4).map("\n".join).map(lambda text: trim(text)).filter(bool)
NAMES = st.sampled_from(["x", "minh-hoa-2"])
REFS = st.sampled_from(["law/x", "law/luat-cu-tru-2020"])


def trim(text: str) -> str:
    lines = text.split("\n")
    while lines and not lines[0].strip(" \t"):
        del lines[0]
    while lines and not lines[-1].strip(" \t"):
        del lines[-1]
    return "\n".join(lines)


def build_field(field: FieldSpec) -> st.SearchStrategy[Any]:
    strategies: dict[FieldType, st.SearchStrategy[Any]] = {
        FieldType.LINE: ANY_LINE,
        FieldType.TEXT: CONTENT,
        FieldType.RICH: CONTENT,
        FieldType.BOOL: st.booleans(),
        FieldType.CHOICE: st.sampled_from([value for value, _label in field.choices] or [""]),
        FieldType.DATE: st.dates().map(str),
        FieldType.LAW: REFS,
        FieldType.DOCUMENT: REFS,
        FieldType.STEP: ANY_LINE,
        FieldType.DOCUMENTS: st.lists(REFS, min_size=1, max_size=2).map(tuple),
        FieldType.ROWS: st.lists(
            st.lists(ANY_LINE.map(lambda text: " ".join(text.split())), min_size=1, max_size=2).map(tuple),
            min_size=1,
            max_size=3,
        ).map(tuple),
    }
    if field.type is FieldType.ITEMS and field.item is not None:
        return st.lists(build_values(field.item), min_size=1, max_size=2).map(tuple)
    strategy = strategies.get(field.type, NAMES)
    return strategy if field.is_required else st.one_of(st.just(field.empty), strategy)


def build_values(spec: BlockSpec) -> st.SearchStrategy[BlockValue]:
    fields = st.fixed_dictionaries({field.name: build_field(field) for field in spec.fields})
    return fields.map(lambda values: BlockValue(name=spec.name, fields=values))


@given(st.lists(st.one_of([build_values(spec) for spec in BLOCKS]), max_size=4).map(tuple))
def test_every_body_comes_back_as_it_was(blocks: tuple[BlockValue, ...]) -> None:
    text = write_body(blocks)
    assert read(text) == blocks
    assert write_body(read(text)) == text


FENCES = [f"/// {spec.name}" for spec in BLOCKS] + [f"/// {spec.name} | A" for spec in BLOCKS]
FENCES += [
    "//// steps",
    "/// step | A",
    "//// facts | B",
    "/// fact | A",
    "//// questions",
    "/// question | A",
    "////",
    "///",
]
OPTIONS = [
    "level: '3'",
    "level: '4'",
    "level:",
    "text: A",
    "law: law/a",
    "image: a",
    "audio: a",
    "day: '2026-11-27'",
    "day: '2026-02-30'",
    "day: 2026-11-27",
    "pages: [law/a]",
    "rows: []",
]
LINES = st.sampled_from(
    [*FENCES, *(f"    {option}" for option in OPTIONS), "## A", "### ", "a", "", "| a |", "| --- |"]
)


def check_again(block: BlockValue) -> None:
    assert BlockValue(name=block.name, fields=block.fields) == block
    for value in block.fields.values():
        for item in value if isinstance(value, tuple) else ():
            if isinstance(item, BlockValue):
                check_again(item)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_what_is_read_is_what_a_block_asks_of_itself(text: str) -> None:
    """Reading makes blocks without their own checks, because it has made the same ones."""
    try:
        blocks = read(text)
    except DocumentError:
        return
    for block in blocks:
        check_again(block)
