"""What a browser keeps: pages that were read, those that a resident chose, and no more than is stated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.xdist_group("residents-site")

PHONE = {"width": 360, "height": 740}
EXPLAINER, OTHER, AUDIO, DESK = "/giai-thich/dang-ky-tam-tru/", "/lien-he/", "/nghe/goi-114/", "/khong-mang/"
TAGS, FINGERTIP_PX = "/the/", 44
KEPT = "name => caches.open(name).then(kept => kept.keys()).then(all => all.map(each => new URL(each.url).pathname))"
IS_KEPT = f"([name, path]) => ({KEPT})(name).then(paths => paths.includes(path))"
SAVE_DATA = "Object.defineProperty(navigator.connection, 'saveData', {get: () => true})"
FILL = """async ([count, size]) => {
    const kept = await caches.open("da-xem");
    for (let number = 0; number < count; number++)
        await kept.put(`/cu-${number}/`, new Response("", {headers: {"x-size": size, "content-type": "text/html"}}));
}"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, locale="vi-VN")
    yield context
    context.close()


def open_with_worker(context: BrowserContext, url: str, address: str = AUDIO) -> Page:
    """A page that brings the worker, once it is in charge."""
    page = context.new_page()
    page.goto(url + address)
    page.wait_for_function("navigator.serviceWorker.controller")
    return page


def await_kept(page: Page, cache: str, path: str) -> None:
    page.wait_for_function(IS_KEPT, arg=[cache, path])


@contextmanager
def without_network(context: BrowserContext) -> Iterator[None]:
    context.set_offline(True)
    yield
    context.set_offline(False)


def test_pages_that_were_read_are_read_again_without_a_network(context: BrowserContext, residents_url: str) -> None:
    page = open_with_worker(context, residents_url)
    await_kept(page, "da-xem", AUDIO)  # it was read before the worker came
    page.goto(residents_url + EXPLAINER)
    await_kept(page, "da-xem", EXPLAINER)
    with without_network(context):
        page.goto(residents_url + OTHER)
        expect(page.locator("[data-missing]")).to_be_visible()
        page.get_by_role("link", name="Đăng ký tạm trú").first.click()
        page.wait_for_url("**" + EXPLAINER)
        assert page.locator("h1").inner_text().startswith("Đăng ký tạm trú")
        page.goto(residents_url + AUDIO)
        assert page.locator(".is-ready").count() == 1


def test_the_shortest_title_that_is_kept_is_as_wide_as_a_fingertip(context: BrowserContext, residents_url: str) -> None:
    page = open_with_worker(context, residents_url)
    page.goto(residents_url + TAGS)
    await_kept(page, "da-xem", TAGS)
    page.goto(residents_url + DESK)
    kept = page.locator("[data-visited] li").get_by_role("link", name="Thẻ", exact=True)
    expect(kept).to_be_visible()
    box = kept.bounding_box()
    assert box is not None and min(box["width"], box["height"]) >= FINGERTIP_PX


def test_the_oldest_go_when_there_is_more_than_is_stated(context: BrowserContext, residents_url: str) -> None:
    page = open_with_worker(context, residents_url)
    await_kept(page, "da-xem", AUDIO)
    page.evaluate(FILL, [5, 5_000_000])
    page.goto(residents_url + EXPLAINER)
    page.wait_for_function(f"({KEPT})('da-xem').then(paths => !paths.includes('/cu-1/'))")
    kept = page.evaluate(KEPT, "da-xem")
    assert [path for path in kept if path.startswith("/cu-")] == ["/cu-2/", "/cu-3/", "/cu-4/"]
    assert EXPLAINER in kept and AUDIO not in kept


def test_a_chosen_page_stays_with_its_recording_until_it_is_removed(
    context: BrowserContext, residents_url: str
) -> None:
    page = context.new_page()
    page.goto(residents_url + AUDIO)
    page.get_by_role("link", name="Đọc khi không có mạng").click()
    page.locator("[data-offer]").get_by_role("button", name="Giữ trang và bài nghe: Nghe một phút").click()
    expect(page.get_by_role("status")).to_contain_text("Đã giữ")
    row = page.locator("[data-chosen] li")
    expect(row).to_contain_text("có bài nghe")
    expect(page.locator("[data-chosen] [data-sum]")).to_contain_text("kB")
    with without_network(context):
        page.goto(residents_url + AUDIO)
        piece = page.evaluate(
            "fetch(document.querySelector('audio source').src, {headers: {range: 'bytes=2-5'}})"
            ".then(async piece => [piece.status, (await piece.blob()).size])"
        )
        assert piece == [206, 4]
    page.goto(residents_url + DESK)
    page.locator("[data-chosen]").get_by_role("button", name="Xóa").click()
    expect(page.locator("[data-chosen] [data-sum]")).to_have_text("chưa có gì")
    expect(page.locator("[data-heading]")).to_be_focused()
    assert [path for path in page.evaluate(KEPT, "da-giu") if path.startswith(("/nghe/", "/media/"))] == []


def test_who_saves_data_keeps_what_she_chooses_alone(context: BrowserContext, residents_url: str) -> None:
    context.add_init_script(SAVE_DATA)
    page = context.new_page()
    page.goto(residents_url + AUDIO, wait_until="networkidle")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    page.goto(residents_url + DESK)
    expect(page.locator("[data-sparing]")).to_be_visible()
    page.goto(residents_url + EXPLAINER)
    page.get_by_role("link", name="Đọc khi không có mạng").click()
    page.locator("[data-offer]").get_by_role("button", name="Giữ trang: Đăng ký tạm trú").click()
    expect(page.locator("[data-chosen] li")).to_have_count(1)
    page.wait_for_function("navigator.serviceWorker.controller")
    context.service_workers[0].evaluate(SAVE_DATA)
    page.goto(residents_url + OTHER, wait_until="networkidle")
    assert page.evaluate(KEPT, "da-xem") == []
    assert EXPLAINER in page.evaluate(KEPT, "da-giu")


def test_a_page_is_whole_without_its_pictures(residents_url: str, open_page: Callable[..., Page]) -> None:
    def read(page: Page) -> tuple[float, list[str]]:
        page.goto(residents_url + EXPLAINER)
        page.evaluate("document.querySelectorAll('img').forEach(each => each.scrollIntoView())")
        page.wait_for_load_state("networkidle")
        height = page.evaluate("document.documentElement.scrollHeight")
        return height, page.locator("main img").evaluate_all("all => all.map(each => each.alt)")

    page = open_page("about:blank", viewport=PHONE)
    whole = read(page)
    page.route("**/*", lambda route: route.abort() if route.request.resource_type == "image" else route.continue_())
    blocked = read(page)
    assert page.locator("main img").evaluate_all("all => all.every(each => !each.naturalWidth)")
    assert whole[1] and all(whole[1])
    assert blocked == whole
