"""What is spoken in a bulletin: the same words on the loudspeakers and on the bulletin's page. Pure.

A greeting is its opening words, the day of the broadcast in a sentence of its own, and what follows. All other pieces
say their script.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

PIECES = ("chime", "greeting", "piece", "key_point", "closing")
"""Names of the blocks that are played."""
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
"""Vietnamese, as bulletins are; from Monday."""


def write_script(values: Mapping[str, Any]) -> str:
    """The script of a piece as it is written, an empty line between paragraphs; empty when nothing is said.

    Args:
        values: fields of a block of `PIECES`; `day` is a date or a text as ISO 8601 writes it.
    """
    day = values.get("day")
    opening = [(values.get("opening") or "").strip(), write_day(date.fromisoformat(str(day))) if day else ""]
    paragraphs = [" ".join(filter(None, opening)), (values.get("script") or "").strip()]
    return "\n\n".join(filter(None, paragraphs))


def write_day(day: date) -> str:
    """«Hôm nay là thứ Sáu, ngày 27/11/2026.»"""
    return f"Hôm nay là {WEEKDAYS[day.weekday()]}, ngày {day.day}/{day.month}/{day.year}."
