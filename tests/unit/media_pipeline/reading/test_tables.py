"""What stands in the tables is itself plain speech: no rule would change it, and nothing in it is unknown."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import resources

import pytest

from media_pipeline.reading import Region, read_aloud
from media_pipeline.reading.signs import SAID_SIGNS
from media_pipeline.reading.tables import load_tables

_DATA = resources.files("media_pipeline.reading").joinpath("data")


def list_spoken() -> Iterator[str]:
    tables = load_tables()
    for entries in tables.words.entries.values():
        yield from (entry.spoken for entry in entries if entry.spoken not in tables.known_names)
    for senses in tables.senses.values():
        yield from (sense.say for sense in senses)
    for table in (
        tables.dotted,
        tables.places,
        tables.glued,
        tables.document_types,
        tables.issuers,
        tables.units.spoken,
        tables.letters,
        tables.symbols,
        tables.web_signs,
        tables.web_words,
    ):
        yield from table.values()


@pytest.mark.parametrize("region", Region)
def test_everything_said_is_plain_speech(region: Region) -> None:
    changed = {spoken: read_aloud(f"tên {spoken}", region=region).spoken for spoken in set(list_spoken())}
    assert {spoken: said for spoken, said in changed.items() if said != f"tên {spoken}"} == {}


def test_hundreds_of_abbreviations_are_known() -> None:
    groups = tomllib.loads(_DATA.joinpath("abbreviations.toml").read_text("utf-8"))
    assert sum(map(len, groups.values())) >= 400


@pytest.mark.parametrize(
    "written",
    [
        "UBND",
        "HĐND",
        "TAND",
        "VKSND",
        "BHYT",
        "BHXH",
        "CCCD",
        "GPLX",
        "TTHC",
        "QSDĐ",
        "PBGDPL",
        "VBQPPL",
        "PCCC",
        "VNeID",
    ],
)
def test_an_abbreviation_stands_alone_or_in_a_sentence(written: str) -> None:
    alone, within = read_aloud(written), read_aloud(f"theo {written}, ngày")
    assert alone.is_complete
    assert within.is_complete
    assert alone.spoken.casefold() == within.spoken.removeprefix("theo ").removesuffix(", ngày").casefold()


def test_every_sign_that_is_said_has_its_words() -> None:
    assert set(load_tables().symbols) == set(SAID_SIGNS)


@pytest.mark.parametrize("name", [path.name for path in _DATA.iterdir() if path.name.endswith(".toml")])
def test_every_table_says_what_it_is(name: str) -> None:
    assert _DATA.joinpath(name).read_text("utf-8").startswith("# ")


@pytest.mark.parametrize("name", ["abbreviations.toml", "documents.toml", "names.toml", "units.toml"])
def test_every_entry_is_explained(name: str) -> None:
    lines = _DATA.joinpath(name).read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith('"') and "  # " not in line] == []
