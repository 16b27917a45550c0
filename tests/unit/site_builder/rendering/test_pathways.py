"""A pathway's pages: its beginning, each question, each answer; and the pages that lead to it."""

from __future__ import annotations

import pytest

from site_builder.documents.block_values import build_block
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument
from site_builder.errors import DocumentError
from site_builder.rendering import Renderer
from tests.unit.site_builder.rendering import samples
from tests.unit.site_builder.rendering.test_renderer import find, find_all, parse

START, QUESTION, ANSWER = "/loi-di/den-o/", "/loi-di/den-o/o-bao-lau/", "/loi-di/den-o/bao-luu-tru/"


@pytest.fixture(scope="module")
def pathway() -> ContentDocument:
    return find("pathway/den-o")


def test_it_begins_with_what_is_said_before_and_leads_to_its_first_question(
    renderer: Renderer, pathway: ContentDocument
) -> None:
    html = renderer.render_document(pathway).html
    assert f'<a class="start" href="{QUESTION}">' in html
    assert "At most 1 questions." in html
    said, _basis, overview = html.partition('<details class="basis">')
    assert "30\u00a0ngày" in said and "Bạn ở bao lâu?" not in said.partition("<main")[2]
    assert all(f'href="{address}"' in overview for address in (QUESTION, ANSWER, "/giai-thich/tam-tru/"))


@pytest.mark.parametrize("key", ["o-bao-lau", "bao-luu-tru"])
def test_a_step_is_valid_html_that_search_engines_leave_alone(
    renderer: Renderer, pathway: ContentDocument, key: str
) -> None:
    html = renderer.render_step(pathway, key).html
    assert len(find_all(parse(html), "h1")) == 1
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="https://luat.example.vn/loi-di/den-o/{key}/">' in html
    assert "/share/pathway/den-o-" in html
    assert '"position":4' in html and f'<li><a href="{START}">' in html
    assert f'<a class="more" href="{START}">Start again</a>' in html


def test_choices_are_links_to_where_they_lead(renderer: Renderer, pathway: ContentDocument) -> None:
    html = renderer.render_step(pathway, "o-bao-lau").html
    assert "Tính từ ngày đến ở." in html
    assert f'<a href="{ANSWER}">Vài hôm</a>' in html
    assert '<a href="/giai-thich/tam-tru/">Từ 30\u00a0ngày <span>Read: Tam tru</span></a>' in html
    assert "<b>Chưa rõ</b> <span>There is no page for this yet" in html
    assert "What you have answered" not in html


def test_an_answer_says_what_was_answered_who_when_where_and_whom_to_ask(
    renderer: Renderer, pathway: ContentDocument
) -> None:
    html = renderer.render_step(pathway, "bao-luu-tru").html
    assert "<dt>Bạn ở bao lâu?</dt><dd>Vài hôm" in html
    assert f'href="{QUESTION}" aria-label="Change the answer: Bạn ở bao lâu?"' in html
    assert "<strong>trước 23\u00a0giờ</strong>" in html
    for words in ("Ai cũng vậy.", "03\u00a0ngày", "15.000\u00a0đồng", "Công an phường", "09/11/2026"):
        assert words in html, words
    assert html.count('<section class="answers">') == 2 and html.count("Whom does it concern?") == 1


def test_explainers_topics_and_the_home_page_lead_to_it(renderer: Renderer) -> None:
    for ref in ("explainer/tam-tru", "topic/cu-tru", "home/trang-chu"):
        assert f'href="{START}">Den o</a>' in renderer.render_document(find(ref)).html, ref
    assert START not in renderer.render_document(find("story/chuyen")).html


@pytest.mark.parametrize("steps", [(), samples.STEPS[1:], (samples.STEPS[0],)])
def test_a_draft_whose_questions_do_not_hang_together_is_no_page(renderer: Renderer, steps: tuple[object, ...]) -> None:
    draft = samples.build_document(Kind.PATHWAY, "nhap", build_block("text", body="Chữ."), *steps)
    with pytest.raises(DocumentError, match=r"pathway/nhap\.md"):
        renderer.render_document(draft)
