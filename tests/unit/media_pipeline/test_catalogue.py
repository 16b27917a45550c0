"""The Vietnamese of the pipeline: every sentence has it, and the compiled catalogue is that of the text."""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from media_pipeline.messages import LOCALE_DIR

PACKAGE = LOCALE_DIR.parent
CATALOGUE_PATH = LOCALE_DIR / "vi" / "LC_MESSAGES" / "media_pipeline.po"
_PLACES = re.compile(r"%(?:\((\w+)\))?[\d.]*([a-z])")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with CATALOGUE_PATH.open("rb") as file:
        return read_po(file, locale="vi")


@pytest.fixture(scope="module")
def sentences() -> set[str]:
    return {sentence for path in sorted(PACKAGE.rglob("*.py")) for sentence in extract(path)}


def extract(path: Path) -> list[str]:
    """What a module says through `_`."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    said = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "_"]
    return [ast.literal_eval(call.args[0]) for call in said]


def test_every_sentence_has_its_vietnamese(catalogue: Catalog, sentences: set[str]) -> None:
    translated = {entry.id for entry in catalogue if entry.string and not entry.fuzzy}
    assert sentences - translated == set()


def test_nothing_is_translated_that_is_no_longer_said(catalogue: Catalog, sentences: set[str]) -> None:
    assert {entry.id for entry in catalogue if entry.id} - sentences == set()


def test_translations_have_the_places_of_their_source(catalogue: Catalog) -> None:
    for entry in catalogue:
        if entry.id:
            assert sorted(_PLACES.findall(entry.string)) == sorted(_PLACES.findall(entry.id)), entry.id


def test_the_compiled_catalogue_is_current(catalogue: Catalog) -> None:
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    assert CATALOGUE_PATH.with_suffix(".mo").read_bytes() == buffer.getvalue()
