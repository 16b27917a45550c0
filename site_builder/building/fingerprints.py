"""What every page is made from: theme, settings, and the program itself. One of these changes: everything is made."""

from __future__ import annotations

import hashlib
import sysconfig
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from site_builder.building.reasons import Cause
from site_builder.settings import SiteSettings

_PROJECT = Path(__file__).parents[2]
_BORROWED = ("fonts", "manifest.py", "pictures/lettering.py", "printing.py")
"""What the builder has from the pipeline."""
_SOURCES = (".py", ".mo", ".ttf", ".json")


def compute_fingerprints(theme: Path, settings: SiteSettings) -> dict[Cause, str]:
    """A text for each that differs when it does."""
    return {
        Cause.THEME: _hash_files(path for path in sorted(theme.rglob("*")) if _is_source(path)),
        Cause.SETTINGS: hashlib.sha256(settings.model_dump_json().encode()).hexdigest(),
        Cause.CODE: _hash_code(),
    }


@cache
def _hash_code() -> str:
    """Of the program as it was loaded, with the names and versions of the installed packages."""
    packages = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    own = (_PROJECT / "site_builder").rglob("*")
    borrowed = (path for name in _BORROWED for path in _iter_files(_PROJECT / "media_pipeline" / name))
    sources = _hash_files(path for path in sorted([*own, *borrowed]) if path.suffix in _SOURCES)
    return hashlib.sha256("\n".join([sources, *packages]).encode()).hexdigest()


def _iter_files(path: Path) -> Iterable[Path]:
    return path.iterdir() if path.is_dir() else (path,)


def _is_source(path: Path) -> bool:
    return not path.name.startswith(".")


def _hash_files(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()
