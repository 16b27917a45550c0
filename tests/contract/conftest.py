"""A real S3 server for the contract suites: SeaweedFS on free ports, one for each test process.

Tests that use it carry `pytest.mark.xdist_group("s3")`, so that one server is enough.
"""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import boto3
import pytest

WEED = Path(sys.executable).with_name("weed")
PORT_FLAGS = (
    "master.port",
    "master.port.grpc",
    "volume.port",
    "volume.port.grpc",
    "filer.port",
    "filer.port.grpc",
    "s3.port",
    "s3.port.grpc",
    "admin.port",
    "admin.port.grpc",
    "debug.port",
)


@dataclass(frozen=True)
class S3Server:
    """Where the server is, and who may write."""

    endpoint_url: str
    access_key: str = "contract-key"
    secret_key: str = "contract-secret"
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1), repr=False)

    def client(self) -> Any:
        """A boto3 client."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint_url,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            region_name="us-east-1",
        )

    def make_bucket(self) -> str:
        """The name of a new, empty bucket."""
        name = f"bucket-{next(self._numbers)}"
        self.client().create_bucket(Bucket=name)
        return name

    @property
    def environment(self) -> dict[str, str]:
        """The usual AWS variables."""
        return {
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": self.secret_key,
            "AWS_DEFAULT_REGION": "us-east-1",
        }


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """A server that answers, and is gone after the session."""
    ports = dict(zip(PORT_FLAGS, _take_free_ports(len(PORT_FLAGS)), strict=True))
    server = S3Server(f"http://127.0.0.1:{ports['s3.port']}")
    process = _start(tmp_path_factory.mktemp("s3"), ports, server)
    assert process.stdout is not None
    with process:
        try:
            _wait_until_ready(process.stdout)
            threading.Thread(target=process.stdout.read, daemon=True).start()
            yield server
        finally:
            process.kill()  # nothing of it is kept, and its own way of ending may take for ever


def _start(folder: Path, ports: dict[str, int], server: S3Server) -> subprocess.Popen[str]:
    arguments = [
        str(WEED),
        "mini",
        f"-dir={folder}",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        "-master.telemetry=false",
        "-volume.max=1000",  # a bucket takes one; else the room on the disk decides how many there may be
        "-webdav=false",
        "-admin.ui=false",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        *(f"-{flag}={port}" for flag, port in ports.items()),
    ]
    return subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, **server.environment}
    )


def _take_free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for taken in sockets:
            taken.bind(("127.0.0.1", 0))
        return [taken.getsockname()[1] for taken in sockets]


def _wait_until_ready(output: IO[str]) -> None:
    """Read what the server says until all parts of it are up."""
    said = []
    for line in output:
        said.append(line)
        if "ready to use" in line:
            return
    raise RuntimeError("the S3 server ended: " + "".join(said[-20:]))
