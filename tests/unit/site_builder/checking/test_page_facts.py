"""A faulty page for each rule that one page can break by itself."""

from __future__ import annotations

import pytest

from site_builder.checking.findings import Rule
from site_builder.checking.page_facts import read_page

WHOLE = '<!doctype html><html lang="vi"><head><title>Bài</title>{head}</head><body><h1>Bài</h1>{body}</body></html>'


def find_rules(html: str) -> list[str]:
    return [finding.rule for finding in read_page("a/index.html", html.encode()).findings]


def make_page(body: str = "", head: str = "") -> str:
    return WHOLE.format(head=head, body=body)


def test_a_whole_page_has_no_findings() -> None:
    assert find_rules(make_page('<p id="a">Chữ</p><img src="/a.jpg" alt="Hình"><p id="b">Chữ</p>')) == []


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        (make_page().replace("<title>Bài</title>", ""), Rule.NO_TITLE),
        (make_page().replace("<title>Bài</title>", "<title> </title>"), Rule.NO_TITLE),
        (make_page().replace(' lang="vi"', ""), Rule.NO_LANGUAGE),
        (make_page().replace("h1>", "h2>"), Rule.NO_HEADING),
        (make_page().replace("<h1>Bài</h1>", '<h1><img src="/a.jpg" alt="x"></h1>'), Rule.NO_HEADING),
        (make_page('<p id="a">1</p><p id="a">2</p>'), Rule.DUPLICATE_ID),
        (make_page('<img src="/a.jpg">'), Rule.MISSING_ALT),
        (make_page('<figure><img src="/a.jpg" alt=""></figure>'), Rule.MISSING_ALT),
        (make_page('<figure><a href="/"><img src="/a.jpg" alt=" "></a></figure>'), Rule.MISSING_ALT),
        (make_page('<div><img src="/a.jpg" alt=""></div>'), Rule.MISSING_ALT),
        (make_page('<ul><li><figure><img src="/a.jpg" alt=""></figure></li></ul>'), Rule.MISSING_ALT),
        ("", Rule.INVALID_HTML),
    ],
)
def test_a_faulty_page_breaks_its_rule(html: str, rule: Rule) -> None:
    assert find_rules(html) == [rule]


def test_decoration_needs_no_words() -> None:
    pictures = (
        '<ul><li><img src="/a.jpg" alt="">Cư trú</li></ul>',
        '<figure><img src="/a.jpg" alt="" role="presentation"></figure>',
    )
    assert [find_rules(make_page(picture)) for picture in pictures] == [[], []]


def test_a_title_within_a_drawing_is_no_title_of_the_page() -> None:
    drawing = "<svg><title>Biểu tượng</title></svg>"
    assert find_rules(make_page(drawing).replace("<title>Bài</title>", "", 1)) == [Rule.NO_TITLE]


def test_everything_that_is_linked_or_loaded_is_read_once_in_its_order() -> None:
    page = make_page(
        '<a href="/a/#x">1</a><a href="/a/#x">2</a><img src="/b.jpg" srcset="/b.webp 32w, /c.webp 64w" alt="x">'
        '<video src="/d.mp4" poster="/e.jpg"><track src="/f.vtt"></video><audio><source src="/g.opus"></audio>'
        '<script src="/h.js"></script><form action="/i/"></form>',
        '<link rel="canonical" href="https://x.example/a/"><meta property="og:image" content="/j.jpg">'
        "<style>a{background:url('/k.png')}</style>",
    )
    assert read_page("a/index.html", page.encode()).targets == (
        "https://x.example/a/",
        "/j.jpg",
        "/k.png",
        "/a/#x",
        "/b.jpg",
        "/b.webp",
        "/c.webp",
        "/d.mp4",
        "/e.jpg",
        "/f.vtt",
        "/g.opus",
        "/h.js",
        "/i/",
    )


def test_ids_and_old_anchors_are_places_to_jump_to() -> None:
    assert read_page("a", make_page('<p id="điều-1">1</p><a name="b">2</a>').encode()).ids == {"điều-1", "b"}
