"""Is a WAV file whole? ffmpeg takes a cut one for a shorter one, so the chunk sizes are read here."""

from __future__ import annotations

import struct
from pathlib import Path

_UNKNOWN_SIZES = (0, 0xFFFFFFFF)
"""Written by recorders that could not come back to the header."""


def is_truncated(path: Path) -> bool:
    """Whether the file is RIFF/WAVE and its sound is declared longer than what is there."""
    size_bytes = path.stat().st_size
    with path.open("rb") as file:
        if file.read(4) != b"RIFF" or len(file.read(4)) < 4 or file.read(4) != b"WAVE":
            return False
        while len(header := file.read(8)) == 8:
            name, chunk_bytes = struct.unpack("<4sI", header)
            if name == b"data":
                return chunk_bytes not in _UNKNOWN_SIZES and file.tell() + chunk_bytes > size_bytes
            file.seek(chunk_bytes + chunk_bytes % 2, 1)
    return True
