"""Plain text written as CommonMark means exactly itself, to cmark as to us."""

from __future__ import annotations

import html
import re

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.documents.plain_text import escape_heading, escape_plain, unescape_plain
from site_builder.documents.tables import TableError, read_rows, write_rows

CHARS = st.one_of(
    st.characters(exclude_categories=["C", "Z"]), st.sampled_from("*_`[]()<>&#;\\|!~ ax1-"), st.just("&amp;")
)
LINES = st.lists(CHARS, min_size=1, max_size=14).map("".join).map(lambda text: text.strip()).filter(bool)


@pytest.mark.parametrize(
    ("plain", "markdown"),
    [
        ("1. Mục đích, yêu cầu", "1. Mục đích, yêu cầu"),
        ("mau_don_dang_ky.docx", "mau_don_dang_ky.docx"),
        ("_x_", "\\_x\\_"),
        ("5 * 7", "5 \\* 7"),
        ("tuổi < 18 & > 6", "tuổi < 18 & > 6"),
        ("<b> &amp; [x]", "\\<b> \\&amp; \\[x]"),
        ("C:\\thư mục\\*", "C:\\thư mục\\\\\\*"),
    ],
)
def test_only_what_would_be_misread_is_escaped(plain: str, markdown: str) -> None:
    assert escape_plain(plain) == markdown
    assert unescape_plain(markdown) == plain


@given(LINES)
def test_a_heading_means_its_text(text: str) -> None:
    rendered = cmarkgfm.markdown_to_html(f"## {escape_heading(text)}")
    match = re.fullmatch(r"<h2>(.*)</h2>\n", rendered, re.DOTALL)
    assert match is not None
    assert html.unescape(match[1]) == text
    assert unescape_plain(escape_heading(text)) == text


@given(st.lists(st.lists(LINES, min_size=2, max_size=2), min_size=1, max_size=3))
def test_cells_mean_their_text(rows: list[list[str]]) -> None:
    rendered = cmarkgfm.markdown_to_html_with_extensions("\n".join(write_rows(tuple(map(tuple, rows)))), 0, ["table"])
    cells = re.findall(r"<t[hd]>(.*?)</t[hd]>", rendered, re.DOTALL)
    assert [html.unescape(cell) for cell in cells] == [cell for row in rows for cell in row]


@given(st.lists(st.lists(st.one_of(LINES, st.just("")), min_size=1, max_size=4), max_size=4))
def test_rows_come_back_as_they_were(rows: list[list[str]]) -> None:
    value = tuple(map(tuple, rows))
    assert read_rows(write_rows(value)) == value


def test_a_table_by_hand_needs_no_neat_columns() -> None:
    lines = ["|a|b", "|:--|---:|", "|  1 \\| 2 |", "| | x |"]
    assert read_rows(lines) == (("a", "b"), ("1 | 2",), ("", "x"))


@pytest.mark.parametrize(("lines", "index"), [(["| a |"], -1), (["| a |", "| b |"], -1), (["| a |", "|-|", "b"], 2)])
def test_what_is_no_table_is_told_by_its_line(lines: list[str], index: int) -> None:
    with pytest.raises(TableError) as caught:
        read_rows(lines)
    assert caught.value.index == index
