"""The port to a host of the site, and the values that pass through it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, ConfigDict

BOOKKEEPING_PREFIX = ".tieng-luat/"
"""Where a target keeps our manifest; never a key of the site."""
MANIFEST_KEY = BOOKKEEPING_PREFIX + "manifest.json"


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file of the output folder."""

    key: str
    """Its POSIX path below the output."""
    path: Path
    size_bytes: int
    sha256: str
    media_type: str
    cache_control: str


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file as the target lists it."""

    size_bytes: int
    fingerprint: str
    """What tells two contents apart at this target: a SHA-256 in a folder, an ETag in a bucket."""


class DeployedFile(BaseModel):
    """A file as our manifest at the target remembers it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    fingerprint: str
    media_type: str
    cache_control: str


class Manifest(BaseModel):
    """What our deployments have put at a target; nothing else is ever deleted there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    files: Mapping[str, DeployedFile] = {}


class Target(Protocol):
    """A host of the site. Each method raises `DeployError` when the host refuses."""

    @property
    def name(self) -> str:
        """How people call it, for messages (`s3://bucket/prefix`)."""

    def list_files(self) -> dict[str, RemoteFile]:
        """What is really there, by key; without our bookkeeping."""

    def read_manifest(self) -> Manifest:
        """Our manifest; an empty one when nothing was deployed yet."""

    def write_manifest(self, manifest: Manifest) -> None:
        """Replace our manifest as a whole."""

    def put_file(self, file: LocalFile) -> str:
        """Put a file as a whole at its key and return its new fingerprint. Called from several threads."""

    def is_same(self, file: LocalFile, remote: RemoteFile) -> bool:
        """Whether the remote content is that of the file, judged without our manifest."""

    def delete_files(self, keys: Iterable[str]) -> None:
        """Delete files; one that is gone already is no error."""
