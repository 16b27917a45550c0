"""What other sites show of an explainer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html

from site_builder.documents.kinds import Kind
from site_builder.rendering import Renderer
from site_builder.rendering.embedding import HEIGHT_PX, Embed
from site_builder.rendering.page import RenderedPage
from tests.unit.site_builder.rendering import samples
from tests.unit.site_builder.rendering.conftest import THEME
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary

TITLE = 'Tạm trú & "nhà trọ" <mới>'
URL = "https://luat.example.vn/giai-thich/tam-tru/"


@pytest.fixture
def page(renderer: Renderer) -> RenderedPage:
    document = next(each for each in samples.build_documents() if each.meta.ref == "explainer/tam-tru")
    meta = document.meta.model_copy(update={"title": TITLE})
    return renderer.render_document(document.model_copy(update={"meta": meta}))


@pytest.fixture
def embed(page: RenderedPage) -> Embed:
    assert page.embed is not None
    return page.embed


def test_the_page_for_frames_has_the_answers_and_one_link_out(embed: Embed) -> None:
    tree = html.fromstring(embed.html)
    assert embed.address == "/embed/giai-thich/tam-tru/"
    assert tree.findtext(".//h1") == TITLE
    (link,) = tree.findall(".//a")
    assert dict(link.attrib) == {"href": URL, "target": "_blank", "rel": "noopener"}
    words = tree.find(".//main").text_content()
    for answer in ("Kể cả trẻ em.", "Chuẩn bị", "Nộp", "03\u00a0ngày", "Công an phường", "09/11/2026"):
        assert answer in words
    assert "Ủy ban nhân dân phường Hải An" in tree.find(".//header").text_content()


def test_it_has_no_script_and_is_not_listed_but_for_the_page_itself(embed: Embed) -> None:
    tree = html.fromstring(embed.html)
    assert tree.findall(".//script") == tree.findall(".//img") == []
    assert tree.find('.//meta[@name="robots"]').get("content") == "noindex"
    assert tree.find('.//link[@rel="canonical"]').get("href") == URL


def test_an_explainer_without_answers_shows_its_summary(renderer: Renderer) -> None:
    page = renderer.render_document(samples.build_document(Kind.EXPLAINER, "a"))
    assert page.embed is not None and "Tóm tắt a." in page.embed.html and "<dl>" not in page.embed.html


def test_it_is_described_as_oembed_asks(embed: Embed) -> None:
    described = json.loads(embed.oembed)
    assert embed.oembed_address == "/oembed/giai-thich/tam-tru.json"
    # oEmbed 1.0, 2.3.4: what every answer and what a rich one must have
    assert (described["version"], described["type"], described["title"]) == ("1.0", "rich", TITLE)
    assert described["height"] == HEIGHT_PX and isinstance(described["width"], int)
    assert described["provider_url"] == "https://luat.example.vn/"
    # a thumbnail comes with both measures or not at all
    assert (described["thumbnail_width"], described["thumbnail_height"]) == (1200, 630)
    (frame,) = html.fromstring(f"<div>{described['html']}</div>").findall("iframe")
    assert frame.get("src") == "https://luat.example.vn/embed/giai-thich/tam-tru/"
    assert (frame.get("title"), frame.get("height")) == (TITLE, str(HEIGHT_PX))


def test_the_page_leads_to_the_description_and_shows_the_code(page: RenderedPage, embed: Embed) -> None:
    tree = html.fromstring(page.html)
    link = tree.find('.//link[@type="application/json+oembed"]')
    assert (link.get("rel"), link.get("href")) == ("alternate", f"https://luat.example.vn{embed.oembed_address}")
    (code,) = tree.findall('.//details[@class="embed"]//code')
    assert code.text == json.loads(embed.oembed)["html"]


def test_other_kinds_and_a_site_without_embeds_have_none(library: InMemoryLibrary, store: Path) -> None:
    settings = samples.SETTINGS.model_copy(update={"embeds": False})
    for each in (samples.SETTINGS, settings):
        renderer = Renderer(THEME, each, library, store)
        for document in samples.build_documents():
            page = renderer.render_document(document)
            is_wanted = document.meta.kind is Kind.EXPLAINER and each.embeds
            assert (page.embed is not None) is is_wanted
            assert ("oembed" in page.html) is is_wanted
