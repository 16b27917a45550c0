"""Captions as text: WebVTT and SubRip are read into cues, cues are written as WebVTT.

What players disagree on is left out when reading: styles, regions, positions, names of speakers in angle brackets. What
stays is plain text in NFC, so that the same cues can be shown by a player, burned into a clip or read as a transcript.
Pure.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from media_pipeline.errors import MediaRejected
from media_pipeline.messages import _

_TIME = r"(?:(\d{1,4}):)?([0-5]?\d):([0-5]\d)[.,](\d{1,3})"
_TIMING = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?$")
_ARROW = re.compile(r"\d\s*-->\s*-?\d")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|</?>|<[\d:.]+>")
"""Markup of WebVTT (`<v Lan>`, `<00:01.000>`) and of SubRip (`<i>`)."""
_SUBRIP_OVERRIDE = re.compile(r"\{\\[^{}]*\}")
"""What some SubRip files borrow from ASS (`{\\an8}`)."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption."""

    start_ms: int
    end_ms: int
    text: str
    """Plain text; its lines are separated by `\\n`."""


def parse_captions(text: str) -> tuple[Cue, ...]:
    """Read WebVTT or SubRip.

    Raises:
        MediaRejected: there is no cue, a time cannot be read, a cue ends before it starts or starts before the one
            above it; with the line.
    """
    if not text.lstrip("\ufeff").startswith("WEBVTT"):
        text = _SUBRIP_OVERRIDE.sub("", text)
    cues: list[Cue] = []
    for line_number, timing, body in _iterate_blocks(text):
        cue = Cue(*timing, normalise_cue_text(html.unescape(_TAG.sub("", body))))
        _check_cue(cue, cues[-1] if cues else None, line_number)
        if cue.text:
            cues.append(cue)
    if not cues:
        raise MediaRejected(_("The captions hold no line with a start and an end time, like 00:01.000 --> 00:04.000."))
    return tuple(cues)


def format_webvtt(cues: Sequence[Cue]) -> str:
    """The cues as WebVTT; `parse_captions` gives them back."""
    blocks = [
        f"{format_time(cue.start_ms)} --> {format_time(cue.end_ms)}\n{html.escape(cue.text, quote=False)}\n"
        for cue in cues
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def normalise_cue_text(text: str) -> str:
    """NFC, single spaces, no empty lines, no control characters."""
    text = unicodedata.normalize("NFC", _CONTROL.sub(" ", text))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def format_time(time_ms: int) -> str:
    """`hh:mm:ss.mmm`."""
    seconds, milliseconds = divmod(time_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}"


def cut_cues(cues: Sequence[Cue], start_ms: int, end_ms: int, *, shortest_ms: int = 200) -> tuple[Cue, ...]:
    """The cues of a part of a recording, counted from its start; slivers shorter than `shortest_ms` are left out."""
    parts = (
        Cue(max(cue.start_ms, start_ms) - start_ms, min(cue.end_ms, end_ms) - start_ms, cue.text)
        for cue in cues
        if cue.end_ms > start_ms and cue.start_ms < end_ms
    )
    return tuple(part for part in parts if part.end_ms - part.start_ms >= shortest_ms)


def format_transcript(cues: Sequence[Cue]) -> str:
    """What the cues say as plain text: a paragraph for each run of speech, broken where a sentence ends at a pause."""
    paragraphs: list[list[str]] = [[]]
    for cue, next_cue in zip(cues, [*cues[1:], None], strict=True):
        paragraphs[-1].append(cue.text.replace("\n", " "))
        if next_cue is not None and next_cue.start_ms - cue.end_ms >= 1500 and cue.text.endswith((".", "!", "?", "…")):
            paragraphs.append([])
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs) + "\n"


def _iterate_blocks(text: str) -> Iterator[tuple[int, tuple[int, int], str]]:
    """Line number of the timing, start and end, and the lines below it up to the next empty line."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    number = 0
    while number < len(lines):
        line, match = lines[number], _TIMING.match(lines[number])
        number += 1
        if match is None:
            _check_no_timing(line, number)
            continue
        timing_line, body = number, []
        while number < len(lines) and lines[number].strip() and not _ARROW.search(lines[number]):
            body.append(lines[number])
            number += 1
        yield timing_line, (_to_ms(match.groups()[:4]), _to_ms(match.groups()[4:])), "\n".join(body)


def _check_no_timing(line: str, line_number: int) -> None:
    """A line with an arrow is meant as a timing: WebVTT allows it nowhere else but in a note."""
    if _ARROW.search(line):
        raise MediaRejected(
            _("Captions, line %(line)d: “%(text)s” is no pair of times such as 00:01.000 --> 00:04.000.")
            % {"line": line_number, "text": line.strip()[:60]}
        )


def _to_ms(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, fraction = parts
    return ((int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)) * 1000 + int(
        (fraction or "").ljust(3, "0")
    )


def _check_cue(cue: Cue, previous: Cue | None, line_number: int) -> None:
    where = {"line": line_number, "start": format_time(cue.start_ms)}
    if cue.end_ms <= cue.start_ms:
        raise MediaRejected(_("Captions, line %(line)d: the cue at %(start)s ends before it starts.") % where)
    if previous is not None and cue.start_ms < previous.start_ms:
        raise MediaRejected(
            _("Captions, line %(line)d: the cue at %(start)s starts before the one above it. Put them in order.")
            % where
        )
