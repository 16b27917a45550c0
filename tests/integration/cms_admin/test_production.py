"""Production as README.md starts it: migrated, static files collected, waitress behind a proxy that speaks HTTPS."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.cms.test_settings import GOOD

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.xdist_group("production")

HEADERS = {"Host": GOOD["ALLOWED_HOSTS"], "X-Forwarded-Proto": "https"}


def read_command() -> list[str]:
    """The command of README.md, with this environment's programs."""
    (line,) = re.findall(r"^ +\.venv/bin/(waitress-serve .*?)(?: +#.*)?$", (ROOT / "README.md").read_text(), re.M)
    program, *options = shlex.split(line)
    return [str(Path(sys.executable).parent / program), *options]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("production")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | GOOD | {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "cms.settings.production"}
    for command in (["migrate", "-v0"], ["collectstatic", "--no-input", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    command = [option.replace(":8000", f":{port}") for option in read_command()]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        yield _await(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        process.wait()


def _await(address: str, process: subprocess.Popen[bytes]) -> str:
    for _attempt in range(150):
        try:
            fetch(f"{address}/quan-tri/login/", HEADERS)
            return address
        except OSError:
            assert process.poll() is None
            time.sleep(0.2)
    raise TimeoutError(address)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def fetch(url: str, headers: dict[str, str]) -> tuple[int, str, str]:
    """Status, body and location."""
    opener = urllib.request.build_opener(_NoRedirects)
    try:
        with opener.open(urllib.request.Request(url, headers=headers), timeout=30) as response:
            return response.status, response.read().decode(), ""
    except urllib.error.HTTPError as error:
        return error.code, "", error.headers.get("Location", "")


def test_behind_a_proxy_that_speaks_https_officers_can_sign_in(address: str) -> None:
    status, page, _location = fetch(f"{address}/quan-tri/login/", HEADERS)
    assert status == 200
    assert "Tòa soạn Tiếng Luật" in page
    style = re.search(r'href="(/static/[^"]+\.css)"', page)
    assert style is not None
    assert fetch(address + style[1], HEADERS)[0] == 200


def test_without_https_they_are_sent_there(address: str) -> None:
    status, _page, location = fetch(f"{address}/quan-tri/login/", {"Host": GOOD["ALLOWED_HOSTS"]})
    assert status == 301
    assert location.startswith("https://")


def test_a_foreign_host_is_refused(address: str) -> None:
    assert fetch(f"{address}/quan-tri/login/", HEADERS | {"Host": "example.org"})[0] == 400
