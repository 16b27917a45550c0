"""Where an edition goes: a folder or a ZIP, written aside and put in place as a whole; equal sites give equal bytes."""

from __future__ import annotations

import hashlib
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from site_builder.atomic_files import ASIDE_SUFFIX, hash_file, write_aside
from site_builder.editions.leaflet import START_NAME, SUMS_NAME
from site_builder.errors import EditionError
from site_builder.messages import _

ZIP_SUFFIX = ".zip"
_PACKED = frozenset({".html", ".js", ".txt", ".svg", ".vtt", ""})
"""What gets smaller in a ZIP."""
_MODE = 0o644 << 16
_UNIX = 3
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first time that a ZIP can tell."""

Put = Callable[[str, bytes | Path], None]
"""Takes a path in the edition, and bytes or the file to be copied."""


class Sums:
    """Puts files and remembers their sums."""

    def __init__(self, put: Put) -> None:
        self._put = put
        self.by_path: dict[str, str] = {}
        self.size_bytes = 0

    def put(self, path: str, content: bytes | Path) -> None:
        """Put a file."""
        self._put(path, content)
        if isinstance(content, bytes):
            self.by_path[path] = hashlib.sha256(content).hexdigest()
            self.size_bytes += len(content)
        else:
            self.by_path[path] = hash_file(content)
            self.size_bytes += content.stat().st_size


def require_usable(target: Path, output: Path) -> None:
    """Raise when an edition may not be put there.

    Raises:
        EditionError: the target is within the site or around it, or something else stands there.
    """
    here, site = target.resolve(), output.resolve()
    if here == site or here.is_relative_to(site) or site.is_relative_to(here):
        raise EditionError(
            _("%(target)s is in the folder of the site, or around it: choose another place.") % {"target": target}
        )
    if target.suffix.lower() == ZIP_SUFFIX:
        if target.is_dir():
            raise EditionError(_("%(target)s is a folder and no ZIP.") % {"target": target})
        return
    if target.is_mount():
        raise EditionError(_("%(target)s is a whole disk: name a folder on it.") % {"target": target})
    if target.exists() and not _is_replaceable(target):
        raise EditionError(
            _("%(target)s holds something else than an edition: name a new folder, or a file that ends in .zip.")
            % {"target": target}
        )


@contextmanager
def writing(target: Path, root: str) -> Iterator[Put]:
    """Give what puts files into an edition; when the block ends well, the edition is in place.

    Args:
        root: the folder in a ZIP.

    Raises:
        EditionError: the target cannot be written; what stood there is as it was.
    """
    try:
        with _zipping(target, root) if target.suffix.lower() == ZIP_SUFFIX else _filling(target) as put:
            yield put
    except OSError as error:
        raise EditionError(
            _("The edition %(target)s cannot be written: %(reason)s.")
            % {"target": target, "reason": error.strerror or error}
        ) from error


@contextmanager
def _zipping(target: Path, root: str) -> Iterator[Put]:
    with write_aside(target) as aside, zipfile.ZipFile(aside, "w") as archive:

        def put(path: str, content: bytes | Path) -> None:
            entry = zipfile.ZipInfo(f"{root}/{path}", _EARLIEST)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            is_packed = Path(path).suffix in _PACKED
            entry.compress_type = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
            if isinstance(content, bytes):
                archive.writestr(entry, content)
                return
            entry.file_size = content.stat().st_size
            with content.open("rb") as source, archive.open(entry, "w") as file:
                shutil.copyfileobj(source, file)

        yield put


@contextmanager
def _filling(target: Path) -> Iterator[Put]:
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{secrets.token_hex(8)}{ASIDE_SUFFIX}")
    aside.mkdir()

    def put(path: str, content: bytes | Path) -> None:
        file = aside / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            file.write_bytes(content)
        else:
            shutil.copyfile(content, file)

    try:
        yield put
        _replace(target, aside)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _replace(target: Path, aside: Path) -> None:
    """Put a folder in the place of an earlier edition, which is removed once the new one is there."""
    earlier = target.with_name(f".{secrets.token_hex(8)}{ASIDE_SUFFIX}")
    if target.exists():
        target.rename(earlier)
    aside.rename(target)
    shutil.rmtree(earlier, ignore_errors=True)


def _is_replaceable(target: Path) -> bool:
    """Whether nothing is there but an earlier edition."""
    if not target.is_dir():
        return False
    return not any(target.iterdir()) or all((target / name).is_file() for name in (START_NAME, SUMS_NAME))
