"""Every citation leads to its place on the law's page, and that place is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.documents.block_values import build_block
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument
from site_builder.rendering import Renderer
from tests.unit.site_builder.rendering import samples
from tests.unit.site_builder.rendering.conftest import THEME
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary

CITES = [
    {"law": "law/luat", "article": "15", "clause": "2"},
    {"law": "law/luat", "article": "15"},
    {"law": "law/luat"},
]
CITE = build_block("cite", law="law/luat", article="15", clause="2", point="đ", says="Phải đăng ký.")


def render(store: Path, *documents: ContentDocument, ref: str) -> str:
    library = InMemoryLibrary(documents)
    return Renderer(THEME, samples.SETTINGS, library, store).render_document(library.documents[ref]).html


def make_site(*body: object, count: int = 1) -> tuple[ContentDocument, ...]:
    law = samples.build_document(Kind.LAW, "luat", *body, **samples.LAW_FIELDS)  # type: ignore[arg-type]
    return (law, *(samples.build_document(Kind.EXPLAINER, f"bai-{n}", CITE, cites=CITES) for n in range(count)))


def cut_places(html: str) -> str:
    return html[html.index('class="places"') : html.index('aria-labelledby="duoc-dan"')]


def test_citations_in_the_basis_and_in_the_text_lead_to_their_places(store: Path) -> None:
    html = render(store, *make_site(), ref="explainer/bai-0")
    assert re.findall(r'href="/van-ban/luat/(#[^"]*)?"', html) == [
        "#dieu-15-khoan-2-diem-dd",
        "",
        "#dieu-15-khoan-2",
        "#dieu-15",
    ]


def test_the_law_lists_who_cites_each_place_under_a_heading_with_its_id(store: Path) -> None:
    html = render(store, *make_site(), ref="law/luat")
    headings = re.findall(r'<h3 id="([^"]*)">([^<]*)</h3>', html)
    assert [(anchor, name.replace("\N{NO-BREAK SPACE}", " ")) for anchor, name in headings] == [
        ("dieu-15", "Article 15"),
        ("dieu-15-khoan-2", "Clause 2 Article 15"),
        ("dieu-15-khoan-2-diem-dd", "Point đ clause 2 Article 15"),
    ]
    assert html.count('<a class="file" href="/giai-thich/bai-0/">') == 3


def test_only_the_newest_are_named_below_a_place(store: Path) -> None:
    places = cut_places(render(store, *make_site(count=5), ref="law/luat"))
    assert places.count('href="/giai-thich/') == 3 * 3
    assert places.count('href="#duoc-dan"') == 3


def test_the_text_edition_says_that_others_cite_a_place_too(store: Path) -> None:
    for count, said in ((3, 0), (4, 3)):
        library = InMemoryLibrary(make_site(count=count))
        renderer = Renderer(THEME, samples.SETTINGS, library, store, has_text_edition=True)
        text = renderer.render_document(library.documents["law/luat"]).text
        assert text.count("and others, all listed below") == said


@pytest.mark.parametrize(("articles", "share"), [(100, 3), (101, 2), (300, 1), (400, 1)])
def test_the_more_places_are_cited_the_fewer_are_named_below_each(store: Path, articles: int, share: int) -> None:
    cites = [{"law": "law/luat", "article": str(number)} for number in range(1, articles + 1)]
    citing = (samples.build_document(Kind.EXPLAINER, f"bai-{n}", cites=cites) for n in range(4))
    places = cut_places(render(store, make_site()[0], *citing, ref="law/luat"))
    assert places.count("<h3 id=") == places.count('href="#duoc-dan"') == articles
    assert places.count('href="/giai-thich/') == share * articles


def test_a_heading_of_the_laws_own_text_is_the_place_where_a_citation_lands(store: Path) -> None:
    html = render(store, *make_site(build_block("heading", text="Điều 15")), ref="law/luat")
    assert html.count('id="dieu-15"') == 1
    assert '<h2 id="dieu-15">' in html


def test_a_law_that_nobody_cites_by_place_has_no_such_list(store: Path) -> None:
    law = samples.build_document(Kind.LAW, "luat", **samples.LAW_FIELDS)
    page = samples.build_document(Kind.EXPLAINER, "a", cites=[{"law": "law/luat"}])
    assert 'class="places"' not in render(store, law, page, ref="law/luat")
