"""The site under its own Content Security Policy: nothing of a page is blocked, and what is foreign to it is."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Route

from site_builder.media_types import guess_media_type
from tests.browser.site_server import find_headers
from tests.browser.test_site_access import PAGES
from tests.built_sites import SiteFolders

pytestmark = pytest.mark.xdist_group("residents-site")

PHONE = {"width": 360, "height": 740}
HOST = "https://luat.example.vn"
"""Nobody is asked: the files of the site are the answers."""
INLINE = b"<script>document.title = 'seized'</script><style>h1 { color: red }</style>"


@pytest.fixture
def open_guarded(residents_site: SiteFolders, open_page: Callable[..., Page]) -> Callable[..., tuple[Page, list[str]]]:
    """Opens a page as a host serves it that reads `_headers`; gives it with what the browser complains of."""
    rules = residents_site.read("_headers")

    def open_guarded(address: str, added: bytes = b"") -> tuple[Page, list[str]]:
        # a route answers no worker of the browser
        page = open_page("about:blank", viewport=PHONE, service_workers="block")
        complaints: list[str] = []

        def note(message: ConsoleMessage) -> None:
            if message.type == "error":
                complaints.append(message.text)

        def serve(route: Route) -> None:
            path = urlsplit(route.request.url).path.lstrip("/")
            file = residents_site.output / (f"{path}index.html" if not path or path.endswith("/") else path)
            body = file.read_bytes()
            if file.suffix == ".html":
                body = body.replace(b"</main>", added + b"</main>")
            headers = find_headers(rules, f"/{path}") | {"Content-Type": guess_media_type(file.name)}
            route.fulfill(headers=headers, body=body)

        page.on("console", note)
        page.route("**/*", serve)
        page.goto(HOST + address)
        return page, complaints

    return open_guarded


@pytest.mark.parametrize("address", [PAGES[0], PAGES[4], "/nghe/goi-114/", "/xem/dang-ky-tam-tru/", "/404.html"])
def test_nothing_of_a_page_is_blocked(open_guarded: Callable[..., tuple[Page, list[str]]], address: str) -> None:
    page, complaints = open_guarded(address)
    assert complaints == []
    assert page.evaluate("getComputedStyle(document.querySelector('.sign')).backgroundColor") == "rgb(148, 32, 26)"


def test_nothing_of_a_page_for_frames_is_blocked(open_guarded: Callable[..., tuple[Page, list[str]]]) -> None:
    page, complaints = open_guarded("/embed/giai-thich/dang-ky-tam-tru/")
    assert complaints == []
    assert page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor") == "rgb(148, 32, 26)"


def test_the_player_and_the_search_work_under_it(open_guarded: Callable[..., tuple[Page, list[str]]]) -> None:
    page, complaints = open_guarded("/nghe/goi-114/")
    assert page.locator(".is-ready").count() == 1 and complaints == []
    page, complaints = open_guarded("/tim-kiem/?q=tam%20tru")
    page.locator("[data-results] a").first.wait_for()
    assert complaints == []


def test_a_script_and_a_style_that_somebody_slips_in_are_blocked(
    open_guarded: Callable[..., tuple[Page, list[str]]],
) -> None:
    page, complaints = open_guarded("/404.html", INLINE)
    assert page.title() != "seized"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(255, 0, 0)"
    assert len(complaints) == 2 and all("Content Security Policy" in each for each in complaints)
