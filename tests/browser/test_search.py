"""The search in a browser: the repository's own content, as its residents ask for it, and hostile titles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, Request

from site_builder.search.folding import split_syllables
from site_builder.search.postings import decode_postings, hash_syllable
from tests.browser.site_server import serving
from tests.built_sites import THEME, SiteFolders, make_real_site, make_small_site

pytestmark = pytest.mark.xdist_group("search")

SCRIPT = THEME / "static" / "search.js"
PHONE = {"width": 360, "height": 740}
BROTLI_QUALITY = 5
HTML_BUDGET_BYTES, SCRIPT_BUDGET_BYTES, INDEX_BUDGET_BYTES = 10_000, 8000, 45_000
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script> {query} & «x»'
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> SiteFolders:
    site = make_real_site(tmp_path_factory.mktemp("search"))
    built = site.build()
    assert built.code == 0, built.messages
    return site


@pytest.fixture(scope="module")
def url(real_site: SiteFolders) -> Iterator[str]:
    """The search of the real content."""
    with serving(real_site.output) as base:
        yield f"{base}/tim-kiem/"


def ask(page: Page, query: str) -> list[str]:
    """Type a question; the addresses of the results."""
    page.fill("#q", query)
    page.wait_for_function(
        "query => document.querySelector('[role=status]').textContent.includes(`«${query}»`)", arg=query.strip()
    )
    return page.locator("[data-results] a").evaluate_all("all => all.map(a => a.getAttribute('href'))")


@pytest.fixture
def page(open_page: OpenPage, url: str) -> Page:
    return open_page(url, viewport=PHONE)


FIRST = {
    "tam tru": "/giai-thich/dang-ky-tam-tru/",
    "tạm trú": "/giai-thich/dang-ky-tam-tru/",
    "TẠM TRÚ": "/giai-thich/dang-ky-tam-tru/",
    "dat dai": "/van-ban/luat-dat-dai-2024/",
    "hoa giai": "/giai-thich/hoa-giai-tranh-chap-dat-dai/",
    "hòa giải": "/giai-thich/hoa-giai-tranh-chap-dat-dai/",
    "hoà giải": "/giai-thich/hoa-giai-tranh-chap-dat-dai/",
    "114": "/giai-thich/bao-chay-114/",
    "68/2020/QH14": "/van-ban/luat-cu-tru-2020/",
    "68/2020/qh14": "/van-ban/luat-cu-tru-2020/",
    "khai sinh": "/giai-thich/dang-ky-khai-sinh/",
    "ket hon": "/giai-thich/dang-ky-ket-hon/",
    "mu bao hiem": "/giai-thich/mu-bao-hiem/",
    "sổ đỏ": "/giai-thich/dang-ky-bien-dong-dat-dai/",
    "dang ky tam t": "/giai-thich/dang-ky-tam-tru/",
    "làm thê": "/giai-thich/luong-lam-them-gio/",
    "tôi muốn làm thẻ căn cước cho con": "/giai-thich/the-can-cuoc-cho-tre-em/",
    "con nhỏ ngồi ghế trước ô tô": "/giai-thich/cho-tre-em-tren-o-to/",
    "chủ nhà không cho đăng ký": "/giai-thich/dang-ky-tam-tru/",
}


def test_residents_find_the_right_page_first(page: Page) -> None:
    assert {query: ask(page, query)[0] for query in FIRST} == FIRST


def test_what_a_page_has_only_in_a_question_is_found(page: Page) -> None:
    for query in ("ho khau", "hộ khẩu"):
        assert "/giai-thich/dang-ky-tam-tru/" in ask(page, query)[:3]


def test_a_name_in_the_title_comes_before_mentions(page: Page) -> None:
    assert "/giai-thich/tai-khoan-dinh-danh-dien-tu/" in ask(page, "VNeID")[:2]


def test_what_nobody_wrote_gives_a_sentence_that_helps(page: Page) -> None:
    assert ask(page, "xyzzy qwert") == []
    sentence = page.locator("[role=status]").inner_text()
    assert "Không tìm thấy" in sentence and "chọn một lĩnh vực" in sentence
    assert page.locator("main section a").count() > 20


def test_a_question_that_no_page_has_in_full_says_so(page: Page) -> None:
    assert ask(page, "tôi muốn làm thẻ căn cước cho con")
    assert "gần đúng" in page.locator("[role=status]").inner_text()


def test_nothing_is_fetched_before_the_field_is_used_and_little_after(
    open_page: OpenPage, url: str, real_site: SiteFolders
) -> None:
    page = open_page("about:blank")
    fetched: list[Request] = []
    page.on("request", lambda request: fetched.append(request))
    page.goto(url, wait_until="networkidle")
    assert [request.resource_type for request in fetched] == ["document", "script"]
    ask(page, "đăng ký tạm trú")
    paths = [request.url.partition("/tim-kiem/")[2] for request in fetched[2:]]
    assert paths[0] == "muc-luc.json" and len(paths) == len(set(paths))
    assert sum(measure(real_site.output / "tim-kiem" / path) for path in paths) <= INDEX_BUDGET_BYTES
    assert measure(real_site.output / "tim-kiem" / "index.html") <= HTML_BUDGET_BYTES
    assert measure(SCRIPT) <= SCRIPT_BUDGET_BYTES


def measure(path: Path) -> int:
    return len(brotli.compress(path.read_bytes(), quality=BROTLI_QUALITY))


def test_the_question_stands_in_the_address_and_comes_from_it(page: Page, url: str) -> None:
    ask(page, "tạm trú")
    assert page.url == f"{url}?q=t%E1%BA%A1m%20tr%C3%BA"
    page.reload()
    page.locator("[data-results] a").first.wait_for()
    assert page.input_value("#q") == "tạm trú"
    page.fill("#q", "")
    page.wait_for_function("!location.search")
    assert page.locator("[data-results] li").count() == 0


def test_the_first_page_asks_too(page: Page, url: str) -> None:
    page.goto(url.replace("tim-kiem/", ""))
    field = page.get_by_role("searchbox", name="Bạn muốn tìm gì?")
    button = page.locator("main form button")
    assert all(box and box["height"] >= 44 for box in (field.bounding_box(), button.bounding_box()))
    field.fill("tạm trú")
    button.click()
    page.locator("[data-results] a").first.wait_for()
    assert page.url == f"{url}?q=t%E1%BA%A1m%20tr%C3%BA"
    assert page.locator("[data-results] a").first.get_attribute("href") == "/giai-thich/dang-ky-tam-tru/"


def test_the_first_page_leads_on_without_a_script(open_page: OpenPage, url: str) -> None:
    page = open_page(url.replace("tim-kiem/", ""), java_script_enabled=False)
    page.fill("#q", "tạm trú")
    page.press("#q", "Enter")
    page.wait_for_url(f"{url}?q=*")
    assert page.locator("main a[href='/linh-vuc/cu-tru/']").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_page_keeps_nobody_out(open_page: OpenPage, url: str, scheme: str) -> None:
    page = open_page(url.replace("tim-kiem/", ""), viewport=PHONE, color_scheme=scheme, reduced_motion="reduce")
    assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []


def test_it_is_used_by_the_keyboard_alone(page: Page) -> None:
    page.locator("#q").focus()
    page.keyboard.type("dat dai")
    page.keyboard.press("Enter")
    page.locator("[data-results] a").first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-results]') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url("**/van-ban/luat-dat-dai-2024/")


def test_more_results_come_on_demand_with_the_focus_on_the_first_of_them(page: Page) -> None:
    assert len(ask(page, "dang ky")) == 10
    page.get_by_role("button", name="Xem thêm kết quả").click()
    page.wait_for_function("document.querySelectorAll('[data-results] li').length > 10")
    page.wait_for_function("document.activeElement === document.querySelectorAll('[data-results] a')[10]")


def test_what_was_asked_for_is_marked(page: Page) -> None:
    ask(page, "tam tru")
    marked = page.locator("[data-results] li").first.locator("h2 mark").all_inner_texts()
    assert marked == ["tạm", "trú"]


def test_results_are_announced_once_they_stand(page: Page) -> None:
    status = page.locator("[role=status]")
    ask(page, "ket hon")
    count = page.locator("[data-results] li").count()
    assert status.inner_text() == f"Tìm thấy {count} trang cho «ket hon»."


def test_without_a_connection_it_says_so(page: Page) -> None:
    page.route("**/*.json", lambda route: route.abort())
    ask_and_fail = "() => document.querySelector('[role=status]').textContent.includes('chưa tìm được')"
    page.fill("#q", "tạm trú")
    page.wait_for_function(ask_and_fail)
    page.unroute("**/*.json")
    assert ask(page, "tạm trú dài")


def test_without_a_script_the_page_leads_on(open_page: OpenPage, url: str) -> None:
    page = open_page(url, java_script_enabled=False)
    assert "JavaScript" in page.locator("noscript").inner_text()
    assert page.locator("main a[href='/linh-vuc/cu-tru/']").is_visible()
    assert page.locator("main a[href='/van-ban/luat-cu-tru-2020/']").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_keeps_nobody_out(open_page: OpenPage, url: str, scheme: str) -> None:
    page = open_page(url, viewport=PHONE, color_scheme=scheme, reduced_motion="reduce")
    for query in ("dang ky", "xyzzy qwert"):
        ask(page, query)
        assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []


def test_narrow_screens_do_not_scroll_sideways(open_page: OpenPage, url: str) -> None:
    page = open_page(url, viewport={"width": 320, "height": 640})
    page.add_style_tag(content="html { font-size: 200% !important }")
    ask(page, "68/2020/QH14")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_hostile_title_is_shown_as_it_is_written(open_page: OpenPage, tmp_path: Path) -> None:
    site = make_small_site(tmp_path)
    site.add("explainer/hong", title=f"Hổng {HOSTILE}", summary=HOSTILE, tags=["__proto__", "constructor"])
    assert site.build().code == 0
    with serving(site.output) as base:
        page = open_page(f"{base}/tim-kiem/")
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        for query in ("hổng", "constructor", "proto"):
            assert ask(page, query) == ["/giai-thich/hong/"]
        assert page.locator("[data-results] h2").inner_text() == f"Hổng {HOSTILE}"
        assert page.locator("[data-results] img, [data-results] script").count() == 0


@pytest.fixture(scope="module")
def parts(browser: object, url: str) -> Iterator[Page]:
    """A page whose window has the script's own functions as `parts`."""
    context = browser.new_context()  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(url)
    source = SCRIPT.read_text("utf-8") + "\nwindow.parts = { split, hash, decode };"
    page.add_script_tag(content=source, type="module")
    page.wait_for_function("window.parts")
    yield page
    context.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text() | st.text(alphabet="aăâeêioôơuưyđhctnmgAĐÔƯ \u0300\u0301\u0303\u0309\u0323\u0302ıİßſK09/-")))
def test_the_script_folds_as_the_builder_does(parts: Page, texts: list[str]) -> None:
    theirs = parts.evaluate("texts => texts.map(t => parts.split(t).map(s => [s.folded, s.letters + s.tone]))", texts)
    assert theirs == [[[each.folded, each.spelling] for each in split_syllables(text)] for text in texts]


def test_the_script_reads_every_file_as_the_builder_wrote_it(parts: Page, real_site: SiteFolders) -> None:
    shelves = [json.loads(path.read_bytes()) for path in real_site.output.glob("tim-kiem/*/am-*.json")]
    texts = [text for shelf in shelves for spellings in shelf.values() for text in spellings.values()]
    assert texts
    theirs = parts.evaluate("texts => texts.map(t => parts.decode(t).filter((_, i) => i % 3 == 0))", texts)
    assert theirs == [list(decode_postings(text)) for text in texts]
    syllables = sorted({syllable for shelf in shelves for syllable in shelf})
    assert parts.evaluate("all => all.map(parts.hash)", syllables) == [hash_syllable(each) for each in syllables]


def test_the_script_puts_no_data_in_as_html() -> None:
    assert "innerHTML" not in SCRIPT.read_text("utf-8")
    assert "insertAdjacentHTML" not in SCRIPT.read_text("utf-8")
