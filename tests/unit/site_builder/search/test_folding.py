"""What people type without accents, and what is written with them, meet."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.search.folding import LONGEST_SYLLABLE, split_syllables


def fold(text: str) -> list[str]:
    return [syllable.folded for syllable in split_syllables(text)]


def spell(text: str) -> list[str]:
    return [syllable.spelling for syllable in split_syllables(text)]


@pytest.mark.parametrize(
    ("text", "folded", "spelling"),
    [
        ("hộ khẩu", "ho khau", "hô. khâu?"),
        ("Đất ĐAI", "dat dai", "đât' đai"),
        ("hòa giải", "hoa giai", "hoa` giai?"),
        ("hoà giải", "hoa giai", "hoa` giai?"),
        ("Thuế, thủy/thuỷ", "thue thuy thuy", "thuê' thuy? thuy?"),
        ("68/2020/QH14", "68 2020 qh14", "68 2020 qh14"),
        ("42/2022/NĐ-CP", "42 2022 nd cp", "42 2022 nđ cp"),
        ("VNeID mức 2", "vneid muc 2", "vneid mưc' 2"),
        ("ngã tư… nghỉ", "nga tu nghi", "nga~ tư nghi?"),
        ("", "", ""),
        ("«»  – 漢字 😀", "", ""),
    ],
)
def test_a_text_has_syllables_with_and_without_accents(text: str, folded: str, spelling: str) -> None:
    assert fold(text) == folded.split()
    assert spell(text) == spelling.split()


def test_decomposed_letters_are_the_same() -> None:
    text = "Ủy ban nhân dân phường, đường Nguyễn Huệ"
    assert split_syllables(unicodedata.normalize("NFD", text)) == split_syllables(text)


def test_a_syllable_without_accents_is_spelled_as_it_is_folded() -> None:
    assert spell("cho con toi 30") == fold("cho con toi 30")


@given(st.text())
def test_whatever_is_written_gives_names_that_files_can_have(text: str) -> None:
    for syllable in split_syllables(text):
        assert syllable.folded.isascii() and syllable.folded.isalnum() and syllable.folded == syllable.folded.lower()
        assert 1 <= len(syllable.folded) <= LONGEST_SYLLABLE


@given(st.text(alphabet="aăâeêioôơuưyđhctnmg ̣́̀̉̃/.-09AĐ"))
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    folded = " ".join(fold(text))
    assert fold(folded) == spell(folded) == folded.split()
