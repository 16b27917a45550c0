"""Rich text ↔ CommonMark, with links that name documents instead of rows."""

from __future__ import annotations

import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.publishing.errors import BrokenReferenceError, UnsupportedTextError
from cms.publishing.mapping.rich_text import drop_links, iter_link_targets, read_commonmark, write_commonmark
from tests.unit.cms.publishing.stand_ins import REFERENCES

PAIRS = [
    ("<p>Ai ở từ <b>30 ngày</b>.</p>", "Ai ở từ **30 ngày**."),
    ('<p><a linktype="page" id="7">Xem</a></p>', "[Xem]({filename}/explainer/tam-tru.md)"),
    ('<p><a href="/giai-thich/tam-tru/#buoc-1">Bước 1</a></p>', "[Bước 1]({filename}/explainer/tam-tru.md#buoc-1)"),
    ('<p><a href="/van-ban/luat-cu-tru/">Luật</a></p>', "[Luật]({filename}/law/luat-cu-tru.md)"),
    ('<p><a linktype="document" id="3">Mẫu đơn</a></p>', "[Mẫu đơn]({media}/mau-don)"),
    (
        '<p><a href="https://dichvucong.gov.vn/a?b=1&amp;c=2">Cổng</a></p>',
        "[Cổng](https://dichvucong.gov.vn/a?b=1&c=2)",
    ),
    ('<p><a href="mailto:a@haian.vn">Thư</a> <a href="tel:113">113</a></p>', "[Thư](mailto:a@haian.vn) [113](tel:113)"),
    ("<p>một<br/>hai</p>", "một\\\nhai"),
    ("<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</li></ol>", "- a\n  - b\n\n1. c"),
    ("<p>5 &lt; 6 * 7 _ [x]</p>", "5 \\< 6 \\* 7 \\_ \\[x\\]"),
    ("<p>x<sup>2</sup>, H<sub>2</sub>O</p>", "x<sup>2</sup>, H<sub>2</sub>O"),
    ("<p>a</p><hr/><p>b</p>", "a\n\n---\n\nb"),
    ("<p>mau_don_dang_ky.docx</p>", "mau_don_dang_ky.docx"),
    ("<p>Gõ &amp;copy; hoặc &lt;br&gt;</p>", "Gõ \\&copy; hoặc \\<br>"),
    ('<p>Chú ý!<a linktype="page" id="7">Xem</a></p>', "Chú ý\\![Xem]({filename}/explainer/tam-tru.md)"),
    ("<p><i>a * b</i></p>", "*a \\* b*"),
]


@pytest.mark.parametrize(("html", "markdown"), PAIRS)
def test_a_text_is_written_as_commonmark(html: str, markdown: str) -> None:
    assert write_commonmark(html, REFERENCES) == markdown


@pytest.mark.parametrize(("html", "markdown"), PAIRS)
def test_commonmark_is_read_as_the_same_text(html: str, markdown: str) -> None:
    assert read_commonmark(markdown, REFERENCES) == html


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p><b>Lưu ý:</b>Nộp</p>", "**Lưu ý**:Nộp"),
        ("<p><b>Lưu ý: </b>Nộp</p>", "**Lưu ý:** Nộp"),
        ("<p>a<b>:</b>b</p>", "a:b"),
        ("<p></p><p>a<br/></p><p> </p>", "a"),
        ("<p>a</p><p><br/>b<br/><br/>c</p>", "a\n\nb\\\nc"),
        ("<ul><li>a</li></ul><ul><li>b</li><li></li></ul>", "- a\n- b"),
    ],
)
def test_what_commonmark_cannot_say_is_said_as_nearly_as_it_can(html: str, markdown: str) -> None:
    assert write_commonmark(html, REFERENCES) == markdown


@pytest.mark.parametrize(
    "html",
    [
        '<p><a linktype="page" id="99">Trang đã xóa</a></p>',
        '<p><a linktype="document" id="99">Trang đã xóa</a></p>',
        '<p><a href="/khong-co/">Trang đã xóa</a></p>',
        '<p><a href="javascript:alert(1)">Trang đã xóa</a></p>',
        '<p><a href="//evil.example/">Trang đã xóa</a></p>',
    ],
)
def test_a_link_that_leads_nowhere_keeps_its_words_only(html: str) -> None:
    assert write_commonmark(html, REFERENCES) == "Trang đã xóa"


def test_a_destination_that_would_end_its_link_is_encoded() -> None:
    html = '<p><a href="https://a.vn/b_(c) d">x</a></p>'
    assert write_commonmark(html, REFERENCES) == "[x](https://a.vn/b_%28c%29%20d)"


@pytest.mark.parametrize(
    "markdown",
    ["[x]({filename}/explainer/khong-co.md)", "[x]({media}/khong-co)", "[x]({static}/a)", "[x](khong-co.md)"],
)
def test_a_broken_link_in_a_file_is_an_error(markdown: str) -> None:
    with pytest.raises(BrokenReferenceError):
        read_commonmark(markdown, REFERENCES)


@pytest.mark.parametrize("markdown", ["# Tiêu đề", "> trích", "`mã`", "![ảnh](a.png)", "```\nmã\n```"])
def test_what_no_text_block_can_hold_is_an_error(markdown: str) -> None:
    with pytest.raises(UnsupportedTextError):
        read_commonmark(markdown, REFERENCES)


def test_combining_accents_become_one_letter() -> None:
    assert write_commonmark("<p>To\u0302i</p>", REFERENCES) == "T\u00f4i"


def test_links_to_what_is_not_on_the_site_are_dropped_and_no_others() -> None:
    text = "[a]({filename}/explainer/tam-tru.md) [b]({filename}/law/x.md#y) [c](https://a.vn) [d]({media}/mau-don)"
    assert drop_links(text, {"law/x"}.__contains__) == (
        "[a]({filename}/explainer/tam-tru.md) b [c](https://a.vn) [d]({media}/mau-don)"
    )
    assert iter_link_targets(text) == ["explainer/tam-tru", "law/x", "{media}/mau-don"]


WORDS = st.text(st.characters(exclude_categories=["C"], exclude_characters="\u2028\u2029"), min_size=1, max_size=12)


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


INLINE = st.one_of(
    WORDS.map(escape),
    WORDS.map(lambda text: f"<b>{escape(text)}</b>"),
    WORDS.map(lambda text: f"<i>{escape(text)}</i>"),
    WORDS.map(lambda text: f'<a linktype="page" id="7">{escape(text)}</a>'),
    WORDS.map(lambda text: f'<a href="https://a.vn/?q=1&amp;b=2">{escape(text)}</a>'),
)
PARAGRAPH = st.lists(INLINE, min_size=1, max_size=4).map("".join)
HTML = st.lists(
    st.one_of(
        PARAGRAPH.map(lambda text: f"<p>{text}</p>"),
        st.lists(PARAGRAPH, min_size=1, max_size=3).map(lambda items: f"<ul><li>{'</li><li>'.join(items)}</li></ul>"),
        st.lists(PARAGRAPH, min_size=1, max_size=3).map(lambda items: f"<ol><li>{'</li><li>'.join(items)}</li></ol>"),
        st.just("<hr/>"),
    ),
    min_size=1,
    max_size=4,
).map("".join)


@given(HTML)
def test_what_was_written_once_is_written_the_same_for_ever(html: str) -> None:
    first = write_commonmark(html, REFERENCES)
    second = write_commonmark(read_commonmark(first, REFERENCES), REFERENCES)
    assert second == first


def list_words(database_html: str) -> str:
    return "".join(html.unescape(re.sub("<[^>]*>", "", database_html)).split())


@given(HTML)
def test_no_word_is_lost_on_the_way(database_html: str) -> None:
    markdown = write_commonmark(database_html, REFERENCES)
    expected = list_words(unicodedata.normalize("NFC", database_html))
    assert list_words(read_commonmark(markdown, REFERENCES)) == expected
