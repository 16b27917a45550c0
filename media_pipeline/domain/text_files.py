"""Captions and scripts as people save them: whichever encoding their program chose → text in NFC. Pure."""

from __future__ import annotations

import codecs
import re
import unicodedata

from media_pipeline.errors import MediaRejected
from media_pipeline.messages import _

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_OLD_FONTS = re.compile(r"[A-Za-z][µ¸¶·¹]|®[a-z]")
"""What a file typed in a font of the time before Unicode (TCVN3: «®¨ng ký») looks like in Windows-1258."""


def decode_text(content: bytes, name: str) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1258.

    Args:
        name: of the file, for the error.

    Raises:
        MediaRejected: it is no text, or its encoding is none of these.
    """
    for encoding in _guess_encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text) and not _OLD_FONTS.search(text):
            return unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    raise MediaRejected(
        _("The text of “%(name)s” cannot be read. Save it as plain text in UTF-8 and choose it again.") % {"name": name}
    )


def _guess_encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith(_UTF16_MARKS):
        return ("utf-16",)
    if content[1::2].count(0) > len(content) // 8:  # Latin letters in UTF-16 have an empty byte each
        return ("utf-16-le",)
    if content[::2].count(0) > len(content) // 8:
        return ("utf-16-be",)
    return ("utf-8", "cp1258")
