"""CommonMark becomes HTML that means what the editor saw, and nothing of it can harm a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.rich_text.converters.markdown_db import MarkdownConverter

from site_builder.errors import DocumentError
from site_builder.rendering.markdown import Link, _write_anew, render_markdown

FEATURES = ["bold", "italic", "ol", "ul", "hr", "link", "superscript", "subscript"]


class PlainLinks:
    """Every target is an address."""

    def resolve(self, target: str) -> Link:
        return Link(target, is_external=target.startswith("http"))


def render(markdown: str, base_level: int = 2) -> str:
    return str(render_markdown(markdown, PlainLinks(), base_level=base_level))


def strip_line_ends(html: str) -> str:
    return re.sub(r"(?<=>)\n|\n(?=<)", "", html)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Ai **phải** *làm*?", "<p>Ai <strong>phải</strong> <em>làm</em>?</p>"),
        ("một\\\nhai", "<p>một<br>hai</p>"),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("- a\n\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("3. ba\n4. bốn", '<ol start="3"><li>ba</li><li>bốn</li></ol>'),
        ("x<sup>2</sup> H<sub>2</sub>O", "<p>x<sup>2</sup> H<sub>2</sub>O</p>"),
        ("a\n\n---\n\nb", "<p>a</p><hr><p>b</p>"),
        ("5 \\< 6, \\*không\\* \\_nghiêng\\_", "<p>5 &lt; 6, *không* _nghiêng_</p>"),
        ("Gõ \\&copy; hoặc \\<br>", "<p>Gõ &amp;copy; hoặc &lt;br&gt;</p>"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
        ("[x](https://a.vn/?q=1&b=2)", '<p><a href="https://a.vn/?q=1&amp;b=2" rel="noopener">x</a></p>'),
        ("[x]({filename}/law/a.md#b)", '<p><a href="{filename}/law/a.md#b">x</a></p>'),
        ('[x](/a "tên")', '<p><a href="/a">x</a></p>'),
        ("> lời", "<blockquote><p>lời</p></blockquote>"),
        ("```python\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
    ],
)
def test_a_text_means_what_commonmark_says(markdown: str, html: str) -> None:
    assert strip_line_ends(render(markdown)) == strip_line_ends(html)


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "a <b>x</b>",
        "<div>\n\nx\n\n</div>",
        "a <!-- raw HTML omitted --> b",
        "<sup>",
        "a</sup>",
        "**a<sup>b**</sup>",
        "<sup>\nx\n</sup>",
        '<sup onclick="x">2</sup>',
        "![ảnh](/a.png)",
        "<?php ?>",
        "<https://a.vn/><i>",
    ],
)
def test_raw_html_and_pictures_are_refused(markdown: str) -> None:
    with pytest.raises(DocumentError):
        render(markdown)


@pytest.mark.parametrize(
    ("markdown", "base_level", "headings"),
    [
        ("# a\n\n## b", 2, ["h3", "h4"]),
        ("### a\n\n# b\n\n### c", 2, ["h4", "h3", "h4"]),
        ("# a", 3, ["h4"]),
        ("# a\n\n## b", 5, ["h6", "h6"]),
    ],
)
def test_headings_come_below_the_one_they_stand_under(markdown: str, base_level: int, headings: list[str]) -> None:
    assert re.findall(r"<(h\d)>", render(markdown, base_level)) == headings


def test_numbers_stay_with_their_words_but_not_in_code() -> None:
    assert render("Điều 20, `Điều 20`") == "<p>Điều\u00a020, <code>Điều 20</code></p>"


WORDS = st.text("abđơễ ,.?!<>&*_[]()#`~-+1.\\\"'|:=/", min_size=1, max_size=12).filter(lambda text: text.strip())


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


LINES = st.lists(WORDS.map(lambda text: escape(" ".join(text.split()))), min_size=1, max_size=2).map("<br/>".join)
STYLED = st.one_of(
    LINES,
    st.builds(lambda a, b: f"{a} <b>đậm</b> {b}", LINES, LINES),
    st.builds(lambda a: f'{a} <a href="https://a.vn/?q=1&amp;b=2">Cổng</a>', LINES),
    st.builds(lambda a: f"{a} <i>nghiêng</i>, H<sub>2</sub>O", LINES),
)
ITEMS = st.lists(STYLED, min_size=1, max_size=3)


def build_list(tag: str, items: list[str], inner: list[str]) -> str:
    nested = f"<ul>{''.join(f'<li>{item}</li>' for item in inner)}</ul>"
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items[:-1])}<li>{items[-1]}{nested}</li></{tag}>"


BLOCKS = st.one_of(
    STYLED.map(lambda text: f"<p>{text}</p>"),
    st.builds(build_list, st.sampled_from(["ul", "ol"]), ITEMS, ITEMS),
    st.just("<hr/>"),
)


class _Reader(HTMLParser):
    """What a browser shows of a text: its blocks, marks and words, without space that means nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = {"b": "strong", "i": "em"}.get(tag, tag)
        href = dict(attrs).get("href")
        self.seen.append(f"<{name} {href}>" if href else f"<{name}>")

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(f"</{ {'b': 'strong', 'i': 'em'}.get(tag, tag) }>")

    def handle_data(self, data: str) -> None:
        self.seen.append(data)


def read_meaning(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = re.sub(r"[\s\u00a0]+", " ", "".join(reader.seen))
    text = re.sub(r"(<li>) ?<p>|</p> ?(?=</?(?:li|ul|ol)>)", lambda match: match[1] or "", text)  # loose lists
    return re.sub(r" ?(</?(?:p|ul|ol|li|hr|br)>) ?", r"\1", text).replace("</hr>", "").replace("</br>", "")


@given(st.lists(BLOCKS, min_size=1, max_size=4))
def test_what_wagtails_own_converter_writes_is_shown_as_it_was_edited(blocks: list[str]) -> None:
    html = "".join(
        block
        for number, block in enumerate(blocks)
        if not number or block[:3] != blocks[number - 1][:3] or block[1] == "p"
    )
    markdown = MarkdownConverter(FEATURES).from_database_format(html, resolved=True)
    assert read_meaning(render(markdown)) == read_meaning(html)


MARKS = ["# ", "## ", "> ", "- ", "1. ", "3. ", "***", "**", "_", "![", "[x]", "](", ")", "`", "<sup>", "</sup>"]
LINE_ENDS = ["\n", "\n\n", "\\\n", "  \n"]
LINKS = ["[a](/b 'Điều 1 \"x\"')", "[x]: {filename}/law/a.md\n", "[b](https://a.vn/?q=1&b=2)"]
WORDS_AND_SIGNS = ["Điều 20", "12 ngày", "a", " ", '"', "&amp;", "&quot;", "&#32;", "/>", "\t", "\0"]
PIECES = st.sampled_from(MARKS + LINE_ENDS + LINKS + WORDS_AND_SIGNS)


@given(st.one_of(st.lists(PIECES).map("".join), st.text("ađ12 \n#>-*_[](){}&;:!\"'.\\/ "), st.text()))
def test_a_text_changed_as_a_whole_is_the_text_written_tag_by_tag(markdown: str) -> None:
    try:
        expected = _write_anew(markdown, PlainLinks(), 2)
    except DocumentError as error:
        with pytest.raises(DocumentError, match=re.escape(str(error))):
            render(markdown)
    else:
        assert render(markdown) == expected


@given(st.text())
def test_no_text_whatever_brings_a_tag_of_its_own(markdown: str) -> None:
    try:
        html = render(markdown)
    except DocumentError:
        return
    names = set(re.findall(r"</?([a-zA-Z][^\s>/]*)", html))
    allowed = "p strong em br hr ul ol li a sup sub blockquote pre code h3 h4 h5 h6"
    assert names <= set(allowed.split())
