"""Text that fits into a feed. Pure."""

from __future__ import annotations

import re

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean_text(text: str) -> str:
    """The text without the characters that XML 1.0 has no place for (control characters from pasted text)."""
    return _NOT_XML.sub("", text)


def cut_to_bytes(text: str, limit_bytes: int) -> str:
    """The text cut at a word so that its UTF-8 form with the ellipsis fits; whole when it fits as it is."""
    if len(text.encode()) <= limit_bytes:
        return text
    room = limit_bytes - len("…".encode())
    cut = text.encode()[:room].decode(errors="ignore")
    return f"{cut.rsplit(maxsplit=1)[0]}…" if " " in cut else f"{cut}…"
