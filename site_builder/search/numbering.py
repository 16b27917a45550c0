"""Numbers for documents that stay as they are when others come and go. Pure.

A number counted in order of publication is short in the files, but one document taken out would move all that follow,
and with them every file. So a number is the beginning of a hash of the document's id, in a space that is four to eight
times too large; where two meet, the later id takes the next free one. The space doubles with the site: then, and only
then, all files change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

SPARE_BITS = 2
_HASH_BITS = 64


def count_bits(document_count: int) -> int:
    """How many bits the numbers of so many documents have."""
    return max(1, document_count).bit_length() + SPARE_BITS


def assign_numbers(ids: Iterable[str], bits: int | None = None) -> dict[str, int]:
    """The number of each id; the same for the same set of ids, whatever their order.

    Args:
        ids: of the whole site, or of some that stand side by side and of those that come to them.
        bits: of the whole site's numbers; counted when they are not told.
    """
    ordered = sorted(ids)
    bits = count_bits(len(ordered)) if bits is None else bits
    numbers: dict[str, int] = {}
    taken: set[int] = set()
    for id_ in ordered:
        number = find_first_choice(id_, bits)
        while number in taken:
            number = (number + 1) % (1 << bits)
        taken.add(number)
        numbers[id_] = number
    return numbers


def find_first_choice(id_: str, bits: int) -> int:
    """The number that an id has when no earlier one has taken it."""
    return _hash(id_) >> (_HASH_BITS - bits)


def list_run(number: int, bits: int, find: Callable[[int], str | None]) -> dict[str, int]:
    """The ids on a number and on those side by side with it, with their numbers.

    Only these can move when a document comes to the number or goes from it.

    Args:
        number: taken or free.
        bits: of the whole site's numbers.
        find: the id on a number.
    """
    run: dict[str, int] = {}
    for first, step in ((number, 1), (number - 1, -1)):
        place = first % (1 << bits)
        while (id_ := find(place)) is not None or place == number:
            if id_ is not None:
                run[id_] = place
            place = (place + step) % (1 << bits)
    return run


def _hash(id_: str) -> int:
    return int.from_bytes(hashlib.sha256(id_.encode()).digest()[: _HASH_BITS // 8], "big")
