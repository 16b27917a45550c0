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
from site_builder.rendering.feedback_view import list_feedback_addresses
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
    assert 'href="/van-ban/luat-cu/"' in banner and "<b>expired</b>" in banner
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
        ("partly-expired", None, None, True),
        ("expired", None, "2026-01-01", True),
        ("expired", "2026-07-01", "2026-06-30", True),
        ("expired", "2026-07-01", "2026-07-01", False),
        ("in-force", None, "2020-01-01", False),
    ],
)
def test_what_ended_before_the_review_is_no_news(
    store: Path, status: str, expired: str | None, reviewed: str | None, is_told: bool
) -> None:
    assert (BANNER in render_on_law(store, reviewed, status=status, expired=expired)) is is_told


TELLING = [
    ({"status": "expired", "expired": "2026-07-01"}, "expired on 01/07/2026"),
    ({"status": "partly-expired", "expired": "2026-07-01"}, "partly expired on 01/07/2026"),
    ({"amended": "2026-07-01"}, "amended from 01/07/2026"),
    ({"status": "not-yet-in-force", "effective": "2027-01-01"}, "applies only from 01/01/2027"),
    ({"status": "not-yet-in-force"}, "does not apply yet"),
    (
        {"status": "partly-expired", "expired": "2026-07-01", "amended": "2026-08-01"},
        "partly expired on 01/07/2026; amended from 01/08/2026",
    ),
]


@pytest.mark.parametrize(("law", "words"), TELLING)
def test_the_banner_tells_what_happened_when_and_what_the_editor_says(
    store: Path, law: dict[str, str], words: str
) -> None:
    html = render_on_law(store, "2026-06-30", change_note="Điều 5 <không> còn áp dụng.", **law)
    assert f"<b>{words}</b>. Điều\N{NO-BREAK SPACE}5 &lt;không&gt; còn áp dụng." in html
    is_early = law.get("status") == "not-yet-in-force"
    assert ("does not apply yet</h2>" in html, "has changed</h2>" in html) == (is_early, not is_early)


@pytest.mark.parametrize(
    ("law", "is_told"),
    [({"amended": "2026-07-01"}, False), ({"status": "not-yet-in-force", "effective": "2027-01-01"}, True)],
)
def test_a_review_ends_the_banner_unless_the_law_still_does_not_apply(
    store: Path, law: dict[str, str], is_told: bool
) -> None:
    assert (BANNER in render_on_law(store, "2026-07-01", **law)) is is_told


def render_on_law(store: Path, reviewed: str | None, **values: Any) -> str:
    """A page that was checked on a day and cites a law with this front matter."""
    law = samples.build_document(Kind.LAW, "luat", **samples.LAW_FIELDS, **values)
    page = samples.build_document(Kind.EXPLAINER, "a", cites=[{"law": "law/luat"}], reviewed=reviewed, topic=None)
    return Renderer(THEME, samples.SETTINGS, InMemoryLibrary([law, page]), store).render_document(page).html


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


def test_a_page_in_sign_language_has_captions_and_needs_no_script(renderer: Renderer) -> None:
    html = render(renderer, sign_video="bai-xem")
    section = html[
        html.index('aria-labelledby="ky-hieu"') : html.index("</section>", html.index('aria-labelledby="ky'))
    ]
    assert 'href="#ky-hieu"' in html and '<track kind="captions"' in section
    assert '<video controls preload="none"' in section and "poster=" not in section
    assert "/static/player." not in html and 'class="player__buttons"' not in html
    assert "ky-hieu" not in render(renderer)


def test_an_explainer_asks_whether_it_was_useful(renderer: Renderer, library: InMemoryLibrary, store: Path) -> None:
    assert 'href="/gop-y/co-ich/"' in render(renderer) and 'href="/gop-y/chua-ro/"' in render(renderer)
    settings = samples.SETTINGS.model_copy(update={"feedback_url": "https://soan.example.vn/gop-y/"})
    asking = render(Renderer(THEME, settings, library, store))
    assert '<form method="post" action="https://soan.example.vn/gop-y/">' in asking and "/gop-y/co-ich/" not in asking
    silent = samples.SETTINGS.model_copy(update={"has_feedback": False})
    assert "gop-y" not in render(Renderer(THEME, silent, library, store))


@pytest.mark.parametrize("address", list_feedback_addresses(samples.SETTINGS))
def test_where_no_newsroom_takes_the_answer_the_ward_can_be_reached(
    library: InMemoryLibrary, store: Path, address: str
) -> None:
    reached = {"contact_phone": "0225 1234", "contact_email": "hoi@haian.example.vn", "contact_address": "Số 1 phố Chợ"}
    settings = samples.SETTINGS.model_copy(update=reached)
    html = Renderer(THEME, settings, library, store).render_feedback_page(address).html
    main = html[html.index("<main") : html.index("</main>")]
    assert 'href="tel:02251234"' in main and 'href="mailto:hoi@haian.example.vn"' in main and "Số 1 phố Chợ" in main
    assert '<meta name="robots" content="noindex">' in html
