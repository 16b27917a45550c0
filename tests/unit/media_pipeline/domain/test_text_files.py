"""Texts in the encodings that people's programs choose."""

from __future__ import annotations

import unicodedata

import pytest

from media_pipeline.domain.text_files import decode_text
from media_pipeline.errors import MediaRejected

TEXT = "Xin chào bà con phường Hải An, mời bà con nghe bản tin đăng ký tạm trú.\n"


def encode_as_windows_1258(text: str) -> bytes:
    """Letters with their tone apart, as that encoding has them."""
    encoded = bytearray()
    for letter in text:
        try:
            encoded += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, *tones = unicodedata.normalize("NFD", letter)
            marks = [mark for mark in tones if mark in "\u0300\u0301\u0303\u0309\u0323"]
            whole = unicodedata.normalize("NFC", base + "".join(mark for mark in tones if mark not in marks))
            encoded += whole.encode("cp1258") + "".join(marks).encode("cp1258")
    return bytes(encoded)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        encode_as_windows_1258(TEXT),
    ],
    ids=["utf-8", "utf-8 with mark", "decomposed", "utf-16", "utf-16-le", "utf-16-be", "windows-1258"],
)
def test_vietnamese_is_read_whatever_it_was_saved_in(content: bytes) -> None:
    assert decode_text(content, "loi.txt") == TEXT


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "®¨ng ký t¹m tró".encode("latin-1"), b"\xff\xfea"],
    ids=["a picture", "a font before Unicode", "half a letter"],
)
def test_what_is_no_text_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(MediaRejected, match=r"loi\.txt"):
        decode_text(content, "loi.txt")
