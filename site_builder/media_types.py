"""The `Content-Type` of each kind of file that the site holds, for `serve` and for deployment.

Named here in full: the table of the operating system differs from machine to machine and knows no Opus or WebVTT.
"""

from __future__ import annotations

from pathlib import PurePosixPath

FALLBACK = "application/octet-stream"

_MEDIA_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
_FEED_NAMES = {"rss.xml": "application/rss+xml", "feed.xml": "application/rss+xml", "atom.xml": "application/atom+xml"}


def guess_media_type(path: str) -> str:
    """The value of `Content-Type` for a file of the site, by its name."""
    pure = PurePosixPath(path)
    if pure.suffix == ".xml":
        return f"{_FEED_NAMES.get(pure.name, 'application/xml')}; charset=utf-8"
    if pure.name in ("_headers", "_redirects"):
        return _MEDIA_TYPES[".txt"]
    return _MEDIA_TYPES.get(pure.suffix.lower(), FALLBACK)
