"""The occurrences of a syllable in all documents as one short text, in signs that JSON leaves alone. Pure.

Each document takes its distance from the one before it (base 32, lowest digits first, a set sixth bit says that more
follow), one sign for its places, and one for each neighbour: a hash in five bits, the sixth says again that more
follow; a single zero for none. A neighbour's hash may be another syllable's, one time in 31: it only raises a result.

Of a syllable that is nearly everywhere (`và`, `của`) the least telling occurrences are left out of the files, so that a
question costs no more on a large site.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import accumulate, chain
from operator import sub

from site_builder.search.wording import Occurrence, Place

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
LARGEST_POSTINGS = 16_000
"""Signs of all spellings of a syllable in the files."""
_KEPT_GAPS = 1 << 14
_MORE = 32
_POSTING = re.compile(r"([g-z0-9_-]*[A-Za-f])(.[g-z0-9_-]*[A-Za-f])")
_VALUES = {sign: value for value, sign in enumerate(SIGNS)}
_USUAL_GAP = 1
"""Signs of the distance between two documents with a frequent syllable."""
_STRIPPED = {sign: sign + SIGNS[0] for value, sign in enumerate(SIGNS) if not value & Place.TITLE}
"""Occurrences outside of titles, without their neighbours."""


def _list_signs(places: int) -> frozenset[str]:
    return frozenset(sign for value, sign in enumerate(SIGNS) if value & places)


_TELLING = (
    frozenset(SIGNS),
    _list_signs(Place.TITLE | Place.HEADING | Place.SUMMARY),
    _list_signs(Place.TITLE | Place.SUMMARY),
    _list_signs(Place.TITLE),
)
"""In which places a frequent syllable is kept, as far as it has to come down."""


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


@lru_cache(_KEPT_GAPS)
def encode_gap(gap: int) -> str:
    """A distance between the numbers of two documents, less one."""
    signs = []
    while gap >= _MORE:
        signs.append(SIGNS[gap % _MORE | _MORE])
        gap //= _MORE
    return "".join(signs) + SIGNS[gap]


def encode_postings(occurrences: Mapping[int, str]) -> str:
    """Encoded occurrences by the number of their document."""
    numbers = sorted(occurrences)
    gaps = map(sub, numbers, chain((0,), map((1).__add__, numbers)))
    return "".join(chain.from_iterable(zip(map(encode_gap, gaps), map(occurrences.__getitem__, numbers), strict=True)))


def decode_postings(text: str) -> dict[int, str]:
    """Encoded occurrences by the number of their document."""
    found = _POSTING.findall(text)
    if not found:
        return {}
    gaps, codes = zip(*found, strict=True)
    # the first distance is counted from nothing, the others from the document before
    numbers = map((-1).__add__, accumulate(map((1).__add__, map(_decode_gap, gaps))))
    return dict(zip(numbers, codes, strict=True))


def trim_postings(postings: Mapping[str, str]) -> tuple[dict[str, str], bool]:
    """The postings of a syllable by spelling, cut to the size that a file may have.

    Returns:
        What is kept, and whether documents were left out.
    """
    if sum(map(len, postings.values())) <= LARGEST_POSTINGS:
        return dict(postings), False
    decoded = {spelling: decode_postings(text) for spelling, text in postings.items()}
    places = _find_telling_places(code for found in decoded.values() for code in found.values())
    kept = {
        spelling: {number: _STRIPPED.get(code[0], code) for number, code in found.items() if code[0] in places}
        for spelling, found in decoded.items()
    }
    is_trimmed = any(len(kept[spelling]) < len(decoded[spelling]) for spelling in decoded)
    return {spelling: encode_postings(found) for spelling, found in kept.items() if found}, is_trimmed


def _find_telling_places(codes: Iterable[str]) -> frozenset[str]:
    """The signs for the places in which so many occurrences may be kept, neighbours in titles alone."""
    sizes: Counter[str] = Counter()
    for code, count in Counter(codes).items():
        sizes[code[0]] += count * (_USUAL_GAP + len(_STRIPPED.get(code[0], code)))
    for places in _TELLING[:-1]:
        if sum(size for sign, size in sizes.items() if sign in places) <= LARGEST_POSTINGS:
            return places
    return _TELLING[-1]


@lru_cache(_KEPT_GAPS)
def _decode_gap(signs: str) -> int:
    value = 0
    for sign in reversed(signs):
        value = value * _MORE + _VALUES[sign] % _MORE
    return value
