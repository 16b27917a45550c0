"""The Vietnamese of the package and its themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder import catalogue
from site_builder.catalogue import (
    CATALOGUE_PATH,
    build_catalogue,
    compile_catalogue,
    extract_messages,
    find_untranslated,
    find_unused,
    load_catalogue,
    serialise_catalogue,
)
from site_builder.messages import load_translations

_PLACES = re.compile(r"%\((\w+)\)([\d.]*[a-z])")


@pytest.fixture(scope="module")
def messages() -> dict[str, str]:
    return extract_messages()


def test_every_string_has_its_vietnamese(messages: dict[str, str]) -> None:
    assert find_untranslated(load_catalogue(), messages) == []


def test_the_catalogue_holds_nothing_that_is_no_longer_said(messages: dict[str, str]) -> None:
    assert find_unused(load_catalogue(), messages) == []


def test_strings_are_found_in_code_and_in_templates(messages: dict[str, str]) -> None:
    assert messages["The site stands at %(url)s"] == "site_builder/cli.py"
    assert messages["Skip to the content"].startswith("themes/")
    assert "Key facts" in messages, "a template says it"
    assert "Alternative text" not in messages, "an editor sees it, in the newsroom"


def test_translations_have_the_places_of_their_source() -> None:
    for entry in load_catalogue():
        if entry.id:
            assert sorted(_PLACES.findall(str(entry.string))) == sorted(_PLACES.findall(str(entry.id))), entry.id


def test_the_compiled_catalogue_is_current() -> None:
    assert CATALOGUE_PATH.with_suffix(".mo").read_bytes() == compile_catalogue(load_catalogue())


def test_the_committed_catalogue_is_what_an_update_writes(messages: dict[str, str]) -> None:
    assert serialise_catalogue(build_catalogue(load_catalogue(), messages)) == CATALOGUE_PATH.read_bytes()


def test_vietnamese_is_spoken_and_english_is_the_source() -> None:
    assert load_translations("vi").gettext("Archive") == "Lưu trữ"
    assert load_translations("en").gettext("Archive") == "Archive"


def test_an_update_fails_until_a_new_string_has_its_vietnamese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "vi.po"
    path.write_bytes(CATALOGUE_PATH.read_bytes())
    monkeypatch.setattr(catalogue, "CATALOGUE_PATH", path)
    # their default is bound to the real one
    monkeypatch.setattr(catalogue, "load_catalogue", lambda: load_catalogue(path))
    monkeypatch.setattr(catalogue, "extract_messages", lambda: {"Archive": "a.py", "Brand new": "b.py"})
    assert catalogue.main() == 1
    assert "Brand new" in capsys.readouterr().err
    text = path.read_text(encoding="utf-8")
    assert 'msgstr "Lưu trữ"' in text
    assert "Skip to the content" not in text
