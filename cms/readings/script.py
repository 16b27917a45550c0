"""A text → its reading with the lexicon and the region of this newsroom, and the abbreviations nobody has explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.media.reading import Reading, Region, read_text
from cms.readings.models import LexiconEntry, ReadingSettings


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a page under its heading: a piece of a bulletin, a section of an explainer."""

    title: str
    text: str
    """Plain, an empty line between paragraphs."""


@dataclass(frozen=True, slots=True)
class UnknownAbbreviation:
    """An abbreviation without an explanation."""

    part: str
    """Title of the part in which it stands."""
    written: str

    def __str__(self) -> str:
        return _("Nobody has explained the abbreviation “%(written)s” in “%(part)s”.") % {
            "written": self.written,
            "part": self.part,
        }


class Reader:
    """Reads texts with the lexicon as it stands when it is made."""

    def __init__(self) -> None:
        self._lexicon = dict(LexiconEntry.objects.values_list("written", "spoken"))
        self._region = find_region()

    def read(self, text: str) -> Reading:
        """The reading of one text."""
        return read_text(text, self._region, self._lexicon)

    def say(self, text: str) -> str:
        """What a voice says for one text."""
        return self.read(text).spoken.strip()


def find_region() -> Region:
    """Whose words the ward has chosen."""
    chosen = ReadingSettings.objects.filter(site__is_default_site=True).values_list("region", flat=True).first()
    return Region(chosen) if chosen else Region.NORTH


def list_unknown(parts: Iterable[Part], reader: Reader) -> list[UnknownAbbreviation]:
    """Every abbreviation that nobody has explained, once for each part in which it stands."""
    return [found for part in parts for found in name_unknown(part.title, reader.read(part.text))]


def name_unknown(title: str, reading: Reading) -> Sequence[UnknownAbbreviation]:
    """The same of one reading."""
    return [UnknownAbbreviation(title, written) for written in dict.fromkeys(one.written for one in reading.unknown)]
