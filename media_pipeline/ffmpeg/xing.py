"""Does an MP3 file say how long it is? Only with such a header can a cut one be told from a whole one."""

from __future__ import annotations

from pathlib import Path

_MARKS = (b"Xing", b"Info", b"VBRI")
_FIRST_FRAME_BYTES = 1500


def has_declared_length(path: Path) -> bool:
    """Whether the first frame behind the ID3 tag is a header of Xing, LAME or Fraunhofer."""
    with path.open("rb") as file:
        head = file.read(10)
        if head[:3] == b"ID3" and len(head) == 10:
            file.seek(10 + _parse_syncsafe(head[6:10]))
            head = b""
        start = head + file.read(_FIRST_FRAME_BYTES)
    return any(mark in start for mark in _MARKS)


def _parse_syncsafe(size: bytes) -> int:
    """ID3's numbers: seven bits in each byte."""
    return size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3]
