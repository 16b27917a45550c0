"""The text edition: every document and list as text alone, linked both ways."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import brotli
import pytest
from lxml import html

from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument
from site_builder.rendering import Renderer
from site_builder.rendering.page import ListingType
from site_builder.rendering.text_edition import find_text_address
from tests.unit.site_builder.rendering.conftest import THEME
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary
from tests.unit.site_builder.rendering.samples import SETTINGS, build_documents
from tests.unit.site_builder.rendering.test_renderer import build_listing, find_all, parse

DOCUMENTS = build_documents()
HEAVY = ("img", "picture", "audio", "video", "script", "form", "input", "iframe", "svg")


@pytest.fixture
def renderer(library: InMemoryLibrary, store: Path) -> Renderer:
    return Renderer(THEME, SETTINGS, library, store, has_text_edition=True)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", "/chu/"),
        ("/giai-thich/", "/chu/giai-thich/"),
        ("/giai-thich/tam-tru/", "/chu/giai-thich/tam-tru/"),
        ("/giai-thich/trang/2026-05-phan-2/", "/chu/giai-thich/trang/2026-05-phan-2/"),
        ("/linh-vuc/cu-tru/trang/2026-quy-2/", "/chu/linh-vuc/cu-tru/trang/2026-quy-2/"),
        ("/lien-he/", "/chu/lien-he/"),
        ("/the/", None),
        ("/the/nha-tro/", None),
        ("/luu-tru/trang/2026/", None),
        ("/tim-kiem/", None),
        ("/khong-mang/", None),
        ("/chu/", None),
        ("/404.html", None),
        ("/feed/rss.xml", None),
        ("/media/a/b.mp3", None),
        ("", None),
    ],
)
def test_a_page_has_its_text_below_the_editions_own_address(address: str, expected: str | None) -> None:
    assert find_text_address(address) == expected


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.meta.ref)
def test_each_kind_is_valid_html_of_text_alone(renderer: Renderer, document: ContentDocument) -> None:
    page = renderer.render_document(document)
    tree = parse(page.text)
    assert [name for name in HEAVY if find_all(tree, name)] == []
    assert len(find_all(tree, "h1")) == 1
    (canonical,) = (each.get("href") for each in find_all(tree, "link") if each.get("rel") == "canonical")
    assert canonical == SETTINGS.base_url + document.meta.address
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    anchors = {element.get("href")[1:] for element in find_all(tree, "a") if element.get("href").startswith("#")}
    assert anchors <= set(ids)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.meta.ref)
def test_its_links_lead_on_within_the_edition_and_one_leads_to_the_full_page(
    renderer: Renderer, document: ContentDocument
) -> None:
    links = re.findall(r'<a\b[^>]* href="(/[^"#]*)', renderer.render_document(document).text)
    full = [link for link in links if find_text_address(link) and not link.startswith("/chu/")]
    assert full == [document.meta.address]
    assert "/chu/giai-thich/" in links


def test_the_text_of_the_body_is_that_of_the_page(renderer: Renderer) -> None:
    paragraphs = 0
    for document in DOCUMENTS:
        page = renderer.render_document(document)
        text = " ".join(html.fromstring(page.text).text_content().split())
        for prose in html.fromstring(page.html).find_class("prose"):
            for paragraph in prose.xpath(".//p[not(ancestor::*[contains(@class, 'player') or @class='topic'])]"):
                paragraphs += 1
                assert " ".join(paragraph.text_content().split()) in text, document.meta.ref
    assert paragraphs > 20


@pytest.mark.parametrize("type_", [each for each in ListingType if each not in (ListingType.TAGS, ListingType.TAG)])
def test_each_list_is_valid_html_with_its_entries(renderer: Renderer, type_: ListingType) -> None:
    kinds = {ListingType.TOPICS: Kind.TOPIC, ListingType.LAWS: Kind.LAW}
    documents = [document for document in DOCUMENTS if document.meta.kind is kinds.get(type_, document.meta.kind)]
    text = renderer.render_listing(build_listing(type_, documents)).text
    assert len(find_all(parse(text), "h1")) == 1
    assert [each.meta.ref for each in documents if f'href="/chu{each.meta.address}"' not in text] == []


def test_a_recording_is_told_with_its_words_size_and_length(renderer: Renderer) -> None:
    document = next(each for each in DOCUMENTS if each.meta.kind is Kind.AUDIO)
    page = renderer.render_document(document)
    spoken = re.findall(r'transcript__text">([^<]+)<', page.html) or re.findall(
        r"<p>([^<]+)</p>", page.html.partition('class="transcript"')[2].partition("</details>")[0]
    )
    assert spoken
    assert [line for line in spoken if line not in page.text] == []
    (size,) = re.findall(r'class="file__size">\((MP3, [^)]+)\)', page.html)
    assert f"({size})</a>" in page.text


def test_a_page_is_light(renderer: Renderer) -> None:
    document = next(each for each in DOCUMENTS if each.meta.kind is Kind.EXPLAINER)
    page = renderer.render_document(document)
    sizes: list[Any] = [len(brotli.compress(each.encode(), quality=5)) for each in (page.html, page.text)]
    assert sizes[1] < min(4_000, sizes[0] / 2)


def test_the_full_page_leads_to_its_text_unless_the_site_has_none(library: InMemoryLibrary, store: Path) -> None:
    document = next(each for each in DOCUMENTS if each.meta.kind is Kind.EXPLAINER)
    page = Renderer(THEME, SETTINGS, library, store, has_text_edition=True).render_document(document)
    assert f'href="/chu{document.meta.address}"' in page.html
    without = SETTINGS.model_copy(update={"text_edition": False})
    page = Renderer(THEME, without, library, store).render_document(document)
    assert (page.text, "/chu/" in page.html) == ("", False)
