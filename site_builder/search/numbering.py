"""Numbers for documents that stay as they are when others come and go. Pure.

A number counted in order of publication is short in the files, but one document taken out would move all that follow,
and with them every file. So a number is the beginning of a hash of the document's id, in a space that is four to eight
times too large; where two meet, the later id takes the next free one. The space doubles with the site: then, and only
then, all files change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SPARE_BITS = 2
_HASH_BITS = 64


def count_bits(document_count: int) -> int:
    """How many bits the numbers of so many documents have."""
    return max(1, document_count).bit_length() + SPARE_BITS


def assign_numbers(ids: Iterable[str]) -> dict[str, int]:
    """The number of each id; the same for the same set of ids, whatever their order."""
    ordered = sorted(ids)
    bits = count_bits(len(ordered))
    numbers: dict[str, int] = {}
    taken: set[int] = set()
    for id_ in ordered:
        number = _hash(id_) >> (_HASH_BITS - bits)
        while number in taken:
            number = (number + 1) % (1 << bits)
        taken.add(number)
        numbers[id_] = number
    return numbers


def _hash(id_: str) -> int:
    return int.from_bytes(hashlib.sha256(id_.encode()).digest()[: _HASH_BITS // 8], "big")
