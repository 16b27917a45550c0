"""An explainer in another site's frame, in a real browser: it is shown there, and the page itself is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Frame, Page

from tests.browser.site_server import HostHandler, serving
from tests.built_sites import SiteFolders

pytestmark = pytest.mark.xdist_group("residents-site")

ADDRESS = "/giai-thich/dang-ky-tam-tru/"


@pytest.fixture
def hosted_url(residents_site: SiteFolders) -> Iterator[str]:
    """The site as a host serves it that reads `_headers`."""
    with serving(residents_site.output, HostHandler) as url:
        yield url


@pytest.fixture
def portal_url(hosted_url: str, tmp_path: Path) -> Iterator[str]:
    """A page of another origin that frames the page for frames and the page itself."""
    frames = "".join(
        f'<iframe name="{name}" title="{name}" src="{hosted_url}{address}" height="640"></iframe>'
        for name, address in {"embedded": f"/embed{ADDRESS}", "whole": ADDRESS}.items()
    )
    page = f'<!DOCTYPE html><html lang="vi"><title>Cổng</title><body><h1>Cổng</h1>{frames}</body></html>'
    (tmp_path / "index.html").write_text(page, "utf-8")
    with serving(tmp_path) as url:
        yield url.replace("127.0.0.1", "localhost")


def test_the_page_for_frames_is_shown_and_the_page_itself_refused(
    portal_url: str, hosted_url: str, open_page: Callable[..., Page]
) -> None:
    page = open_page("about:blank")
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    page.on("console", note)
    page.goto(portal_url, wait_until="networkidle")
    embedded, whole = find_frame(page, "embedded"), find_frame(page, "whole")
    assert embedded.locator("h1").inner_text() == "Đăng ký tạm trú tại phường Hải An"
    link = embedded.locator("main a")
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")
    assert whole.url != hosted_url + ADDRESS
    assert whole.locator("main").count() == 0
    refused = [each for each in complaints if "frame-ancestors" in each]
    assert len(refused) == 1 and hosted_url in refused[0]


def find_frame(page: Page, name: str) -> Frame:
    found = page.frame(name)
    assert found is not None
    return found
