"""The tables of `data/*.toml` as lookups, read once. The only files that the reading opens are its own."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from media_pipeline.reading.model import Rule
from media_pipeline.reading.runs import RUN, settle_run
from media_pipeline.reading.signs import NUMBER_SIGNS

FIRST_WORD = re.compile(rf"[^\W\d_{NUMBER_SIGNS}]+|\d+")
"""What a written form is filed under: its first letters or digits."""


_IN_CONTEXT = ("dotted", "places", "glued")
"""Groups of abbreviations that are read only in some places."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A written form and what is said for it."""

    written: str
    spoken: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Sense:
    """One of several meanings; all of its conditions must hold."""

    say: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    number: bool = False
    name: bool = False


@dataclass(frozen=True, slots=True)
class Wordlist:
    """Written forms, found by their first word, longest first."""

    entries: Mapping[str, tuple[Entry, ...]]

    @classmethod
    def build(cls, entries: Iterable[Entry]) -> Wordlist:
        """File the entries; those without a letter or digit at their start are never found."""
        filed: dict[str, list[Entry]] = {}
        for entry in entries:
            first = FIRST_WORD.match(entry.written)
            if first:
                filed.setdefault(first.group(), []).append(entry)
        return cls({first: tuple(sorted(group, key=lambda e: -len(e.written))) for first, group in filed.items()})

    def find(self, text: str, start: int, first_word: str) -> tuple[Entry, int] | None:
        """The longest entry that stands at `start`, where `first_word` begins, and its end; it ends no word halfway."""
        for entry in self.entries.get(first_word, ()):
            end = _match_words(text, start, entry.written)
            if end is not None and not (entry.written[-1].isalnum() and text[end : end + 1].isalpha()):
                return entry, end
        return None


@dataclass(frozen=True, slots=True)
class Units:
    """Signs of measure and money."""

    spoken: Mapping[str, str]
    money: frozenset[str]
    shares: frozenset[str]
    thousands: frozenset[str]
    per: tuple[str, ...]
    counted: re.Pattern[str]
    """The end of a number with its measure, before a stroke."""
    after_number: re.Pattern[str]
    """A sign behind a number, with at most a blank between."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that the rules look up."""

    words: Wordlist
    dotted: Mapping[str, str]
    """Read so where a full stop and a word follow."""
    places: Mapping[str, str]
    """The same, where that word is a name or a number."""
    glued: Mapping[str, str]
    """Read so where a number follows without a blank."""
    senses: Mapping[str, tuple[Sense, ...]]
    document_types: Mapping[str, str]
    document_word: re.Pattern[str]
    """A word that names a text."""
    issuers: Mapping[str, str]
    units: Units
    letters: Mapping[str, str]
    """By capital letter."""
    symbols: Mapping[str, str]
    web_signs: Mapping[str, str]
    web_words: Mapping[str, str]
    known_names: frozenset[str] = field(default=frozenset())
    """Names that are said as they are written."""


@functools.cache
def load_tables() -> Tables:
    """The tables that come with the package."""
    abbreviations, names, documents, web = (_load(name) for name in ("abbreviations", "names", "documents", "web"))
    units = _build_units(_load("units"))
    entries = [
        *(
            Entry(written, say, Rule.ABBREVIATION)
            for name, group in abbreviations.items()
            if name not in _IN_CONTEXT
            for written, say in group.items()
        ),
        *(Entry(written, say, Rule.NAME) for group in names.values() for written, say in group.items()),
        *(Entry(written, units.spoken[written], Rule.UNIT) for written in _load("units")["meta"]["alone"]),
    ]
    types, authorities = documents["types"], {**abbreviations["authorities"], **abbreviations["ministries"]}
    return Tables(
        words=Wordlist.build(entries),
        dotted=abbreviations["dotted"],
        places=abbreviations["places"],
        glued=abbreviations["glued"],
        senses={written: tuple(_build_sense(sense) for sense in senses) for written, senses in _load("senses").items()},
        document_types=types,
        document_word=re.compile(
            rf"\b(?:{_alternate({*types.values(), *documents['type_words']['words']})})\b", re.IGNORECASE
        ),
        issuers={**authorities, **documents["issuers"]},
        units=units,
        letters=_load("letters"),
        symbols=_load("symbols"),
        web_signs=web["signs"],
        web_words=web["words"],
        known_names=frozenset(entry.written for entry in entries if entry.written == entry.spoken),
    )


def _build_sense(fields: Mapping[str, Any]) -> Sense:
    return Sense(
        say=fields["say"],
        before=tuple(fields.get("before", ())),
        after=tuple(fields.get("after", ())),
        number=fields.get("number", False),
        name=fields.get("name", False),
    )


def _build_units(groups: Mapping[str, Any]) -> Units:
    meta = groups["meta"]
    spoken = {written: say for name, group in groups.items() if name != "meta" for written, say in group.items()}
    return Units(
        spoken=spoken,
        money=frozenset(groups["money"]),
        shares=frozenset(groups["shares"]),
        thousands=frozenset(groups["thousands"]),
        per=_sort_longest_first(meta["per"]),
        counted=re.compile(
            rf"(?:^|\W)(?:đồng|triệu|tỷ|nghìn|ngàn|\d[\d.,]*\s+(?:{_alternate(meta['counted'])})|\d\s?m[²2]\s\w{{1,8}})$"
        ),
        after_number=re.compile(rf"[ \u00a0\u202f]?({_alternate(spoken)})(?!\w)"),
    )


def _alternate(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in _sort_longest_first(forms))


def _sort_longest_first(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _match_words(text: str, start: int, written: str) -> int | None:
    """Where `written` ends; its blanks match all that is read as a blank."""
    first, *others = written.split(" ")
    if not text.startswith(first, start):
        return None
    end = start + len(first)
    for word in others:
        gap = RUN.match(text, end)
        if gap is None or settle_run(gap.group()) != " " or not text.startswith(word, gap.end()):
            return None
        end = gap.end() + len(word)
    return end


def _load(name: str) -> Mapping[str, Any]:
    return tomllib.loads(resources.files("media_pipeline.reading").joinpath("data", f"{name}.toml").read_text("utf-8"))
