"""Is an Ogg file whole? It says nowhere how long it is, but the last page of each of its streams says that it is."""

from __future__ import annotations

import struct
from pathlib import Path

_HEADER = struct.Struct("<4sBBQIIIB")
_MARK = b"OggS"
_FIRST, _LAST = 2, 4
"""Flags of the pages that begin and end a stream."""


def is_truncated(path: Path) -> bool:
    """Whether the file is made of Ogg pages and a page is cut, or a stream has no end."""
    size_bytes, position = path.stat().st_size, 0
    open_streams: set[int] = set()
    with path.open("rb") as file:
        if file.read(len(_MARK)) != _MARK:
            return False
        while position < size_bytes:
            file.seek(position)
            header = file.read(_HEADER.size)
            if not header.startswith(_MARK):
                return False  # damaged or followed by something else: whoever decodes it will say
            if len(header) < _HEADER.size:
                return True
            _mark, _version, flags, _granule, stream, _number, _crc, segment_count = _HEADER.unpack(header)
            position += _HEADER.size + segment_count + sum(file.read(segment_count))
            open_streams |= {stream} if flags & _FIRST else set()
            open_streams -= {stream} if flags & _LAST else set()
    return position > size_bytes or bool(open_streams)
