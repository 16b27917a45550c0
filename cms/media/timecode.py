"""Times in a recording as people write them (`1:05`, `0:12,5`, `75`), and as milliseconds."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_TIMECODE = re.compile(r"^(?:(?:(\d+):)?([0-5]?\d):)?(\d+(?:[.,]\d{1,3})?)$")


def parse_timecode(text: str) -> int:
    """Milliseconds of `h:mm:ss`, `m:ss` or seconds, with a comma or a point before tenths; `ValueError` otherwise."""
    match = _TIMECODE.match(text.strip())
    if match is None:
        raise ValueError(text)
    hours, minutes, seconds = match.groups()
    seconds_number = float(seconds.replace(",", "."))
    if minutes is not None and seconds_number >= 60:
        raise ValueError(text)
    return round((int(hours or 0) * 3600 + int(minutes or 0) * 60 + seconds_number) * 1000)


def format_timecode(duration_ms: int) -> str:
    """`m:ss`, or `h:mm:ss` from an hour on."""
    minutes, seconds = divmod(duration_ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def format_exact_timecode(time_ms: int) -> str:
    """The same to the millisecond: `m:ss.mmm`."""
    return f"{format_timecode(time_ms)}.{time_ms % 1000:03}"


class TimecodeField(forms.CharField):
    """A text field whose value is milliseconds."""

    def clean(self, value: Any) -> int:
        """Milliseconds, or one sentence on how to write them."""
        text = super().clean(value)
        try:
            return parse_timecode(text)
        except ValueError:
            raise ValidationError(_("Write minutes and seconds like 1:05.")) from None
