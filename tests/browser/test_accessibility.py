"""axe on every kind of page with its real media, and on the newsroom's own screens. A faulty page proves that it looks.

What phones get, by day and by night, is looked at in `test_site_access.py`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Newsroom

pytestmark = pytest.mark.xdist_group("newsroom")

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESKTOP = {"width": 1280, "height": 900}

SITE_PAGES = [
    "/",
    "/linh-vuc/",
    "/linh-vuc/cu-tru/",
    "/giai-thich/",
    "/giai-thich/dang-ky-tam-tru/",
    "/giai-thich/hoa-giai-tranh-chap-dat-dai/",
    "/tinh-huong/",
    "/nghe/",
    "/xem/dang-ky-tam-tru/",
    "/podcast/phap-luat-hai-an/",
    "/loa/",
    "/van-ban/",
    "/van-ban/luat-cu-tru-2020/",
    "/the/",
    "/tim-kiem/",
    "/luu-tru/",
    "/gioi-thieu/",
    "/ke-hoach-chuyen-doi-so-phap-luat/",
    "/404.html",
]
NEWEST_OF = ["/tinh-huong/", "/nghe/", "/loa/"]
"""Sections of which the newest document is looked at, too."""


def find_violations(page: Page, include: str | None = None) -> list[str]:
    """What axe finds, as `rule: element` lines."""
    context = {"include": [include]} if include else None
    found = Axe().run(page, context=context, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [f"{rule['id']}: {node['target']}" for rule in found.response["violations"] for node in rule["nodes"]]


def list_newest(newsroom: Newsroom, open_page: Callable[..., Page]) -> list[str]:
    addresses = []
    for section in NEWEST_OF:
        page = open_page(newsroom.site_url + section)
        links = page.locator(f"main a[href^='{section}']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        addresses.append(next(href for href in links if href.count("/") == 3 and "trang" not in href))
    return addresses


def test_no_page_of_the_site_keeps_anybody_out_at_a_desk(newsroom: Newsroom, open_page: Callable[..., Page]) -> None:
    page = open_page(newsroom.site_url, viewport=DESKTOP, reduced_motion="reduce")
    violations = {}
    for address in [*SITE_PAGES, *list_newest(newsroom, open_page)]:
        page.goto(newsroom.site_url + address)
        violations[address] = find_violations(page)
    assert {address: found for address, found in violations.items() if found} == {}


def test_a_faulty_page_is_found_out(open_page: Callable[..., Page]) -> None:
    page = open_page("about:blank")
    page.set_content("<html lang=vi><title>x</title><main><img src=x.png><p style='color:#ccc'>mờ</p></main>")
    rules = {line.partition(":")[0] for line in find_violations(page)}
    assert {"image-alt", "color-contrast"} <= rules


def test_a_narrow_screen_with_large_text_does_not_scroll_sideways(
    newsroom: Newsroom, open_page: Callable[..., Page]
) -> None:
    page = open_page(newsroom.site_url, viewport={"width": 320, "height": 700})
    wide = []
    for address in SITE_PAGES:
        page.goto(newsroom.site_url + address)
        page.add_style_tag(content="html { font-size: 200% !important }")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(address)
    assert wide == []


def test_everything_is_read_without_script(newsroom: Newsroom, open_page: Callable[..., Page]) -> None:
    page = open_page(newsroom.site_url + "/giai-thich/dang-ky-tam-tru/", java_script_enabled=False)
    assert page.locator("audio[controls]").count() == 1
    assert page.get_by_role("heading", name="Trả lời nhanh").is_visible()
    page.get_by_text("Đọc lời ghi lại").click()
    assert page.get_by_text("Xin chào bà con phường Hải An.").first.is_visible()


def test_the_player_skips_and_its_lines_seek(newsroom: Newsroom, open_page: Callable[..., Page]) -> None:
    page = open_page(newsroom.site_url + "/nghe/goi-114/")
    page.get_by_role("button", name="Tới 10 giây").first.click()
    page.wait_for_function("document.querySelector('audio').currentTime >= 9")


OUR_SCREENS = [
    ("/quan-tri/", ".tl-panel"),
    ("/quan-tri/so-tay/", "main"),
    ("/quan-tri/so-tay/bai-dau-tien/", "main"),
    ("/quan-tri/bao-cao/cong-viec/", "main"),
    ("/quan-tri/bao-cao/xuat-ban/", "main"),
    ("/quan-tri/bao-cao/gop-y/", "main"),
    ("/quan-tri/media/audio/add/", "main"),
]


@pytest.mark.parametrize(("address", "part"), OUR_SCREENS)
def test_our_screens_of_the_newsroom_keep_nobody_out(newsroom: Newsroom, editor: Page, address: str, part: str) -> None:
    editor.goto(newsroom.cms_url + address)
    assert find_violations(editor, part) == []
