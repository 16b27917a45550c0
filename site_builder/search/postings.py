"""The occurrences of a syllable in all documents as one short text, in signs that JSON leaves alone. Pure.

Each document takes its distance from the one before it (base 32, lowest digits first, a set sixth bit says that more
follow), one sign for its places, and one for each neighbour: a hash in five bits, the sixth says again that more
follow; a single zero for none. A neighbour's hash may be another syllable's, one time in 31: it only raises a result.

Of a syllable that is nearly everywhere (`và`, `của`) the least telling occurrences are left out of the files, so that a
question costs no more on a large site. What is left is chosen from sums over all documents, so that a change of one
document need not read the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from operator import sub

from site_builder.search.wording import Occurrence, Place

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
LARGEST_POSTINGS = 8000
"""Signs of all spellings of a syllable in the files."""
_KEPT_GAPS = 1 << 14
_MORE = 32
_GAP = re.compile(r"[g-z0-9_-]*[A-Za-f]")
_POSTING = re.compile(r"([g-z0-9_-]*[A-Za-f])(.[g-z0-9_-]*[A-Za-f])")
_VALUES = {sign: value for value, sign in enumerate(SIGNS)}
_USUAL_GAP = 1
"""Signs of the distance between two documents with a frequent syllable."""
_STRIPPED = {sign: sign + SIGNS[0] for value, sign in enumerate(SIGNS) if not value & Place.TITLE}
"""Occurrences outside of titles, without their neighbours."""


def _list_signs(places: int) -> frozenset[str]:
    return frozenset(sign for value, sign in enumerate(SIGNS) if value & places)


WHOLE = -1
"""The level of a syllable that is in the files with all its postings."""
_TELLING = (
    frozenset(SIGNS),
    _list_signs(Place.TITLE | Place.HEADING | Place.SUMMARY),
    _list_signs(Place.TITLE | Place.SUMMARY),
    _list_signs(Place.TITLE),
)
"""In which places a frequent syllable is kept, level by level, as far as it has to come down."""
LAST_LEVEL = len(_TELLING) - 1


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


def exchange_posting(text: str, number: int, code: str | None) -> tuple[str, str | None]:
    """Encoded occurrences with that of one document put in, exchanged or, for `None`, taken out; the others are copied.

    Returns:
        The new text, and what stood for that document; `None` when nothing did.
    """
    last, start, here = -1, 0, -1
    for found in _POSTING.finditer(text):
        here = last + 1 + _decode_gap(found[1])
        if here >= number:
            break
        last, start = here, found.end()
    is_there = here == number
    old, end = (found[2], found.end()) if is_there else (None, start)
    put = "" if code is None else encode_gap(number - last - 1) + code
    behind = _GAP.match(text, end)
    if behind is None:
        return text[:start] + put, old
    following = number + 1 + _decode_gap(behind[0]) if is_there else here
    gap = encode_gap(following - (last if code is None else number) - 1)
    return f"{text[:start]}{put}{gap}{text[behind.end() :]}", old


def choose_level(size: int, kept_sizes: Sequence[int]) -> int:
    """How far a syllable has to come down in the files: `WHOLE`, or a level.

    Args:
        size: signs of all its postings.
        kept_sizes: what is left of them at each level, as `measure_kept` tells it.
    """
    if size <= LARGEST_POSTINGS:
        return WHOLE
    return next((level for level in range(LAST_LEVEL) if kept_sizes[level] <= LARGEST_POSTINGS), LAST_LEVEL)


@lru_cache(_KEPT_GAPS)
def measure_kept(code: str) -> tuple[int, ...]:
    """About how many signs an occurrence takes at each level."""
    size = _USUAL_GAP + len(_STRIPPED.get(code[0], code))
    return tuple(size if code[0] in places else 0 for places in _TELLING)


def keep_occurrences(occurrences: Mapping[int, str], level: int) -> dict[int, str]:
    """What is left at a level: neighbours in titles alone, and the occurrences that tell enough."""
    places = _TELLING[level]
    return {number: _STRIPPED.get(code[0], code) for number, code in occurrences.items() if code[0] in places}


def join_chunks(chunks: Iterable[tuple[int, str, int]]) -> str:
    """The postings of a syllable from those of ranges of numbers.

    Args:
        chunks: in their order: the range's first number, postings counted from there, the last number in them.
    """
    joined: list[str] = []
    next_number = 0
    for first_number, text, last in chunks:
        gap = _GAP.match(text)
        if gap:
            joined.append(encode_gap(first_number + _decode_gap(gap[0]) - next_number))
            joined.append(text[gap.end() :])
            next_number = last + 1
    return "".join(joined)


@lru_cache(_KEPT_GAPS)
def _decode_gap(signs: str) -> int:
    value = 0
    for sign in reversed(signs):
        value = value * _MORE + _VALUES[sign] % _MORE
    return value
