"""A built site over HTTP for the browser tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from site_builder.serving import make_server


@contextmanager
def serving(output: Path) -> Iterator[str]:
    """The address of the site in a folder, as long as it is served."""
    server = make_server(output, port=0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
