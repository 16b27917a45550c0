"""Postings come back as they were, and are as short as they should be."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from site_builder.search.postings import (
    LARGEST_POSTINGS,
    SIGNS,
    decode_postings,
    encode_gap,
    encode_occurrence,
    encode_postings,
    hash_syllable,
    trim_postings,
)
from site_builder.search.wording import Occurrence, Place

SYLLABLES = st.text(alphabet="abcdeghiklmnopqrstuvxy0123456789", min_size=1, max_size=8)
OCCURRENCES = st.builds(
    Occurrence, folded=SYLLABLES, places=st.integers(0, 63), neighbours=st.lists(SYLLABLES, max_size=3)
)


@given(st.dictionaries(st.integers(0, 2**22), OCCURRENCES.map(encode_occurrence)))
def test_postings_come_back_as_they_were(postings: dict[int, str]) -> None:
    assert decode_postings(encode_postings(postings)) == postings


@given(st.dictionaries(st.integers(0, 2**22), OCCURRENCES.map(encode_occurrence), min_size=1))
def test_a_document_behind_all_others_only_adds_to_the_end(postings: dict[int, str]) -> None:
    last, behind = max(postings), max(postings) + 1000
    grown = encode_postings(postings | {behind: "AA"})
    assert grown == f"{encode_postings(postings)}{encode_gap(behind - last - 1)}AA"


@given(st.dictionaries(st.integers(0, 2**22), OCCURRENCES.map(encode_occurrence)))
def test_json_escapes_none_of_their_signs(postings: dict[int, str]) -> None:
    text = encode_postings(postings)
    assert json.dumps(text) == f'"{text}"'


def test_a_close_document_with_one_neighbour_takes_three_signs() -> None:
    code = encode_occurrence(Occurrence("tam", 1, ["tru"]))
    assert encode_postings({5: code, 9: code}) == f"F{code}D{code}"
    assert len(code) == 2


def test_the_order_of_neighbours_does_not_matter() -> None:
    assert encode_occurrence(Occurrence("tam", 1, ["tru", "vang"])) == encode_occurrence(
        Occurrence("tam", 1, ["vang", "tru"])
    )


@given(SYLLABLES)
def test_no_hash_is_the_sign_for_no_neighbour(syllable: str) -> None:
    assert 1 <= hash_syllable(syllable) <= 31
    assert len(set(SIGNS)) == 64


def build_everywhere(places: int, count: int = LARGEST_POSTINGS // 4) -> dict[int, str]:
    return {number: encode_occurrence(Occurrence("va", places, ["toi", "anh", "con"])) for number in range(count)}


def test_a_rare_syllable_stays_as_it_is() -> None:
    postings = {"va`": encode_postings({1: "AA", 9: "BB"}), "va'": encode_postings({3: "AC"})}
    assert trim_postings(postings) == (postings, False)


def test_a_frequent_one_first_loses_neighbours_outside_of_titles() -> None:
    titles = {9001: encode_occurrence(Occurrence("va", Place.TITLE, ["ban"]))}
    (kept,), is_trimmed = trim_one(build_everywhere(Place.HEADING) | titles)
    assert not is_trimmed
    assert decode_postings(kept) == dict.fromkeys(build_everywhere(2), "CA") | titles


def test_then_the_places_that_tell_the_least() -> None:
    many = LARGEST_POSTINGS // 3 + 1
    headings = {number + many: code for number, code in build_everywhere(Place.HEADING, 100).items()}
    (kept,), is_trimmed = trim_one(build_everywhere(0, many) | headings)
    assert is_trimmed
    assert decode_postings(kept).keys() == headings.keys()


def trim_one(postings: dict[int, str]) -> tuple[list[str], bool]:
    kept, is_trimmed = trim_postings({"va`": encode_postings(postings)})
    return list(kept.values()), is_trimmed
