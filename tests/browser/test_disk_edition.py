"""The edition for disks in a browser, opened from a folder: it is read and searched, and asks nobody for anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from site_builder.editions.api import EditionConfig, make_edition
from tests.built_sites import SiteFolders

pytestmark = pytest.mark.xdist_group("residents-site")

PHONE = {"width": 360, "height": 740}
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def edition(residents_site: SiteFolders, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("stick") / "Tiếng Luật"
    make_edition(EditionConfig(target, residents_site.output))
    return target


@pytest.fixture
def page(edition: Path, open_page: OpenPage) -> Page:
    """The page to open, opened; a request that leaves the folder, a failed one and an error fail the test."""
    page = open_page("about:blank", viewport=PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: pytest.fail(f"{request.url}: {request.failure}"))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto((edition / "MO-TRANG-NAY.html").as_uri())
    page.wait_for_url("**/trang/index.html")
    yield page
    assert [url for url in asked if not url.startswith((edition.as_uri(), "data:"))] == []
    assert len(asked) > 1


def test_links_lead_from_the_first_page_to_an_explainer_and_its_law(page: Page) -> None:
    page.get_by_role("navigation", name="Các mục chính").get_by_role("link", name="Giải thích").click()
    page.locator(".entry a[href*='dang-ky-tam-tru']").first.click()
    assert page.title().startswith("Đăng ký tạm trú")
    page.locator(".basis summary").click()
    page.locator(".basis a").first.click()
    assert "/trang/van-ban/" in page.url and page.locator("h1").inner_text()
    page.locator(".sign__name a").click()
    assert page.url.endswith("/trang/index.html")


@pytest.mark.parametrize("query", ["đăng ký tạm trú", "dang ky tam tru"])
def test_the_search_finds_with_and_without_accents(page: Page, query: str) -> None:
    page.fill("#q", query)
    page.keyboard.press("Enter")
    page.locator("[data-results] a").first.click()
    page.wait_for_url("**/giai-thich/dang-ky-tam-tru/index.html")


def test_a_recording_plays_and_a_film_is_named(page: Page, edition: Path) -> None:
    page.goto((edition / "trang" / "nghe" / "goi-114" / "index.html").as_uri())
    assert page.locator(".is-ready").count() == 1
    source = page.evaluate("document.querySelector('audio source').src")
    assert source.startswith(edition.as_uri()) and source.endswith(".mp3")
    page.goto((edition / "trang" / "xem" / "dang-ky-tam-tru" / "index.html").as_uri())
    link = page.get_by_role("link", name="xem trên mạng").first
    assert page.locator("video").count() == 0 and "/xem/dang-ky-tam-tru/" in str(link.get_attribute("href"))
