"""`serve` over real HTTP on a free port."""

from __future__ import annotations

import gzip
import http.client
import socket
import struct
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import brotli
import pytest

from site_builder.atomic_files import write_bytes
from site_builder.serving import (
    ByteRange,
    RangeNotSatisfiableError,
    SiteHandler,
    SiteServer,
    find_file,
    make_server,
    parse_range,
)
from tests.companions import write_with_companions

AUDIO = bytes(range(200)) * 500


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("served") / "output"
    for name, content in {
        "index.html": "trang chủ",
        "404.html": "không tìm thấy",
        "410.html": "đã gỡ",
        "giai-thich/a/index.html": "bài",
        "giai-thich/cu/index.html": "chuyển",
        "feed/rss.xml": "<rss/>",
        "feed/atom.xml": "<feed/>",
        "media/a.vtt": "WEBVTT",
        "media/a.avif": "x",
        ".part": "half",
        "_redirects": "# rules\n/giai-thich/cu/ /giai-thich/a/ 301!\n/da-go/ /410.html 410!\nnonsense\n",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (root / "media" / "a.opus").write_bytes(AUDIO)
    secret = root.parent / "secret.txt"
    secret.write_text("secret")
    (root / "escape.txt").symlink_to(secret)
    return root


@pytest.fixture(scope="module")
def port(site: Path) -> Iterator[int]:
    server = make_server(site, port=0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


class Answer:
    def __init__(self, port: int, method: str, path: str, headers: dict[str, str]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.putrequest(method, path)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        self.status, self.headers, self.body = response.status, response.headers, response.read()
        connection.close()


def get(port: int, path: str, **headers: str) -> Answer:
    return Answer(port, "GET", path, {name.replace("_", "-"): value for name, value in headers.items()})


def test_a_folder_is_answered_with_its_index(port: int) -> None:
    assert get(port, "/").body.decode() == "trang chủ"
    assert get(port, "/giai-thich/a/?utm=1").body.decode() == "bài"


def test_a_folder_without_its_slash_is_redirected(port: int) -> None:
    answer = get(port, "/giai-thich/a")
    assert (answer.status, answer.headers["Location"]) == (301, "/giai-thich/a/")


def test_what_is_missing_is_404_with_the_page_that_says_so(port: int) -> None:
    answer = get(port, "/khong-co/")
    assert (answer.status, answer.body.decode()) == (404, "không tìm thấy")


def test_a_moved_address_is_redirected_though_a_file_stands_there(port: int) -> None:
    answer = get(port, "/giai-thich/cu/")
    assert (answer.status, answer.headers["Location"]) == (301, "/giai-thich/a/")


def test_a_gone_address_is_410_with_the_page_that_says_so(port: int) -> None:
    answer = get(port, "/da-go/")
    assert (answer.status, answer.body.decode()) == (410, "đã gỡ")


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/media/a.opus", "audio/ogg"),
        ("/media/a.vtt", "text/vtt; charset=utf-8"),
        ("/media/a.avif", "image/avif"),
        ("/feed/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/feed/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/", "text/html; charset=utf-8"),
    ],
)
def test_files_have_their_content_type(port: int, path: str, media_type: str) -> None:
    assert get(port, path).headers["Content-Type"] == media_type


@pytest.mark.parametrize(
    ("header", "first", "last"), [("bytes=0-99", 0, 99), ("bytes=99990-", 99990, 99999), ("bytes=-5", 99995, 99999)]
)
def test_a_range_is_answered_with_its_bytes(port: int, header: str, first: int, last: int) -> None:
    answer = get(port, "/media/a.opus", Range=header)
    assert answer.status == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(AUDIO)}"
    assert answer.body == AUDIO[first : last + 1]


def test_a_range_behind_the_end_is_416_with_the_size(port: int) -> None:
    answer = get(port, "/media/a.opus", Range="bytes=100000-")
    assert (answer.status, answer.headers["Content-Range"]) == (416, "bytes */100000")


def test_a_range_of_a_changed_file_gets_the_whole_file(port: int) -> None:
    etag = get(port, "/media/a.opus").headers["ETag"]
    assert get(port, "/media/a.opus", Range="bytes=0-9", If_Range=etag).status == 206
    assert get(port, "/media/a.opus", Range="bytes=0-9", If_Range='"older"').body == AUDIO


def test_head_has_the_headers_of_get_and_no_body(port: int) -> None:
    head = Answer(port, "HEAD", "/media/a.opus", {})
    whole = get(port, "/media/a.opus")
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Length", "Content-Type", "Accept-Ranges", "ETag", "Last-Modified"):
        assert head.headers[name] == whole.headers[name]


def test_an_unchanged_file_is_304(port: int) -> None:
    first = get(port, "/")
    assert get(port, "/", If_None_Match=first.headers["ETag"]).status == 304
    assert get(port, "/", If_Modified_Since=first.headers["Last-Modified"]).status == 304
    assert get(port, "/", If_None_Match='"other"', If_Modified_Since=first.headers["Last-Modified"]).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/giai-thich/../../secret.txt",
        "/escape.txt",
        "/.part",
        "/a%00b",
        "/..%5csecret.txt",
    ],
)
def test_nothing_outside_the_folder_is_served(port: int, path: str) -> None:
    answer = get(port, path)
    assert answer.status == 404
    assert b"secret" not in answer.body


def test_a_redirect_never_leads_to_another_host(port: int) -> None:
    answer = get(port, "//giai-thich/a")
    assert answer.headers["Location"] == "/giai-thich/a/"


def test_several_ranges_are_answered_with_the_whole_file() -> None:
    assert parse_range("bytes=0-1,4-5", 10) is None
    assert parse_range("items=0-1", 10) is None
    assert parse_range("bytes=5-2", 10) is None


def test_a_range_is_cut_at_the_end_of_the_file() -> None:
    assert parse_range("bytes=8-100", 10) == ByteRange(8, 9)
    assert parse_range("bytes=-100", 10) == ByteRange(0, 9)
    with pytest.raises(RangeNotSatisfiableError):
        parse_range("bytes=-0", 10)


def test_a_file_is_not_a_folder(site: Path) -> None:
    assert find_file(site, "/404.html/") is None


PAGE = "Điều 20. ".encode() * 300


@pytest.fixture(scope="module")
def page(site: Path) -> Path:
    path = site / "nen" / "index.html"
    write_with_companions(path, PAGE)
    return path


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0.000, gzip; q=0", None),
        ("identity", None),
        ("", None),
    ],
)
def test_a_page_is_sent_as_the_reader_can_read_it(port: int, page: Path, accepted: str, coding: str | None) -> None:
    answer = Answer(port, "GET", "/nen/", {"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == coding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    read = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert read(answer.body) == PAGE
    assert int(answer.headers["Content-Length"]) == len(answer.body)


def test_each_coding_has_a_tag_of_its_own_and_is_not_sent_twice(port: int, page: Path) -> None:
    tags = [Answer(port, "HEAD", "/nen/", {"Accept-Encoding": name}).headers["ETag"] for name in ("br", "gzip", "")]
    assert len(set(tags)) == 3
    for name, tag in zip(("br", "gzip", ""), tags, strict=True):
        again = Answer(port, "GET", "/nen/", {"Accept-Encoding": name, "If-None-Match": tag})
        assert (again.status, again.body, again.headers["Vary"]) == (304, b"", "Accept-Encoding")


def test_a_range_is_one_of_the_file_itself(port: int, page: Path) -> None:
    answer = Answer(port, "GET", "/nen/", {"Accept-Encoding": "br", "Range": "bytes=0-6"})
    assert (answer.status, answer.body, answer.headers.get("Content-Encoding")) == (206, PAGE[:7], None)


def test_what_is_compressed_of_an_older_version_is_not_sent(port: int, site: Path) -> None:
    path = site / "nen-cu" / "index.html"
    write_with_companions(path, PAGE)
    write_bytes(path, PAGE + b"!")
    answer = Answer(port, "GET", "/nen-cu/", {"Accept-Encoding": "br, gzip"})
    assert (answer.body, answer.headers.get("Content-Encoding")) == (PAGE + b"!", None)


class _TellingServer(SiteServer):
    """A server that tells when it has dealt with an error."""

    def __init__(self, root: Path, handler: type[SiteHandler]) -> None:
        super().__init__(("127.0.0.1", 0), partial(handler, root=root))
        self.is_dealt_with = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        super().handle_error(request, client_address)
        self.is_dealt_with.set()


def reset_a_connection(root: Path, handler: type[SiteHandler]) -> bool:
    """Break a connection off in the middle of a request line; whether the server dealt with it."""
    with _TellingServer(root, handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        with socket.create_connection(server.server_address[:2]) as client:
            client.sendall(b"GET /")
            # lingering for no time at all resets the connection
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        is_dealt_with = server.is_dealt_with.wait(10)
        server.shutdown()
        thread.join()
    return is_dealt_with


def test_a_connection_that_the_visitor_breaks_off_is_no_error(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert reset_a_connection(site, SiteHandler)
    assert capfd.readouterr().err == ""


def test_an_error_of_our_own_is_told(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    class FaultyHandler(SiteHandler):
        def handle(self) -> None:
            raise LookupError("no such drawer")

    assert reset_a_connection(site, FaultyHandler)
    assert "no such drawer" in capfd.readouterr().err
