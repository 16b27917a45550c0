"""QR codes of page addresses, drawn as one SVG path each. Pure.

ISO/IEC 18004 in the part that an address needs: bytes, versions 3 to 6, one mask for all. Every module of a code is a
sum (exclusive or) of what the single bits of its text give, because the error correction and the placing are linear:
the shares of all bits are worked out once for each version, and a code is then the sum of some 200 whole numbers. A
code costs a tenth of a millisecond, so that it can stand in every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from itertools import compress
from operator import xor

MASK = 3
"""The mask in which (row + column) divides by 3. Any mask is valid; choosing the best of eight would cost most of the
time, and readers do not need it."""
QUIET_MODULES = 4
"""White on every side that readers ask for."""
_BYTE_MODE, _PADDING = 0b0100, (0xEC, 0x11)
_FIELD_POLYNOMIAL, _FORMAT_POLYNOMIAL, _FORMAT_MASK = 0x11D, 0x537, 0x5412
_DIGITS = bytes(byte & 1 for byte in range(256))
"""From the characters `0` and `1` to the numbers."""
_RUN = re.compile("1+|0+|\n")
_STROKE = re.compile(r"([hm])(-?\d+)(?: (\d+))?")


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code ready for its template."""

    size: int
    """Modules on a side, without the quiet zone."""
    path: str
    """The `d` of a path that is stroked one module wide."""

    @property
    def view_box(self) -> str:
        """The `viewBox`, with the quiet zone."""
        return f"-{QUIET_MODULES} -{QUIET_MODULES} {self.size + 2 * QUIET_MODULES} {self.size + 2 * QUIET_MODULES}"

    def iter_runs(self) -> Iterator[tuple[int, int, int]]:
        """Row, column and length of each run of dark modules, for what draws no SVG."""
        row = column = 0
        for sign, right, down in _STROKE.findall(self.path):
            if sign == "h":
                yield row, column, int(right)
            column += int(right)
            row += int(down or 0)


def draw_qr_code(text: str) -> QrCode | None:
    """The smallest code of a text; `None` when it is longer than the largest one holds (134 bytes)."""
    data = text.encode()
    version = next((version for version in _VERSIONS if len(data) <= version.capacity_bytes), None)
    if version is None:
        return None
    size = version.size
    modules = f"{version.sum_up(data):0{size * size}b}"
    rows = "\n".join([modules[at : at + size] for at in range(0, size * size, size)])
    strokes = _STROKES[size]
    return QrCode(size, "M0 .5" + "".join([strokes[run] for run in _RUN.findall(rows)]))


def _name_strokes(size: int) -> dict[str, str]:
    """What is drawn for dark modules in a row, for light ones, and at the end of a row."""
    lengths = range(1, size + 1)
    dark = {"1" * length: f"h{length}" for length in lengths}
    light = {"0" * length: f"m{length} 0" for length in lengths}
    return dark | light | {"\n": f"m-{size} 1"}


_STROKES = {size: _name_strokes(size) for size in (29, 33, 37, 41)}


@dataclass(frozen=True)
class _Version:
    """A size of code with its level of error correction (ISO/IEC 18004, table 9)."""

    number: int
    level: int
    """As the format information has it: 0 for M, 1 for L."""
    blocks: int
    data_bytes: int
    """Of one block."""
    check_bytes: int
    """Of one block."""

    @property
    def size(self) -> int:
        """Modules on a side."""
        return 17 + 4 * self.number

    @property
    def capacity_bytes(self) -> int:
        """The longest text: four bits say how it is written, eight how long it is."""
        return self.blocks * self.data_bytes - 2

    def sum_up(self, data: bytes) -> int:
        """All modules as one number, the first module as its highest bit."""
        bits = (_BYTE_MODE << 8 | len(data)) << 8 * len(data) | int.from_bytes(data, "big")
        total = self.blocks * self.data_bytes
        words = (bits << 4).to_bytes(len(data) + 2, "big")
        words += bytes(_PADDING[index % 2] for index in range(total - len(words)))
        digits = f"{int.from_bytes(words, 'big'):0{8 * total}b}".encode()
        return reduce(xor, compress(self._shares, digits.translate(_DIGITS)), self._frame)

    @cached_property
    def _frame(self) -> int:
        """What no text changes, and the mask over the rest."""
        dark = dict(self._fixed)
        masked = {(row, column): (row + column) % 3 == 0 for row, column in self._data_places}
        return sum(1 << self._shift(*place) for place, is_dark in (dark | masked).items() if is_dark)

    @cached_property
    def _shares(self) -> list[int]:
        """What each bit of the data gives, its check bits included; the highest bit of the first byte first."""
        found = []
        for block in range(self.blocks):
            for position in range(self.data_bytes):
                remainder = _divide(self.data_bytes - 1 - position, self.check_bytes)
                for bit in range(7, -1, -1):
                    share = self._weights[(position * self.blocks + block) * 8 + 7 - bit]
                    for number, factor in enumerate(remainder):
                        check = _multiply(factor, 1 << bit)
                        at = ((self.data_bytes + number) * self.blocks + block) * 8
                        for weight in compress(self._weights[at : at + 8], _BITS[check]):
                            share |= weight
                    found.append(share)
        return found

    @cached_property
    def _weights(self) -> list[int]:
        """Each data module as a number with that one bit, in the order in which the bits are placed."""
        return [1 << self._shift(*place) for place in self._data_places]

    def _shift(self, row: int, column: int) -> int:
        return self.size * self.size - 1 - row * self.size - column

    @cached_property
    def _data_places(self) -> list[tuple[int, int]]:
        """Row and column of each data module, in pairs of columns from the right, upwards and downwards in turn."""
        size, fixed, places = self.size, self._fixed, []
        for right in range(size - 1, 0, -2):
            right -= right <= 6  # the upright timing pattern stands between two pairs
            for step in range(size):
                row = size - 1 - step if (right + 1) & 2 == 0 else step
                places += [(row, column) for column in (right, right - 1) if (row, column) not in fixed]
        return places

    @cached_property
    def _fixed(self) -> dict[tuple[int, int], bool]:
        """The patterns that readers look for, and the format information."""
        size, dark = self.size, {}
        for place in range(8, size - 8):
            dark[6, place] = dark[place, 6] = place % 2 == 0
        for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
            for row in range(max(top - 1, 0), min(top + 8, size)):
                for column in range(max(left - 1, 0), min(left + 8, size)):
                    dark[row, column] = max(abs(row - top - 3), abs(column - left - 3)) in (0, 1, 3)
        for row in range(size - 9, size - 4):
            for column in range(size - 9, size - 4):
                dark[row, column] = max(abs(row - size + 7), abs(column - size + 7)) != 1
        return dark | self._write_format()

    def _write_format(self) -> dict[tuple[int, int], bool]:
        """Level and mask, twice, with check bits of their own."""
        size, value = self.size, self.level << 3 | MASK
        rest = value
        for _bit in range(10):
            rest = rest << 1 ^ (rest >> 9) * _FORMAT_POLYNOMIAL
        bits = (value << 10 | rest) ^ _FORMAT_MASK
        upright = [*range(6), 7, 8]
        first = [(row, 8) for row in upright] + [(8, 7)] + [(8, column) for column in range(5, -1, -1)]
        second = [(8, size - 1 - place) for place in range(8)] + [(row, 8) for row in range(size - 7, size)]
        written = {place: bool(bits >> bit & 1) for places in (first, second) for bit, place in enumerate(places)}
        return written | {(size - 8, 8): True}


@cache
def _multiply(first: int, second: int) -> int:
    """In the field of 256 elements that the standard uses."""
    product = 0
    for bit in range(7, -1, -1):
        product = product << 1 ^ (product >> 7) * _FIELD_POLYNOMIAL
        product ^= (second >> bit & 1) * first
    return product


_BITS = [[value >> bit & 1 for bit in range(7, -1, -1)] for value in range(256)]


@cache
def _build_divisor(degree: int) -> list[int]:
    """The polynomial whose roots are the first powers of 2, the highest power first and left out."""
    divisor = [0] * (degree - 1) + [1]
    root = 1
    for _step in range(degree):
        for place in range(degree):
            divisor[place] = _multiply(divisor[place], root) ^ (divisor[place + 1] if place + 1 < degree else 0)
        root = _multiply(root, 2)
    return divisor


@cache
def _divide(power: int, degree: int) -> list[int]:
    """The rest of x^(power + degree) divided by the divisor of a degree."""
    divisor = _build_divisor(degree)
    if power == 0:
        return divisor
    before = _divide(power - 1, degree)
    return [shifted ^ _multiply(before[0], factor) for shifted, factor in zip([*before[1:], 0], divisor, strict=True)]


_VERSIONS = (
    _Version(3, level=0, blocks=1, data_bytes=44, check_bytes=26),
    _Version(4, level=0, blocks=2, data_bytes=32, check_bytes=18),
    _Version(5, level=0, blocks=2, data_bytes=43, check_bytes=24),
    _Version(6, level=0, blocks=4, data_bytes=27, check_bytes=16),
    _Version(6, level=1, blocks=2, data_bytes=68, check_bytes=18),
)
