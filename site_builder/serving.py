"""`serve`: the built site over HTTP, as a good static host answers it, for `make demo` and for writers of content.

Byte ranges (podcast apps and players seek), HEAD, conditional requests, compressed companions, directory indexes,
`404.html`, and the rules of `_redirects`. Only files below the output folder are served: no `..`, no symbolic link that
leads out. It is not meant for the open Internet.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO
from urllib.parse import quote, unquote, urlsplit

from site_builder.compression import SUFFIXES, find_companion, is_text
from site_builder.media_types import guess_media_type
from site_builder.redirect_rules import GONE, RedirectRule, parse_rules

logger = logging.getLogger(__name__)

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8080
CHUNK_BYTES = 64 * 1024

_NEVER = re.compile(r"q\s*=\s*0(\.0*)?\s*\Z")
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@dataclass(frozen=True, slots=True)
class ByteRange:
    """A part of a file, both ends included."""

    first: int
    last: int

    @property
    def length_bytes(self) -> int:
        return self.last - self.first + 1


class RangeNotSatisfiableError(ValueError):
    """The range begins behind the end of the file."""


def parse_range(header: str, size_bytes: int) -> ByteRange | None:
    """The one range of a `Range` header.

    Returns:
        `None` when the header asks for no bytes or for several ranges: the whole file is then the right answer
        (RFC 9110, 14.2).

    Raises:
        RangeNotSatisfiableError: nothing of the file lies in the range.
    """
    match = _RANGE.fullmatch(header.strip().replace(" ", ""))
    if match is None or match[0] == "bytes=-":
        return None
    if not match[1]:
        first, last = max(0, size_bytes - int(match[2])), size_bytes - 1
        is_empty = int(match[2]) == 0
    else:
        first, last = int(match[1]), int(match[2] or size_bytes)
        if last < first:
            return None
        is_empty = False
    if is_empty or first >= size_bytes:
        raise RangeNotSatisfiableError(header)
    return ByteRange(first, min(last, size_bytes - 1))


def find_file(root: Path, address: str) -> Path | None:
    """The file below `root` that an address names; `None` when there is none or it lies outside.

    Args:
        address: a percent-decoded path that begins with a slash.
    """
    if "\0" in address or "\\" in address:
        return None
    parts = [part for part in address.split("/") if part]
    if any(part.startswith(".") for part in parts):  # `..`, and files that are being written
        return None
    path = root.joinpath(*parts)
    if address.endswith("/"):
        path = path / "index.html"
    try:
        resolved = path.resolve(strict=True)
    except (OSError, ValueError):
        return None
    return resolved if resolved.is_file() and resolved.is_relative_to(root.resolve()) else None


class SiteHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from a folder."""

    protocol_version = "HTTP/1.1"
    server_version = "TiengLuat"
    sys_version = ""

    def __init__(self, *args: object, root: Path) -> None:
        self.root = root
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with the file, a part of it, a redirect or an error page."""
        address = unquote(urlsplit(self.path).path)
        rule = _load_rules(self.root).get(address)
        if rule is not None:
            self._send_rule(rule)
        elif (path := find_file(self.root, address)) is not None:
            self._send_file(path)
        elif find_file(self.root, f"{address}/") is not None:
            self._send_redirect(quote(f"{address}/"))
        else:
            self._send_page("/404.html", HTTPStatus.NOT_FOUND)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Requests go to the log, not to the terminal."""
        logger.debug("request", extra={"event": "request", "line": format % args})

    def _send_rule(self, rule: RedirectRule) -> None:
        if rule.status == GONE:
            self._send_page(rule.target, HTTPStatus.GONE)
        else:
            self._send_redirect(quote(rule.target, safe="/:?&=#%"), HTTPStatus(rule.status))

    def _send_redirect(self, target: str, status: HTTPStatus = HTTPStatus.MOVED_PERMANENTLY) -> None:
        # a path that begins with two slashes would lead to another host
        location = "/" + target.lstrip("/") if target.startswith("/") else target
        self.send_response(status)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send_page(self, address: str, status: HTTPStatus) -> None:
        path = find_file(self.root, address)
        if path is None:
            self.send_error(status)
            return
        with path.open("rb") as file:
            size_bytes = os.fstat(file.fileno()).st_size
            self.send_response(status)
            self.send_header("Content-Type", guess_media_type(path.name))
            self.send_header("Content-Length", str(size_bytes))
            self.end_headers()
            self._send_bytes(file, ByteRange(0, size_bytes - 1))

    def _send_file(self, path: Path) -> None:
        with path.open("rb") as file:
            stat = os.fstat(file.fileno())
            if (companion := self._choose_companion(path, stat)) is not None:
                self._send_companion(path, *companion)
                return
            # a build puts a new file in the old one's place, so the inode tells versions of equal size and time apart
            etag = _build_etag(stat)
            if self._is_unchanged(etag, int(stat.st_mtime)):
                self._send_head(HTTPStatus.NOT_MODIFIED, path, etag, stat.st_mtime)
                return
            try:
                part = self._choose_range(etag, stat)
            except RangeNotSatisfiableError:
                self._send_unsatisfiable(stat.st_size)
                return
            whole = ByteRange(0, stat.st_size - 1)
            status = HTTPStatus.OK if part is None else HTTPStatus.PARTIAL_CONTENT
            self._send_head(status, path, etag, stat.st_mtime, part or whole, stat.st_size)
            self._send_bytes(file, part or whole)

    def _choose_companion(self, path: Path, stat: os.stat_result) -> tuple[Path, str] | None:
        """The compressed file to send and its coding; ranges are of the file itself."""
        if not is_text(path) or "Range" in self.headers:
            return None
        accepted = _parse_codings(", ".join(self.headers.get_all("Accept-Encoding", [])))
        found = ((find_companion(path, stat, coding), coding) for coding in SUFFIXES if coding in accepted)
        return next(((companion, coding) for companion, coding in found if companion is not None), None)

    def _send_companion(self, path: Path, companion: Path, coding: str) -> None:
        with companion.open("rb") as file:
            stat = os.fstat(file.fileno())
            etag, whole = _build_etag(stat), ByteRange(0, stat.st_size - 1)
            if self._is_unchanged(etag, int(stat.st_mtime)):
                self._send_head(HTTPStatus.NOT_MODIFIED, path, etag, stat.st_mtime)
                return
            self._send_head(HTTPStatus.OK, path, etag, stat.st_mtime, whole, stat.st_size, coding)
            self._send_bytes(file, whole)

    def _send_head(
        self,
        status: HTTPStatus,
        path: Path,
        etag: str,
        modified_s: float,
        part: ByteRange | None = None,
        size_bytes: int = 0,
        coding: str = "",
    ) -> None:
        self.send_response(status)
        if is_text(path):
            self.send_header("Vary", "Accept-Encoding")
        if coding:
            self.send_header("Content-Encoding", coding)
        self.send_header("ETag", etag)
        self.send_header("Last-Modified", formatdate(modified_s, usegmt=True))
        self.send_header("Cache-Control", "no-cache")
        if part is not None:
            self.send_header("Content-Type", guess_media_type(path.name))
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("Content-Length", str(part.length_bytes))
            if status is HTTPStatus.PARTIAL_CONTENT:
                self.send_header("Content-Range", f"bytes {part.first}-{part.last}/{size_bytes}")
        self.end_headers()

    def _send_unsatisfiable(self, size_bytes: int) -> None:
        self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        self.send_header("Content-Range", f"bytes */{size_bytes}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send_bytes(self, file: IO[bytes], part: ByteRange) -> None:
        if self.command == "HEAD":
            return
        file.seek(part.first)
        left_bytes = part.length_bytes
        while left_bytes > 0 and (chunk := file.read(min(CHUNK_BYTES, left_bytes))):
            self.wfile.write(chunk)
            left_bytes -= len(chunk)

    def _is_unchanged(self, etag: str, modified_s: int) -> bool:
        if (tags := self.headers.get("If-None-Match")) is not None:
            return tags.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        since_s = _parse_date(self.headers.get("If-Modified-Since"))
        return since_s is not None and modified_s <= since_s

    def _choose_range(self, etag: str, stat: os.stat_result) -> ByteRange | None:
        """The range to send; `None` for the whole file, also when it changed since the client's first part."""
        header = self.headers.get("Range")
        if header is None:
            return None
        condition = self.headers.get("If-Range")
        if condition is not None and condition != etag and _parse_date(condition) != int(stat.st_mtime):
            return None
        return parse_range(header, stat.st_size)


class SiteServer(ThreadingHTTPServer):
    """A thread for each connection; one that the visitor breaks off is no error of ours."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Tell of what went wrong in answering, but not of a browser that closed its tab."""
        if isinstance(sys.exc_info()[1], ConnectionError):
            logger.debug("connection broken off", extra={"event": "broken_off", "client": client_address})
        else:
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def make_server(
    root: Path, host: str = DEFAULT_HOST, port: int = DEFAULT_PORT, handler: type[SiteHandler] = SiteHandler
) -> SiteServer:
    """A server of the folder, bound and ready; port 0 takes a free one. `OSError` when the port is taken."""
    return SiteServer((host, port), partial(handler, root=root.resolve()))


def _load_rules(root: Path) -> dict[str, RedirectRule]:
    """Read for each request: a build may have changed them, and the file is small."""
    try:
        return parse_rules((root / "_redirects").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}


def _build_etag(stat: os.stat_result) -> str:
    return f'"{stat.st_ino:x}-{stat.st_size:x}-{stat.st_mtime_ns:x}"'


def _parse_codings(header: str) -> frozenset[str]:
    """The codings that an `Accept-Encoding` allows by name."""
    found = (part.partition(";") for part in header.lower().split(","))
    return frozenset(name.strip() for name, _semicolon, weight in found if not _NEVER.search(weight))


def _parse_date(header: str | None) -> int | None:
    """An HTTP date as seconds since the epoch; `None` when there is none."""
    try:
        return int(parsedate_to_datetime(header).timestamp()) if header else None
    except (TypeError, ValueError):
        return None
