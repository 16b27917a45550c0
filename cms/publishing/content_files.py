"""Files of `content/`: written aside in their folder and renamed, so that a reader sees the old or the new one."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def get_content_dir() -> Path:
    """The folder of the site's documents (`CONTENT_DIR`)."""
    return Path(settings.CONTENT_DIR)


def build_document_path(ref: str) -> Path:
    """The file of `<kind>/<slug>`."""
    return get_content_dir() / f"{ref}.md"


def compute_sha256(data: bytes) -> str:
    """Hash that the CMS remembers a file by."""
    return hashlib.sha256(data).hexdigest()


def read_sha256(path: Path) -> str:
    """Hash of a file's bytes; empty when there is none."""
    try:
        return compute_sha256(path.read_bytes())
    except FileNotFoundError:
        return ""


def write_file(path: Path, data: bytes) -> bool:
    """Make the file hold these bytes; whether it had to be written."""
    if read_sha256(path) == compute_sha256(data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).chmod(0o644)
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    return True


def link_file(source: Path, path: Path) -> bool:
    """Make the file share the bytes of another, by a hard link where the disk allows it; whether it was missing."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.hardlink_to(source)
    except OSError:  # another disk, or one without links
        write_file(path, source.read_bytes())
    return True


def remove_file(path: Path) -> bool:
    """Remove a file; whether it was there."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    return True
