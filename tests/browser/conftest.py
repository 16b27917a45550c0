"""A whole newsroom for the browser tests: `manage.py demo` on copies of its folders and ports of its own.

It is started once for a run of the tests; every test that uses it belongs to the group `newsroom`, so that they share
one process of pytest-xdist.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser.site_server import serving
from tests.built_sites import SiteFolders, make_real_site

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
START_LIMIT_S = 600


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A demo that runs."""

    cms_url: str
    site_url: str
    folder: Path
    passwords: dict[str, str]
    log: Path

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def content_of_the_demo(self) -> Path:
        return self.folder / "content-of-the-demo"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def fetch(self, address: str, *, method: str = "GET", headers: dict[str, str] | None = None) -> Answer:
        """What the site answers at an address; redirects are not followed."""
        request = urllib.request.Request(self.site_url + address, method=method, headers=headers or {})
        opener = urllib.request.build_opener(_NoRedirects)
        try:
            with opener.open(request, timeout=30) as response:
                return Answer(response.status, dict(response.headers), response.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read())


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def wait_for(condition: Callable[[], object], *, limit_s: float = 60, what: str = "") -> object:
    """Ask again until the answer is true; fail with the last answer after the limit."""
    deadline_s = time.monotonic() + limit_s
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline_s:
            pytest.fail(f"{what or condition} did not come true within {limit_s} s: {answer!r}")
        time.sleep(0.2)


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """The demo, prepared and served; ended with the last test."""
    folder = tmp_path_factory.mktemp("newsroom")
    shutil.copytree(ROOT / "content", folder / "content")
    cms_port, site_port = _find_free_ports(2)
    environment = os.environ | {
        "VAR_DIR": str(folder / "var"),
        "CONTENT_DIR": str(folder / "content"),
        "SITE_OUTPUT_DIR": str(folder / "output"),
        "CMS_BASE_URL": f"http://127.0.0.1:{cms_port}",
        "SITE_BASE_URL": f"http://127.0.0.1:{site_port}",
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
    }
    command = [sys.executable, "manage.py", "demo", "--cms-port", str(cms_port), "--site-port", str(site_port)]
    log = folder / "demo.log"
    with log.open("w") as file:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT)
    try:
        _await_start(process, log, f"http://127.0.0.1:{cms_port}/quan-tri/login/")
        # what the demo made of the samples, before any test writes a page
        shutil.copytree(folder / "content", folder / "content-of-the-demo")
        passwords = json.loads((folder / "var" / "demo-accounts.json").read_text())
        yield Newsroom(f"http://127.0.0.1:{cms_port}", f"http://127.0.0.1:{site_port}", folder, passwords, log)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # Playwright's event loop makes Django believe that it runs in async code
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium of the system, or Playwright's own."""
    system = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    browser = playwright.chromium.launch(executable_path=system, args=CHROMIUM_OPTIONS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def residents_site(tmp_path_factory: pytest.TempPathFactory) -> SiteFolders:
    """The repository's own content as a built site, with pictures and captions as heavy as real ones.

    Files of tests that use it belong to the group `residents-site`.
    """
    site = make_real_site(tmp_path_factory.mktemp("residents"), is_weighty=True)
    built = site.build()
    assert built.code == 0, built.messages
    return site


@pytest.fixture(scope="session")
def residents_url(residents_site: SiteFolders) -> Iterator[str]:
    """The same, served."""
    with serving(residents_site.output) as url:
        yield url


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page in a window of its own; options are those of Playwright's `new_context`."""
    with ExitStack() as stack:

        def open_page(url: str, **options: object) -> Page:
            context = stack.enter_context(_closing(browser.new_context(locale="vi-VN", **options)))
            page = context.new_page()
            page.goto(url)
            return page

        yield open_page


@pytest.fixture
def editor(newsroom: Newsroom, open_page: Callable[..., Page]) -> Page:
    """The newsroom's first screen, signed in as the editor."""
    page = open_page(f"{newsroom.cms_url}/quan-tri/", viewport={"width": 1366, "height": 900})
    page.locator("#id_username").fill("bientap")
    page.locator("#id_password").fill(newsroom.passwords["bientap"])
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/quan-tri/")
    return page


@contextmanager
def _closing(context: object) -> Iterator[object]:
    try:
        yield context
    finally:
        context.close()


def _find_free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _number in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _await_start(process: subprocess.Popen[bytes], log: Path, url: str) -> None:
    def is_up() -> bool:
        if process.poll() is not None:
            pytest.fail(f"the demo ended with {process.returncode}:\n{log.read_text()[-4000:]}")
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                return response.status == 200
        except OSError:
            return False

    wait_for(is_up, limit_s=START_LIMIT_S, what=f"the demo (log: {log})")
