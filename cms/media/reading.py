"""The newsroom's door to the reading of written Vietnamese (`media_pipeline.reading`): a text → the words said for it.

Knows no lexicon of its own: `cms.readings` keeps the editors' entries and the words of the region.
"""

from __future__ import annotations

from collections.abc import Mapping

from cms.media.errors import UnusableEntryError
from media_pipeline.reading import Reading, Region, Rule, Segment, check_lexicon, read_aloud

__all__ = ["Reading", "Region", "Rule", "Segment", "read_text", "require_usable"]


def read_text(text: str, region: Region, lexicon: Mapping[str, str]) -> Reading:
    """The reading of a plain text. Any string is fine."""
    return read_aloud(text, region=region, lexicon=lexicon)


def require_usable(entries: Mapping[str, str]) -> None:
    """Check entries of a lexicon (written form → what is said) beside each other.

    Raises:
        UnusableEntryError: one of them can never work; its sentence names the entry.
    """
    from media_pipeline.errors import LexiconError

    try:
        check_lexicon(entries)
    except LexiconError as error:
        raise UnusableEntryError(str(error)) from error
