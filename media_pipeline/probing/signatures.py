"""Signs by which a file's nature is known before anything opens it. Pure."""

from __future__ import annotations

import re

HEAD_BYTES = 4096

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_PICTURE_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"hevc", b"mif1", b"msf1")
_DOCUMENTS = {
    b"%PDF-": "application/pdf",
    b"PK\x03\x04": "application/zip",
    b"PK\x05\x06": "application/zip",
    b"{\\rtf": "application/rtf",
    b"\xd0\xcf\x11\xe0": "application/msword",
}
_ZIP_MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
}
_TEXT_MEDIA_TYPES = {".csv": "text/csv", ".txt": "text/plain"}
_PLAYLIST = re.compile(
    rb"\s*(#EXTM3U|ffconcat\b|\[playlist\]|<\?wpl\b|<\?xml[^>]*>\s*<(MPD|smil|asx|playlist|SmoothStreamingMedia)\b"
    rb"|<(MPD|smil|asx)\b|file\s+['\"]?[\w/:]|v=0\r?\no=|\[Reference\])",
    re.IGNORECASE,
)
_BOM = b"\xef\xbb\xbf"


def is_playlist(head: bytes) -> bool:
    """Whether a file does nothing but name others: M3U8, DASH, concat scripts, SDP."""
    return _PLAYLIST.match(head.removeprefix(_BOM)) is not None


def is_picture(head: bytes) -> bool:
    """Whether a file is a still picture, of a kind that is taken or not."""
    is_webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    is_heif = head[4:8] == b"ftyp" and head[8:12] in _PICTURE_BRANDS
    return head.startswith(_PICTURES) or is_webp or is_heif


def find_document_type(head: bytes, suffix: str) -> str | None:
    """Media type of a document that is offered as it is; `None` when it is none.

    Args:
        head: the first `HEAD_BYTES` of the file.
        suffix: of its name, lower case with the dot; tells what a ZIP or a plain text holds, nothing else.
    """
    for sign, media_type in _DOCUMENTS.items():
        if head.startswith(sign):
            return _ZIP_MEDIA_TYPES.get(suffix, media_type) if media_type == "application/zip" else media_type
    if is_text(head) and suffix in _TEXT_MEDIA_TYPES:
        return _TEXT_MEDIA_TYPES[suffix]
    return None


def is_text(head: bytes) -> bool:
    """Whether a file begins as UTF-8 text without control characters; the last character may be cut."""
    if not head or any(byte < 32 and byte not in b"\t\n\r\f" for byte in head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return len(head) == HEAD_BYTES and error.start > HEAD_BYTES - 4
    return True
