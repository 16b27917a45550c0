"""The occurrences of a syllable in all documents as one short text, in signs that JSON leaves alone. Pure.

Each document takes its distance from the one before it (base 32, lowest digits first, a set sixth bit says that more
follow), one sign for its places, and one for each neighbour: a hash in five bits, the sixth says again that more
follow; a single zero for none. A neighbour's hash may be another syllable's, one time in 31: it only raises a result.
"""

from __future__ import annotations

import re

from site_builder.search.wording import Occurrence

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_MORE = 32
_POSTING = re.compile(r"([g-z0-9_-]*[A-Za-f])(.[g-z0-9_-]*[A-Za-f])")
_VALUES = {sign: value for value, sign in enumerate(SIGNS)}


def encode_occurrence(occurrence: Occurrence) -> str:
    """Places and neighbours."""
    hashes = sorted({hash_syllable(neighbour) for neighbour in occurrence.neighbours}) or [0]
    signs = "".join(SIGNS[value | _MORE] for value in hashes[:-1]) + SIGNS[hashes[-1]]
    return SIGNS[occurrence.places] + signs


def hash_syllable(folded: str) -> int:
    """A number from 1 to 31."""
    value = 0
    for letter in folded:
        value = (value * 33 + ord(letter)) & 0xFFFF
    return value % 31 + 1


def encode_gap(gap: int) -> str:
    """A distance between the numbers of two documents, less one."""
    signs = []
    while gap >= _MORE:
        signs.append(SIGNS[gap % _MORE | _MORE])
        gap //= _MORE
    return "".join(signs) + SIGNS[gap]


def encode_postings(occurrences: dict[int, str]) -> str:
    """Encoded occurrences by the number of their document."""
    parts: list[str] = []
    last = -1
    for number, code in sorted(occurrences.items()):
        parts += (encode_gap(number - last - 1), code)
        last = number
    return "".join(parts)


def decode_postings(text: str) -> dict[int, str]:
    """Encoded occurrences by the number of their document."""
    found, number = {}, -1
    for signs, code in _POSTING.findall(text):
        gap = _VALUES[signs] if len(signs) == 1 else _decode_gap(signs)
        number += gap + 1
        found[number] = code
    return found


def _decode_gap(signs: str) -> int:
    value = 0
    for sign in reversed(signs):
        value = value * _MORE + _VALUES[sign] % _MORE
    return value
