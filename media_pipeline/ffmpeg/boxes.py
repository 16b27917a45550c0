"""Is an MP4 or MOV file whole? Its outermost boxes say how long they are; one that reaches beyond the end was cut."""

from __future__ import annotations

import struct
from pathlib import Path

_TO_THE_END = 0
_LONG_SIZE = 1
_FIRST_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")
"""Files begin with `ftyp`; QuickTime's older ones do not."""


def is_truncated(path: Path) -> bool:
    """Whether the file is made of boxes and the last one is cut, or there is no index of its samples (`moov`)."""
    size_bytes = path.stat().st_size
    names: list[bytes] = []
    position = 0
    with path.open("rb") as file:
        while position < size_bytes:
            file.seek(position)
            header = file.read(16)
            if len(header) < 8:
                break  # a few bytes of padding at the end
            name, box_bytes = _parse_header(header)
            if not names and name not in _FIRST_BOXES:
                return False
            if box_bytes == _TO_THE_END:
                box_bytes = size_bytes - position
            if box_bytes < 8 or position + box_bytes > size_bytes:
                return True
            names.append(name)
            position += box_bytes
    return bool(names) and b"moov" not in names


def _parse_header(header: bytes) -> tuple[bytes, int]:
    """Name and size of a box; a size of 1 says that the real one follows in eight bytes."""
    size, name = struct.unpack(">I4s", header[:8])
    if size == _LONG_SIZE and len(header) == 16:
        return name, int(struct.unpack(">Q", header[8:])[0])
    return name, int(size)
