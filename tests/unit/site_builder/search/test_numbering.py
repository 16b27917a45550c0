"""Numbers stay when other documents come and go."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from site_builder.search.numbering import assign_numbers, count_bits, find_first_choice, list_run

IDS = [str(uuid.uuid5(uuid.NAMESPACE_URL, str(number))) for number in range(1001)]


@given(st.sets(st.text(max_size=8), max_size=60))
def test_every_document_has_a_number_of_its_own(ids: set[str]) -> None:
    numbers = assign_numbers(ids)
    assert set(numbers) == ids
    assert len(set(numbers.values())) == len(ids)
    assert all(0 <= number < 1 << count_bits(len(ids)) for number in numbers.values())


@given(st.permutations(IDS[:20]))
def test_the_order_does_not_matter(ids: list[str]) -> None:
    assert assign_numbers(ids) == assign_numbers(sorted(ids))


def test_a_document_that_comes_or_goes_moves_at_most_a_few_others() -> None:
    before, after = assign_numbers(IDS[:1000]), assign_numbers([*IDS[:500], *IDS[501:]])
    moved = [id_ for id_ in before.keys() & after.keys() if before[id_] != after[id_]]
    assert len(moved) <= 3


def test_the_space_has_room_and_grows_in_doublings() -> None:
    assert [count_bits(count) for count in (0, 1, 2, 3, 4, 1000, 1023, 1024)] == [3, 3, 4, 4, 5, 12, 12, 13]


@given(st.sets(st.text(max_size=8), min_size=1, max_size=30), st.text(max_size=8))
def test_only_those_side_by_side_with_a_newcomer_can_move(ids: set[str], new: str) -> None:
    bits = count_bits(len(ids)) - 1  # less room than a site has, so that many meet
    ids -= {new}
    before, after = assign_numbers(ids, bits), assign_numbers({*ids, new}, bits)
    run = list_run(find_first_choice(new, bits), bits, {number: id_ for id_, number in before.items()}.get)
    assert before | assign_numbers({*run, new}, bits) == after
    run = list_run(after[new], bits, {number: id_ for id_, number in after.items()}.get)
    rest = {id_: number for id_, number in after.items() if id_ != new}
    assert rest | assign_numbers(run.keys() - {new}, bits) == before
