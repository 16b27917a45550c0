"""Files stay small, and a syllable is on exactly one of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from site_builder.search.shelves import LARGEST_SHELF, find_shelf, list_shelves

SIZES = st.dictionaries(st.text(alphabet="acdhnotu1", min_size=1, max_size=6), st.integers(1, 9000), max_size=60)


def test_a_small_site_has_a_shelf_for_each_letter() -> None:
    assert list_shelves({"ho": 10, "khau": 10, "hoa": 10}) == {"h": ("ho", "hoa"), "k": ("khau",)}


def test_a_large_shelf_is_split_by_the_next_letter() -> None:
    sizes = {"da": 4000, "dai": 4000, "dat": 4000, "do": 10}
    assert list_shelves(sizes) == {"da-": ("da",), "dai": ("dai",), "dat": ("dat",), "do": ("do",)}


@given(SIZES)
def test_every_syllable_is_on_the_shelf_where_it_is_looked_for(sizes: dict[str, int]) -> None:
    shelves = list_shelves(sizes)
    assert sorted(syllable for syllables in shelves.values() for syllable in syllables) == sorted(sizes)
    for name, syllables in shelves.items():
        assert {find_shelf(syllable, shelves) for syllable in syllables} == {name}


@given(SIZES)
def test_only_one_syllable_alone_may_be_too_large(sizes: dict[str, int]) -> None:
    for syllables in list_shelves(sizes).values():
        assert len(syllables) == 1 or sum(sizes[syllable] for syllable in syllables) <= LARGEST_SHELF


@given(SIZES, st.data())
def test_what_is_taken_out_was_on_the_shelf_where_it_would_be(sizes: dict[str, int], data: st.DataObject) -> None:
    """So that the file that has to change is found without knowing the shelves of before."""
    if not sizes:
        return
    gone = data.draw(st.sampled_from(sorted(sizes)))
    before = list_shelves(sizes)
    after = list_shelves({syllable: size for syllable, size in sizes.items() if syllable != gone})
    kept = [name for name in before if name in after and gone in before[name]]
    assert kept in ([], [find_shelf(gone, after)])


def test_nothing_is_looked_for_where_nothing_begins_so() -> None:
    assert find_shelf("khau", {"h": ("ho",)}) is None
