"""The editor's own entries: written form → what is said."""

from __future__ import annotations

from collections.abc import Mapping

from media_pipeline.errors import LexiconError
from media_pipeline.messages import _
from media_pipeline.reading.model import Region, Rule
from media_pipeline.reading.scanner import scan
from media_pipeline.reading.signs import compose
from media_pipeline.reading.tables import Entry, Wordlist, load_tables

LONGEST_WRITTEN = 80
"""Characters of a written form."""
_EMPTY = Wordlist({})


def build_lexicon(entries: Mapping[str, str], region: Region) -> Wordlist:
    """Entries as the rules find them. What is said is read by the rules in its turn, so «Điều 5» is possible; an entry
    that `check_entry` refuses for its written form is left out."""
    return Wordlist.build(
        Entry(written, scan(spoken, region, load_tables(), _EMPTY).spoken, Rule.LEXICON)
        for written, spoken in ((_tidy(written), spoken) for written, spoken in entries.items())
        if _is_findable(written)
    )


def check_entry(written: str, spoken: str) -> None:
    """Say whether an entry can work.

    Raises:
        LexiconError: the written form is empty, too long or begins with a sign; nothing is said; or what is said holds
            the written form or an unknown abbreviation, so that it would have to be read again.
    """
    form = _tidy(written)
    if not _is_findable(form):
        raise LexiconError(
            _("The entry “%(written)s” must begin with a letter or a digit and have at most %(limit)d characters.")
            % {"written": written, "limit": LONGEST_WRITTEN}
        )
    reading = scan(spoken, Region.NORTH, load_tables(), Wordlist.build([Entry(form, form, Rule.LEXICON)]))
    if not reading.spoken:
        raise LexiconError(_("Write what is said for “%(written)s”.") % {"written": form})
    if (
        reading.unknown
        or any(segment.rule is Rule.LEXICON for segment in reading.segments)
        or _holds(reading.spoken, form)
    ):
        raise LexiconError(
            _("What is said for “%(written)s” needs words only: “%(spoken)s” would have to be read again.")
            % {"written": form, "spoken": spoken}
        )


def _tidy(written: str) -> str:
    return " ".join(compose(written).split())


def _is_findable(form: str) -> bool:
    return 0 < len(form) <= LONGEST_WRITTEN and (form[0].isalpha() or form[0].isdecimal())


def _holds(spoken: str, form: str) -> bool:
    return f" {form} " in f" {spoken} "
