"""`serve --live` and `build --watch`: writers see what they wrote, residents never meet the script."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.building.api import BuildConfig
from site_builder.live_reload import EVENTS_ADDRESS, SCRIPT, LiveSiteHandler, add_script
from site_builder.serving import make_server
from site_builder.watching import list_watched, watch_and_build


@pytest.fixture
def output(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("<html><body>một</body></html>")
    (tmp_path / "a.txt").write_text("văn bản")
    return tmp_path


@pytest.fixture
def connection(output: Path) -> Iterator[http.client.HTTPConnection]:
    server = make_server(output, port=0, handler=LiveSiteHandler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=20)
    yield connection
    connection.close()
    server.shutdown()
    thread.join()
    server.server_close()


def test_pages_listen_and_other_files_are_as_they_are(connection: http.client.HTTPConnection, output: Path) -> None:
    connection.request("GET", "/")
    assert connection.getresponse().read().decode() == f"<html><body>một{SCRIPT}</body></html>"
    connection.request("GET", "/a.txt")
    assert connection.getresponse().read().decode() == "văn bản"
    assert SCRIPT not in (output / "index.html").read_text()


def test_an_open_page_is_told_of_a_change(connection: http.client.HTTPConnection, output: Path) -> None:
    connection.request("GET", EVENTS_ADDRESS)
    events = connection.getresponse()
    assert events.headers["Content-Type"] == "text/event-stream"
    assert events.readline() == b": here\n"
    (output / "index.html").write_text("<html><body>hai</body></html>")
    lines = iter(events.readline, b"")
    assert next(line for line in lines if line.startswith(b"event:")) == b"event: change\n"


def test_a_page_without_an_end_listens_too() -> None:
    assert add_script("<p>x") == f"<p>x{SCRIPT}"


def test_a_change_of_a_document_builds_again(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    config = BuildConfig(content=content, theme=tmp_path / "none", media_store=tmp_path / "none")
    assert list_watched(config) == [content]
    builds, stop = [], threading.Event()

    def build() -> None:
        builds.append(len(builds))
        if len(builds) == 1:
            threading.Timer(0.3, lambda: (content / "a.md").write_text("a")).start()
        else:
            stop.set()

    watch_and_build(config, build, stop)
    assert builds == [0, 1]
