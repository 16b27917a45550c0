"""`serve --live`: the browser loads its page again when a build has changed the site. For writers, never for residents.

Each page gets a small script that listens at `EVENTS_ADDRESS`; the files in the output folder stay as they are.
"""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from watchfiles._rust_notify import RustNotify

from site_builder.media_types import guess_media_type
from site_builder.serving import SiteHandler

EVENTS_ADDRESS = "/_live"
SCRIPT = f"<script>new EventSource('{EVENTS_ADDRESS}').addEventListener('change', () => location.reload())</script>"
QUIET_MS = 300
"""A build puts many files in place; the page is loaded again when none has changed for so long."""
STEP_MS = 50
HEARTBEAT_MS = 5000
"""How often a listener is asked whether it is still there."""


class LiveSiteHandler(SiteHandler):
    """Answers from a folder, and tells open pages when it changes."""

    def do_GET(self) -> None:
        """Answer as the site does, but for the stream of events."""
        if urlsplit(self.path).path == EVENTS_ADDRESS:
            self._send_events()
        else:
            super().do_GET()

    def _send_file(self, path: Path) -> None:
        if path.suffix == ".html":
            self._send_live_page(path)
        else:
            super()._send_file(path)

    def _send_live_page(self, path: Path) -> None:
        content = add_script(path.read_text(encoding="utf-8")).encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", guess_media_type(path.name))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.close_connection = True
        # the folder is watched before the page hears that it is, and until the page is closed
        with RustNotify([str(self.root)], False, False, 0, True, True) as watcher:
            self._send_event(": here\n\n")
            while (changes := watcher.watch(QUIET_MS, STEP_MS, HEARTBEAT_MS, None)) != "signal":
                self._send_event(": still here\n\n" if changes == "timeout" else "event: change\ndata: site\n\n")

    def _send_event(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()


def add_script(html: str) -> str:
    """The page with the listening script at the end of its body."""
    head, body_end, tail = html.rpartition("</body>")
    return f"{head}{SCRIPT}{body_end}{tail}" if body_end else html + SCRIPT
