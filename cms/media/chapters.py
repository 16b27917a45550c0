"""Chapters of a recording as an editor writes them: one on each line, its time and its title (`1:05 Ai phải khai báo`).

Stored as a manifest has them, so that what came from `content/` goes back to the byte.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, TypedDict

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.media.asset import MAX_TITLE_LENGTH
from cms.media.timecode import format_exact_timecode, format_timecode, parse_timecode


class StoredChapter(TypedDict):
    """A chapter as the database keeps it."""

    start_ms: int
    title: str


class ChaptersField(forms.CharField):
    """A text area whose value is a list of chapters, in their order."""

    widget = forms.Textarea(attrs={"rows": 6, "class": "chapters"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)  # lines are counted as they were typed

    def prepare_value(self, value: Any) -> Any:
        """The lines of what is stored; what was typed stays as it is."""
        return value if isinstance(value, str) or value is None else format_chapters(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the lines differ."""
        return super().has_changed(self.prepare_value(initial), (data or "").replace("\r\n", "\n"))

    def clean(self, value: Any) -> Any:
        """The chapters, or one sentence for each line that is none."""
        return parse_chapters(super().clean(value))


def parse_chapters(text: str) -> list[StoredChapter]:
    """Lines such as `1:05 Ai phải khai báo`; empty ones are left out.

    Raises:
        ValidationError: a sentence for each line that cannot be understood or stands in the wrong place.
    """
    chapters: list[StoredChapter] = []
    sentences = list(_read_lines(text, chapters))
    if sentences:
        raise ValidationError(sentences)
    return chapters


def format_chapters(chapters: Sequence[StoredChapter]) -> str:
    """One line for each, as `parse_chapters` reads them."""
    return "\n".join(
        f"{_format_time(chapter['start_ms'])} {' '.join(chapter['title'].split())}" for chapter in chapters
    )


def find_beyond(chapters: Sequence[StoredChapter], end_ms: int) -> StoredChapter | None:
    """The first chapter that would begin when the recording has ended."""
    return next((chapter for chapter in chapters if chapter["start_ms"] >= end_ms), None)


def _read_lines(text: str, chapters: list[StoredChapter]) -> Iterator[str]:
    """Fill the list; the sentences on what is wrong."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        time, _space, title = line.strip().partition(" ")
        title = unicodedata.normalize("NFC", title.strip(" \t-–—"))
        try:
            start_ms = parse_timecode(time)
        except ValueError:
            yield _("Line %(number)d: begin with minutes and seconds, e.g. “1:05 Who must register”.") % {
                "number": number
            }
            continue
        if not title:
            yield _("Line %(number)d: write the chapter's title after its time.") % {"number": number}
        elif len(title) > MAX_TITLE_LENGTH:
            values = {"number": number, "limit": MAX_TITLE_LENGTH}
            yield _("Line %(number)d: the title is longer than %(limit)d characters.") % values
        elif chapters and start_ms <= chapters[-1]["start_ms"]:
            before = _format_time(chapters[-1]["start_ms"])
            yield _("Line %(number)d: the chapter must begin after the one before it (%(time)s).") % {
                "number": number,
                "time": before,
            }
        else:
            chapters.append({"start_ms": start_ms, "title": title})


def _format_time(time_ms: int) -> str:
    return format_exact_timecode(time_ms) if time_ms % 1000 else format_timecode(time_ms)
