"""Written legal Vietnamese → the words that are said for it, by rules alone: no model, no network, no clock.

    reading = read_aloud("Theo khoản 2 Điều 15 Nghị định số 42/2022/NĐ-CP, hạn là 24/11/2026.")
    reading.spoken       # what a presenter or a voice says
    reading.changes      # each changed stretch with its span, what was written, what is said, and which rule
    reading.unknown      # abbreviations nobody has explained; while there is one, the reading cannot be signed off

`signs` brings the text into one form, `scanner` walks over it and asks the rules in turn: `abbreviations`, `citations`,
`dates`, `contacts`, `figures`, `roman`, `web`, `pauses`. What they know by heart stands in `data/*.toml`. A reading
of a reading is the same reading. Imports nothing of ours but messages and errors.
"""

from __future__ import annotations

from collections.abc import Mapping

from media_pipeline.reading.lexicon import build_lexicon, check_lexicon
from media_pipeline.reading.model import Reading, Region, Rule, Segment, Unknown
from media_pipeline.reading.scanner import scan
from media_pipeline.reading.tables import load_tables

__all__ = ["Reading", "Region", "Rule", "Segment", "Unknown", "check_lexicon", "read_aloud"]


def read_aloud(text: str, *, region: Region = Region.NORTH, lexicon: Mapping[str, str] | None = None) -> Reading:
    """Turn a text into the words that are said for it. Any string is fine; nothing is raised.

    Args:
        text: plain text, no markup. A line break that only wraps a line is kept.
        region: whose words are used.
        lexicon: the editor's own entries, written form → what is said; they come before every rule, capitals count.
            `check_lexicon` tells whether they can work.
    """
    return scan(text, region, load_tables(), build_lexicon(lexicon or {}, region))
