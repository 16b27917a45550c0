"""What stands around the text of a document: a banner for changed law, ways to pass it on, contents, the player."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from site_builder.documents.block_values import build_block
from site_builder.documents.kinds import Kind
from site_builder.rendering import Renderer
from tests.unit.site_builder.rendering import samples
from tests.unit.site_builder.rendering.conftest import THEME
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary

OLD, NEW = {"law": "law/luat-cu"}, {"law": "law/luat-cu-tru"}
STEPS = build_block("steps", items=[build_block("step", title="Nộp", body="Ở phường.")])
BANNER = '<section class="changed"'


def render(renderer: Renderer, *body: Any, kind: Kind = Kind.EXPLAINER, **values: Any) -> str:
    return renderer.render_document(samples.build_document(kind, "a", *body, **values)).html


def test_a_page_on_a_law_that_was_replaced_says_so_and_leads_on(renderer: Renderer) -> None:
    html = render(renderer, cites=[OLD])
    banner = html[html.index(BANNER) : html.index("</section>", html.index(BANNER))]
    assert 'href="/van-ban/luat-cu/"' in banner and "Expired" in banner
    assert 'replaced by <a href="/van-ban/luat-cu-tru/"' in banner
    assert html.index(BANNER) < html.index('class="basis"')


@pytest.mark.parametrize(
    ("cites", "reviewed", "is_told"),
    [
        ([NEW], None, False),
        ([OLD, NEW], None, False),
        ([OLD], "2026-11-09", True),
    ],
)
def test_only_what_the_page_does_not_know_of_is_told(
    renderer: Renderer, cites: list[Any], reviewed: str | None, is_told: bool
) -> None:
    assert (BANNER in render(renderer, cites=cites, reviewed=reviewed)) is is_told


@pytest.mark.parametrize(
    ("status", "expired", "reviewed", "is_told"),
    [
        ("partly-expired", "2026-07-01", "2026-01-01", True),
        ("partly-expired", None, "2026-01-01", False),
        ("expired", None, "2026-01-01", True),
        ("expired", "2026-07-01", "2026-06-30", True),
        ("expired", "2026-07-01", "2026-07-01", False),
        ("in-force", None, "2020-01-01", False),
    ],
)
def test_what_ended_before_the_review_is_no_news(
    store: Path, status: str, expired: str | None, reviewed: str, is_told: bool
) -> None:
    law = samples.build_document(Kind.LAW, "luat", status=status, expired=expired, **samples.LAW_FIELDS)
    page = samples.build_document(Kind.EXPLAINER, "a", cites=[{"law": "law/luat"}], reviewed=reviewed, topic=None)
    renderer = Renderer(THEME, samples.SETTINGS, InMemoryLibrary([law, page]), store)
    assert (BANNER in renderer.render_document(page).html) is is_told


def test_a_page_is_passed_on_with_its_title_and_its_whole_address(renderer: Renderer) -> None:
    html = unescape(render(renderer, title="Đăng ký & khai báo"))
    url = "https://luat.example.vn/giai-thich/a/"
    words = unquote(html.split('href="sms:?body=')[1].split('"')[0])
    assert words == f"Đăng ký & khai báo {url}"
    assert f'<span class="address">{url}</span>' in html
    assert 'class="share__code"' in html


def test_what_only_leads_to_others_is_not_passed_on(renderer: Renderer) -> None:
    for kind in (Kind.PAGE, Kind.TOPIC, Kind.HOME):
        assert 'class="share"' not in render(renderer, kind=kind)


def test_contents_name_blocks_with_headings_too(renderer: Renderer) -> None:
    heading = build_block("heading", text="Trước hết")
    questions = build_block(
        "questions", title="Hay hỏi", items=[build_block("question", question="Sao?", answer="Vậy.")]
    )
    facts = build_block("facts", items=[build_block("fact", label="Ở đâu", value="Phường.")])
    html = render(renderer, heading, STEPS, questions, facts)
    contents = html[html.index('class="contents"') : html.index("</nav>", html.index('class="contents"'))]
    assert [part.split("<")[0] for part in contents.split('">')[-4:]] == [
        "Trước hết",
        "What to do, step by step",
        "Hay hỏi",
        "Key facts",
    ]
    assert 'class="contents"' not in render(renderer, heading, STEPS, questions)


def test_the_recording_of_a_text_needs_no_script(renderer: Renderer) -> None:
    html = render(renderer, audio="bai-nghe")
    assert '<audio controls preload="none">' in html and 'href="#nghe"' in html
    assert "/static/player." not in html and 'class="player__buttons"' not in html


def test_a_recording_within_a_text_brings_the_script(renderer: Renderer) -> None:
    html = render(renderer, build_block("audio", audio="bai-nghe"))
    assert 'class="player__buttons"' in html and "/static/player." in html
