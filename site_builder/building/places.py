"""Where the things of a build stand, and how a folder is told from another of its name."""

from __future__ import annotations

import hashlib
from pathlib import Path

FRONT_PAGE = "index.html"
ENDED_ADDRESSES = "redirects.yaml"
"""Below `content/`: addresses that have ended."""


def build_state_dir(cache: Path, output_dir: Path) -> Path:
    """Where the state of an output folder is kept: one folder in the cache for each."""
    return cache / hashlib.sha256(str(output_dir.resolve()).encode()).hexdigest()[:16]


def identify_folder(folder: Path) -> str:
    """The folder itself, whatever its name; empty when there is none."""
    try:
        found = folder.stat()
    except FileNotFoundError:
        return ""
    return f"{found.st_dev}:{found.st_ino}"
