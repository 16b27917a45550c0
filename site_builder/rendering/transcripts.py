"""What is said in a recording, as lines that a page shows: from WebVTT captions or from plain text. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_TIMES = re.compile(r"(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3})\s+-->")
_VOICE_TAG = re.compile(r"<[^>]*>")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is said."""

    text: str
    start_s: float | None = None
    """When, if it is known."""

    @property
    def clock(self) -> str:
        """When, as a clock shows it (`1:05`)."""
        minutes, seconds = divmod(int(self.start_s or 0), 60)
        return f"{minutes}:{seconds:02d}"

    @property
    def seconds(self) -> str:
        """When, in seconds, for the player (`65.2`)."""
        return f"{self.start_s or 0:g}"


def read_captions(webvtt: str) -> tuple[Line, ...]:
    """The cues of a WebVTT file; notes, styles and settings are left out."""
    blocks = _BLANK_LINE.split(webvtt.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    return tuple(line for block in blocks if (line := _read_cue(block)) is not None)


def read_plain(text: str) -> tuple[Line, ...]:
    """The paragraphs of a plain text."""
    return tuple(Line(paragraph) for part in _BLANK_LINE.split(text) if (paragraph := part.strip()))


def _read_cue(block: str) -> Line | None:
    lines = block.strip().split("\n")
    for number, line in enumerate(lines[:2]):
        match = _TIMES.match(line.strip())
        if match:
            hours, minutes, seconds, milliseconds = (int(part or 0) for part in match.groups())
            text = " ".join(unescape(_VOICE_TAG.sub("", part)).strip() for part in lines[number + 1 :])
            return Line(text, hours * 3600 + minutes * 60 + seconds + milliseconds / 1000) if text else None
    return None
