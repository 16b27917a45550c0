"""Which characters are said and which are not; texts are brought into one form before anything is read. Pure."""

from __future__ import annotations

import re
import unicodedata

SAID_SIGNS = "&+=×÷±−<>≤≥≠≈~§%‰°℃№@$€£¥₫"
"""Signs with words of their own; `symbols.toml` has the words."""
_LAST_NUMBER_SIGN = 0x1FBF9
NUMBER_SIGNS = "".join(
    character
    for character in map(chr, range(0xB2, _LAST_NUMBER_SIGN + 1))
    if character.isnumeric() and not character.isdecimal() and not character.isalpha()
)
"""Numbers in one character: «½», «②», «Ⅲ», «²». Patterns take them for word characters, neither letter nor digit."""
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")


_LOOK_ALIKES = str.maketrans("ÐðÐ‐‑", "ĐđĐ--")
"""Eth typed for Đ, as old fonts had it, and the hyphens at which no line breaks."""


def compose(text: str) -> str:
    """NFC, line ends `\\n`, without controls, invisible characters, lone surrogates and marks without a letter."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_LOOK_ALIKES)
    while not text.isascii() or _UNSEEN.search(text):
        kept = "".join(character for character in _UNSEEN.sub("", text) if not _is_unseen(character))
        composed = unicodedata.normalize("NFC", kept)
        if composed == text:
            break
        text = composed
    return text


def _is_unseen(character: str) -> bool:
    return character > "\u02ff" and unicodedata.category(character) in _UNSEEN_CATEGORIES


_UNSEEN_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Mc", "Me"))
