"""CMS, site and worker side by side until Ctrl+C."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import waitress
from django.conf import settings
from django.core.wsgi import get_wsgi_application

HOST = "127.0.0.1"
THREADS = 8
GRACE_S = 30.0


def is_port_free(port: int) -> bool:
    """Whether nobody listens at the port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def serve(cms_port: int, site_port: int) -> None:
    """Serve until SIGINT or SIGTERM; the worker finishes the job it has."""
    site = [sys.executable, "-m", "site_builder", "serve", "--output", str(settings.SITE_OUTPUT_DIR)]
    worker = [sys.executable, sys.argv[0], "run_worker"]
    signal.signal(signal.SIGTERM, _exit)
    with _running([*site, "--host", HOST, "--port", str(site_port)]), _running(worker):
        waitress.serve(get_wsgi_application(), host=HOST, port=cms_port, threads=THREADS, _quiet=True)


@contextmanager
def _running(command: list[str]) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=settings.BASE_DIR)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            process.kill()


def _exit(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
