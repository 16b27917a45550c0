"""The editor's own entries: written form → what is said."""

from __future__ import annotations

from collections.abc import Mapping

from media_pipeline.errors import LexiconError
from media_pipeline.messages import _
from media_pipeline.reading.model import Region, Rule
from media_pipeline.reading.scanner import scan
from media_pipeline.reading.signs import compose
from media_pipeline.reading.tables import FIRST_WORD, Entry, Wordlist, load_tables

LONGEST_WRITTEN = 80
"""Characters of a written form."""
_EMPTY = Wordlist({})


def build_lexicon(entries: Mapping[str, str], region: Region) -> Wordlist:
    """Entries as the rules find them. What is said is read by the rules in its turn, so «Điều 5» is possible; an entry
    that `check_lexicon` refuses for its written form is left out."""
    return Wordlist.build(
        Entry(written, scan(spoken, region, load_tables(), _EMPTY).spoken, Rule.LEXICON)
        for written, spoken in ((_tidy(written), spoken) for written, spoken in entries.items())
        if _is_findable(written)
    )


def check_lexicon(entries: Mapping[str, str]) -> None:
    """Say whether entries can work beside each other. An editor's new entry is checked together with those she has.

    Raises:
        LexiconError: a written form is empty, too long or begins with a sign; nothing is said; or what is said holds an
            unknown abbreviation or the written form of an entry, so that it would have to be read again.
    """
    words = Wordlist.build(Entry(_tidy(written), _tidy(written), Rule.LEXICON) for written in entries)
    for written, spoken in entries.items():
        form = _tidy(written)
        if not _is_findable(form):
            raise LexiconError(
                _("The entry “%(written)s” must begin with a letter or a digit and have at most %(limit)d characters.")
                % {"written": written, "limit": LONGEST_WRITTEN}
            )
        reading = scan(spoken, Region.NORTH, load_tables(), _EMPTY)
        if not reading.spoken:
            raise LexiconError(_("Write what is said for “%(written)s”.") % {"written": form})
        if not reading.is_complete or _holds_entry(reading.spoken, words):
            raise LexiconError(
                _("What is said for “%(written)s” needs words only: “%(spoken)s” would have to be read again.")
                % {"written": form, "spoken": spoken}
            )


def _holds_entry(spoken: str, words: Wordlist) -> bool:
    return any(words.find(spoken, found.start(), found.group()) for found in FIRST_WORD.finditer(spoken))


def _tidy(written: str) -> str:
    return " ".join(compose(written).split())


def _is_findable(form: str) -> bool:
    return 0 < len(form) <= LONGEST_WRITTEN and (form[0].isalpha() or form[0].isdecimal())
