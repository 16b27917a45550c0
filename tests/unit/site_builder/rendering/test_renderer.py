"""Pages are valid, safe and whole, for every kind of document and every list."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import brotli
import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.documents.block_values import build_block
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument
from site_builder.errors import DocumentError, MediaFileError
from site_builder.listings import Pages
from site_builder.rendering import Renderer
from site_builder.rendering.feed_links import link_news_feed
from site_builder.rendering.page import Listing, ListingType
from tests.unit.site_builder.rendering import samples
from tests.unit.site_builder.rendering.conftest import THEME
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary

DOCUMENTS = samples.build_documents()
HOSTILE = [
    '"><script>alert(1)</script>',
    "</title><img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "Điều 5 & «khoản» 'một' 🏠👨‍👩‍👧",
    "Tiê\u0301ng Luâ\u0323t",
    "{{ 7 * 7 }}{% raw %}%(title)s",
]


def parse(html: str) -> Any:
    """The tree of a page; fails at the first error of its syntax."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def find_all(tree: Any, name: str) -> list[Any]:
    return list(tree.iter(name))


def build_listing(type_: ListingType, documents: list[ContentDocument], **values: Any) -> Listing:
    metas = [document.meta for document in documents]
    page = Pages("/danh-sach/", {}).front.fill(metas)
    return Listing(type=type_, title="Danh sách", address="/danh-sach/", page=page, **values)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.meta.ref)
def test_each_kind_is_valid_html_with_one_heading(renderer: Renderer, document: ContentDocument) -> None:
    tree = parse(renderer.render_document(document).html)
    assert len(find_all(tree, "h1")) == 1
    assert len(find_all(tree, "main")) == 1
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    anchors = {element.get("href")[1:] for element in find_all(tree, "a") if element.get("href").startswith("#")}
    assert anchors <= set(ids)


@pytest.mark.parametrize("type_", ListingType)
def test_each_list_is_valid_html_with_one_heading(renderer: Renderer, type_: ListingType) -> None:
    kinds = {ListingType.TOPICS: Kind.TOPIC, ListingType.LAWS: Kind.LAW}
    documents = [document for document in DOCUMENTS if document.meta.kind is kinds.get(type_, document.meta.kind)]
    page = renderer.render_listing(build_listing(type_, documents, feeds=(link_news_feed("Tiếng Luật"),)))
    tree = parse(page.html)
    assert len(find_all(tree, "h1")) == 1
    if type_ is ListingType.TAGS:
        assert 'href="/the/tam-tru/"' in page.html
    else:
        assert all(f'href="{document.meta.address}"' in page.html for document in documents)


def test_notices_are_valid_html_and_not_indexed(renderer: Renderer) -> None:
    for page in (renderer.render_error_page(404), renderer.render_error_page(410), renderer.render_moved_page("/x/")):
        assert len(find_all(parse(page.html), "h1")) == 1
        assert '<meta name="robots" content="noindex">' in page.html


def test_a_moved_page_sends_the_reader_on(renderer: Renderer) -> None:
    html = renderer.render_moved_page("/giai-thich/moi/").html
    assert '<meta http-equiv="refresh" content="0; url=/giai-thich/moi/">' in html
    assert '<link rel="canonical" href="https://luat.example.vn/giai-thich/moi/">' in html
    assert '<a href="/giai-thich/moi/">' in html


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_text_wherever_it_stands(renderer: Renderer, title: str) -> None:
    title = unicodedata.normalize("NFC", title)
    block = build_block("warning", title=title, body="x")
    document = samples.build_document(Kind.EXPLAINER, "a", block, title=title, summary=title, who=title, reviewer=title)
    tree = parse(renderer.render_document(document).html)
    assert "".join(find_all(tree, "h1")[0].itertext()).replace("\u00a0", " ") == title
    assert find_all(tree, "title")[0].text.startswith(title)
    assert [script.get("type") for script in find_all(tree, "script")] == ["application/ld+json"]
    assert not [element for element in tree.iter() if any(name.startswith("on") for name in element.attrib)]
    (data,) = [json.loads(script.text) for script in find_all(tree, "script")]
    assert data["@graph"][0]["headline"] == title


@given(title=st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
def test_no_title_whatever_breaks_a_page(renderer: Renderer, title: str) -> None:
    title = unicodedata.normalize("NFC", title)
    document = samples.build_document(Kind.PAGE, "a", title=title, summary=title)
    parse(renderer.render_document(document).html)


def test_the_head_says_what_the_page_is(renderer: Renderer) -> None:
    html = renderer.render_document(find("explainer/tam-tru")).html
    assert '<html lang="en">' in html
    assert '<link rel="canonical" href="https://luat.example.vn/giai-thich/tam-tru/">' in html
    assert re.search(r'property="og:image" content="https://luat\.example\.vn/share/explainer/tam-tru-\w+\.jpg"', html)
    assert 'href="/feed/rss.xml"' in html and 'href="/feed/atom.xml"' in html
    assert '<meta name="description" content="Tóm tắt tam-tru.">' in html


def test_a_topic_and_a_show_offer_their_own_feeds(renderer: Renderer) -> None:
    assert 'title="Cu tru (RSS)" href="/linh-vuc/cu-tru/rss.xml"' in renderer.render_document(find("topic/cu-tru")).html
    show = renderer.render_document(find("show/chuong-trinh")).html
    assert 'href="/podcast/chuong-trinh/feed.xml"' in show
    assert "https://luat.example.vn/podcast/chuong-trinh/feed.xml</a>" in show


def test_an_explainer_answers_before_its_text(renderer: Renderer) -> None:
    html = renderer.render_document(find("explainer/tam-tru")).html
    answers = html[html.index('class="answers"') : html.index('<div class="prose">')]
    expected = ["Ai cũng vậy.", 'href="#cac-buoc-1"', "03\u00a0ngày", "15.000\u00a0đồng", "Công an phường"]
    positions = [answers.index(part) for part in expected]
    assert positions == sorted(positions)


def test_an_explainer_names_its_law_its_review_and_its_sample_notice(renderer: Renderer) -> None:
    html = renderer.render_document(find("explainer/tam-tru")).html
    assert "clause\u00a01 Article\u00a027" in html
    assert "Law checked on 09/11/2026 · Cán bộ" in re.sub(r"<[^>]*>", "", html)
    assert "Next check by 09/05/2027" in html
    assert "Sample content." in html
    assert "(ZIP, 1.2\u00a0MB)" in html


def test_a_law_shows_its_record_and_what_cites_it(renderer: Renderer) -> None:
    html = renderer.render_document(find("law/luat-cu-tru")).html
    for part in (
        "68/2020/QH14",
        "Quốc hội",
        "13/11/2020",
        "01/07/2021",
        "In force",
        "vbpl.vn",
        "clause\u00a01 Article\u00a027",
    ):
        assert part in html
    assert 'href="/giai-thich/tam-tru/"' in html
    assert 'href="/van-ban/luat-cu/"' in html  # it replaces that one
    assert 'href="/van-ban/luat-cu-tru/"' in renderer.render_document(find("law/luat-cu")).html


def test_a_bulletin_offers_its_package_and_both_pieces_with_players(renderer: Renderer) -> None:
    page = renderer.render_document(find("bulletin/ban-tin"))
    assert page.html.count("<audio") == 2
    assert "Kính thưa bà con." in page.html
    assert any(path.endswith("/goi.zip") for path in page.media_paths)


def test_every_media_address_of_a_page_is_reported(renderer: Renderer) -> None:
    for document in DOCUMENTS:
        page = renderer.render_document(document)
        linked = set(re.findall(r"/media/([^\s\"<,]+)", page.html.replace("https://luat.example.vn", "")))
        assert linked <= {path.removeprefix("renditions/") for path in page.media_paths}
        named_by_playlists = {path for path in page.media_paths if "-hls-" in path}
        assert len(linked) == len(page.media_paths) - len(named_by_playlists)


def test_a_player_is_offered_what_it_may_play_from_light_to_plain(renderer: Renderer) -> None:
    html = renderer.render_document(find("video/xem")).html
    sources = find_all(find_all(parse(html), "video")[0], "source")
    assert [(source.get("src").rsplit("/", 1)[1], source.get("type"), source.get("media")) for source in sources] == [
        ("bai-xem-720.webm", 'video/webm; codecs="av01.0.05M.08,opus"', None),
        ("bai-xem-hls.m3u8", "application/vnd.apple.mpegurl", None),
        ("bai-xem-720.mp4", "video/mp4", "(min-width: 48rem)"),
        ("bai-xem-360.mp4", "video/mp4", None),
    ]


def test_every_size_of_a_video_and_its_sound_can_be_downloaded(renderer: Renderer) -> None:
    page = renderer.render_document(find("video/xem"))
    for name in ("bai-xem-1080.mp4", "bai-xem-720.mp4", "bai-xem-360.mp4", "bai-xem.mp3"):
        assert re.search(rf'href="[^"]+/{name}" download', page.html)
    assert any(path.endswith("/bai-xem-hls-360.mp4") for path in page.media_paths)


def test_nothing_is_fetched_from_elsewhere(renderer: Renderer) -> None:
    for document in DOCUMENTS:
        tree = parse(renderer.render_document(document).html)
        fetched = [element.get("src") for element in tree.iter() if element.get("src")]
        assert all(address.startswith("/") and not address.startswith("//") for address in fetched)


def test_only_pages_with_something_to_play_load_the_script(renderer: Renderer) -> None:
    assert "player." not in renderer.render_document(find("law/luat-cu-tru")).html
    html = renderer.render_document(find("audio/nghe")).html
    address = re.search(r'<script src="/(static/player\.\w{10}\.js)"[^>]* defer>', html)
    assert address and address[1] in renderer.static.contents


def test_a_home_page_without_lists_is_whole(store: Path) -> None:
    home = samples.build_document(Kind.HOME, "trang-chu")
    tree = parse(Renderer(THEME, samples.SETTINGS, InMemoryLibrary([home]), store).render_document(home).html)
    assert len(find_all(tree, "h1")) == 1


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"topic": "khong-co"}, DocumentError),
        ({"cites": ({"law": "law/khong-co"},)}, DocumentError),
        ({"image": "khong-co"}, MediaFileError),
        ({"audio": "khong-co"}, MediaFileError),
        ({"show": "khong-co"}, DocumentError),
    ],
)
def test_what_a_document_names_and_is_not_there_is_an_error(
    renderer: Renderer, values: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error, match=r"explainer/a\.md"):
        renderer.render_document(samples.build_document(Kind.EXPLAINER, "a", **values))


def test_the_same_document_gives_the_same_bytes(library: InMemoryLibrary, store: Path) -> None:
    first, second = (Renderer(THEME, samples.SETTINGS, library, store) for _ in range(2))
    assert [first.render_document(each) for each in DOCUMENTS] == [second.render_document(each) for each in DOCUMENTS]


def test_an_explainer_is_light(renderer: Renderer) -> None:
    html = renderer.render_document(find("explainer/tam-tru")).html
    assert len(brotli.compress(html.encode(), quality=5)) < 14_000


def find(ref: str) -> ContentDocument:
    return next(document for document in DOCUMENTS if document.meta.ref == ref)
