"""Is a Matroska or WebM file whole? Its one segment says how many bytes it has, unless a browser recorded it live."""

from __future__ import annotations

from pathlib import Path

_MARK = b"\x1a\x45\xdf\xa3"
_SEGMENT = b"\x18\x53\x80\x67"
_ID_BYTES = 4
_SIZE_BYTES = 8


def is_truncated(path: Path) -> bool:
    """Whether the file is EBML and its segment is declared to reach beyond the end of the file."""
    with path.open("rb") as file:
        if file.read(_ID_BYTES) != _MARK:
            return False
        head_bytes, length = _parse_size(file.read(_SIZE_BYTES))
        position = _ID_BYTES + length + (head_bytes or 0)
        file.seek(position)
        if head_bytes is None or file.read(_ID_BYTES) != _SEGMENT:
            return False
        segment_bytes, length = _parse_size(file.read(_SIZE_BYTES))
    if segment_bytes is None:
        return False
    return position + _ID_BYTES + length + segment_bytes > path.stat().st_size


def _parse_size(content: bytes) -> tuple[int | None, int]:
    """A size, `None` when it is unknown, and how many bytes it is written in: the first byte's leading zeros tell."""
    first = content[0] if content else 0
    length = 9 - first.bit_length()
    if not 1 <= length <= min(_SIZE_BYTES, len(content)):
        return None, length
    value = int.from_bytes(content[:length]) & (1 << 7 * length) - 1
    return (None if value == (1 << 7 * length) - 1 else value), length
