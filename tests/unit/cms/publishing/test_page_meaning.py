"""A rich text from the editor to the page: Wagtail's HTML → our CommonMark → the page's HTML, which means the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cms.publishing.mapping.rich_text import write_commonmark
from site_builder.rendering.markdown import render_markdown
from tests.unit.cms.publishing.stand_ins import REFERENCES
from tests.unit.site_builder.rendering.test_markdown import PlainLinks, escape, read_meaning

SIGNS = "abđơễẫ ,.?!<>&*_[](){}#`~^-+=1.\\\"'|:;=/$%@“”…–"
WORDS = st.text(SIGNS, min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool).map(escape)
PLAIN = st.from_regex(r"[a-zđơễ]{1,8}( [a-z0-9]{1,5})?", fullmatch=True)
"""Words that may stand in any style: a style beside a sign is not always sayable in CommonMark, and then given up."""
LINKS = {
    '<a linktype="page" id="7">': '<a href="{filename}/explainer/tam-tru.md">',
    '<a href="/van-ban/luat-cu-tru/#dieu-2">': '<a href="{filename}/law/luat-cu-tru.md#dieu-2">',
    '<a linktype="document" id="3">': '<a href="{media}/mau-don">',
    '<a href="https://a.vn/?q=1&amp;b=2">': '<a href="https://a.vn/?q=1&amp;b=2">',
    '<a href="mailto:a@haian.vn">': '<a href="mailto:a@haian.vn">',
    '<a href="tel:113">': '<a href="tel:113">',
}
"""As the database has them, and as the page would without addresses."""


def style(text: str, tags: list[str]) -> str:
    for tag in tags:
        text = f"<{tag}>{text}</{tag}>"
    return text


SCRIPTS = st.builds(
    lambda word, tag, text: f"{word}<{tag}>{text}</{tag}>", PLAIN, st.sampled_from(["sup", "sub"]), PLAIN
)
STYLED = st.builds(style, PLAIN, st.sampled_from([["b"], ["i"], ["b", "i"]]))
LINKED = st.builds(lambda start, text: f"{start}{text}</a>", st.sampled_from(sorted(LINKS)), st.one_of(PLAIN, STYLED))
PIECES = st.one_of(WORDS, PLAIN, STYLED, SCRIPTS, LINKED)
LINE = st.lists(PIECES, min_size=1, max_size=4).map(" ".join)
LINES = st.lists(LINE, min_size=1, max_size=3).map("<br/>".join)


def build_list(tag: str, items: list[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


TAGS = st.sampled_from(["ul", "ol"])
LISTS = st.recursive(
    st.builds(build_list, TAGS, st.lists(LINES, min_size=1, max_size=3)),
    lambda inner: st.builds(
        build_list, TAGS, st.lists(st.builds(lambda line, nested: line + nested, LINES, inner), min_size=1, max_size=2)
    ),
    max_leaves=3,
)
TEXTS = st.lists(
    st.one_of(LINES.map(lambda text: f"<p>{text}</p>"), LISTS, st.just("<hr/>")), min_size=1, max_size=4
).map("".join)


@given(TEXTS)
def test_a_page_means_what_the_editor_saw(database_html: str) -> None:
    markdown = write_commonmark(database_html, REFERENCES)
    page = render_markdown(markdown, PlainLinks(), base_level=2)
    assert read_meaning(str(page)) == read_meaning(build_expected(database_html))


def build_expected(database_html: str) -> str:
    """Wagtail's HTML with the links of `content/`; two lists of one kind that follow each other are one."""
    for start, linked in LINKS.items():
        database_html = database_html.replace(start, linked)
    return database_html.replace("</ul><ul>", "").replace("</ol><ol>", "")
