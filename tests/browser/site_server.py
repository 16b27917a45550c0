"""A built site over HTTP for the browser tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urlsplit

from site_builder.serving import SiteHandler, make_server


@contextmanager
def serving(output: Path, handler: type[SiteHandler] = SiteHandler) -> Iterator[str]:
    """The address of the site in a folder, as long as it is served."""
    server = make_server(output, port=0, handler=handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class HostHandler(SiteHandler):
    """Answers as a host does that reads `_headers`."""

    def end_headers(self) -> None:
        """Add what the rules say of the address."""
        rules = (self.root / "_headers").read_text("utf-8")
        for name, value in find_headers(rules, urlsplit(self.path).path).items():
            self.send_header(name, value)
        super().end_headers()


def find_headers(rules: str, path: str) -> dict[str, str]:
    """What `_headers` says of a path; a later rule stands, and `!` takes back what an earlier one said."""
    found: dict[str, str] = {}
    is_meant = False
    for line in rules.splitlines():
        name, _colon, value = line.strip().partition(": ")
        if not line.startswith(" "):
            is_meant = fnmatchcase(path, line)
        elif is_meant and name.startswith("! "):
            found.pop(name.removeprefix("! "), None)
        elif is_meant:
            found[name] = value
    return found
