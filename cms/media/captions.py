"""WebVTT captions as an editor pastes them: checked and brought into one form. Pure."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

_TIMING = re.compile(r"^(?:\d+:)?[0-5]\d:[0-5]\d[.,]\d{3} --> (?:\d+:)?[0-5]\d:[0-5]\d[.,]\d{3}")


class CaptionsError(ValueError):
    """Text that no player can read as captions; `str` is a sentence for the editor."""


def check_captions(text: str) -> str:
    """The captions in NFC with `\\n` line ends and one final one; SubRip is turned into WebVTT; empty stays empty.

    Raises:
        CaptionsError: there is no line with a start and an end time.
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").strip()
    if not text:
        return ""
    lines = text.split("\n")
    if not any(_TIMING.match(line) for line in lines):
        raise CaptionsError(_("These are not captions: there is no line like 00:00:01.000 --> 00:00:04.000."))
    if not lines[0].startswith("WEBVTT"):
        lines = ["WEBVTT", "", *(line.replace(",", ".") if _TIMING.match(line) else line for line in lines)]
    return "\n".join(lines) + "\n"
