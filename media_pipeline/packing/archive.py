"""The ZIP: the same to the byte for the same files, read back before it takes its place.

Dates, order, permissions and the system that it names are fixed; nothing is compressed (MP3 cannot be, and the texts
are small), so that no version of a compressor decides a byte.
"""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from media_pipeline.atomic_files import write_aside
from media_pipeline.errors import MediaError
from media_pipeline.messages import _

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date a ZIP can hold."""
_READABLE_FILE = 0o100644 << 16


def write_archive(
    path: Path, texts: Mapping[str, bytes], sounds: Mapping[str, Path], hashes: Mapping[str, str]
) -> None:
    """Write a ZIP of texts and sounds in their order, aside, read it back, and put it in its place.

    Args:
        hashes: SHA-256 that each of them must have.

    Raises:
        MediaError: what was written is not what was meant.
    """
    with write_aside(path) as aside:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_STORED) as archive:
            for name, text in texts.items():
                archive.writestr(_describe_member(name), text)
            for name, sound in sounds.items():
                _add_file(archive, name, sound)
        if _read_hashes(aside) != hashes:
            raise MediaError(_("The package was not written correctly: try again, and check the disk."))


def _describe_member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3  # Unix, on every machine
    info.external_attr = _READABLE_FILE
    return info


def _add_file(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    info = _describe_member(name)
    info.file_size = path.stat().st_size  # tells zipfile whether 64-bit fields are needed
    with path.open("rb") as source, archive.open(info, "w") as target:
        shutil.copyfileobj(source, target)


def _read_hashes(path: Path) -> dict[str, str]:
    hashes = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as member:
                hashes[name] = hashlib.file_digest(member, "sha256").hexdigest()  # type: ignore[arg-type]
    return hashes
