"""Postings come back as they were, and are as short as they should be."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from site_builder.search.postings import (
    LARGEST_POSTINGS,
    SIGNS,
    WHOLE,
    choose_level,
    decode_postings,
    encode_gap,
    encode_occurrence,
    encode_postings,
    exchange_posting,
    hash_syllable,
    join_chunks,
    keep_occurrences,
    measure_kept,
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


@given(
    st.dictionaries(st.integers(0, 200), OCCURRENCES.map(encode_occurrence)),
    st.integers(0, 200),
    st.none() | OCCURRENCES.map(encode_occurrence),
)
def test_one_document_is_exchanged_as_if_all_were_encoded_anew(
    postings: dict[int, str], number: int, code: str | None
) -> None:
    after = {key: each for key, each in postings.items() if key != number} | ({number: code} if code else {})
    assert exchange_posting(encode_postings(postings), number, code) == (encode_postings(after), postings.get(number))


@given(SYLLABLES)
def test_no_hash_is_the_sign_for_no_neighbour(syllable: str) -> None:
    assert 1 <= hash_syllable(syllable) <= 31
    assert len(set(SIGNS)) == 64


@given(st.dictionaries(st.integers(0, 2**12), OCCURRENCES.map(encode_occurrence)), st.integers(4, 12))
def test_ranges_are_joined_to_what_would_have_been_encoded_at_once(postings: dict[int, str], bits: int) -> None:
    chunks: dict[int, dict[int, str]] = {}
    for number, code in postings.items():
        chunks.setdefault(number >> bits << bits, {})[number] = code
    rows = [
        (first, encode_postings({number - first: code for number, code in found.items()}), max(found))
        for first, found in sorted(chunks.items())
    ]
    assert join_chunks(rows) == encode_postings(postings)


def build_everywhere(places: int, count: int = LARGEST_POSTINGS // 4) -> dict[int, str]:
    return {number: encode_occurrence(Occurrence("va", places, ["toi", "anh", "con"])) for number in range(count)}


def find_level(postings: dict[int, str]) -> int:
    sizes = [sum(kinds) for kinds in zip(*map(measure_kept, postings.values()), strict=True)]
    return choose_level(len(encode_postings(postings)), sizes)


def test_a_rare_syllable_stays_as_it_is() -> None:
    assert find_level({1: "AA", 9: "BB", 12: "AC"}) == WHOLE


def test_a_frequent_one_first_loses_neighbours_outside_of_titles() -> None:
    titles = {9001: encode_occurrence(Occurrence("va", Place.TITLE, ["ban"]))}
    everywhere = build_everywhere(Place.HEADING)
    assert find_level(everywhere | titles) == 0
    assert keep_occurrences(everywhere | titles, 0) == dict.fromkeys(everywhere, "CA") | titles


def test_then_the_places_that_tell_the_least() -> None:
    many = LARGEST_POSTINGS // 3 + 1
    headings = {number + many: code for number, code in build_everywhere(Place.HEADING, 100).items()}
    postings = build_everywhere(0, many) | headings
    assert find_level(postings) == 1
    assert keep_occurrences(postings, 1).keys() == headings.keys()
