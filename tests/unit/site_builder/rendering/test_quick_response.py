"""QR codes are read by a reader that is not ours."""

from __future__ import annotations

import re

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from site_builder.rendering.quick_response import QUIET_MODULES, QrCode, draw_qr_code

LONGEST_BYTES = 134
MODULE_PX = 6


def read(code: QrCode, *, stain: slice = slice(0)) -> str:
    """What a phone reads from the drawing, with a white stain over some rows and columns."""
    modules = np.zeros((code.size, code.size), np.uint8)
    column = row = 0
    for kind, right, down in re.findall(r"([hm])(-?\d+)(?: (\d+))?", code.path.removeprefix("M0 .5")):
        length = int(right)
        if kind == "h":
            modules[row, column : column + length] = 1
        column, row = column + length, row + int(down or 0)
    assert (column, row) == (code.size, code.size - 1)
    modules[stain, stain] = 0
    picture = np.kron(1 - np.pad(modules, QUIET_MODULES), np.ones((MODULE_PX, MODULE_PX), np.uint8)) * 255
    (found,) = zxingcpp.read_barcodes(picture.astype(np.uint8))
    return str(found.text)


@pytest.mark.parametrize("length", [1, 42, 43, 62, 63, 84, 85, 106, 107, LONGEST_BYTES])
def test_an_address_of_every_size_of_code_is_read(length: int) -> None:
    address = ("https://luat.example.vn/giai-thich/" + "dang-ky-tam-tru-" * 9)[:length]
    code = draw_qr_code(address)
    assert code is not None and read(code) == address


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=LONGEST_BYTES - 20))
def test_any_address_is_read(path: str) -> None:
    code = draw_qr_code(f"https://a.example.vn{path}"[:LONGEST_BYTES])
    assert code is not None and read(code) == f"https://a.example.vn{path}"[:LONGEST_BYTES]


def test_the_runs_are_those_of_the_path() -> None:
    code = draw_qr_code("https://luat.example.vn/giai-thich/dang-ky-tam-tru/")
    assert code is not None
    modules = np.zeros((code.size, code.size), np.uint8)
    for row, column, length in code.iter_runs():
        modules[row, column : column + length] = 1
    picture = np.kron(1 - np.pad(modules, QUIET_MODULES), np.ones((MODULE_PX, MODULE_PX), np.uint8)) * 255
    assert zxingcpp.read_barcodes(picture.astype(np.uint8))[0].text == read(code)


def test_a_code_that_is_damaged_by_a_stain_is_still_read() -> None:
    code = draw_qr_code("https://luat.example.vn/giai-thich/dang-ky-tam-tru/")
    assert code is not None
    assert read(code, stain=slice(14, 20)) == "https://luat.example.vn/giai-thich/dang-ky-tam-tru/"


def test_what_is_too_long_has_no_code() -> None:
    assert draw_qr_code("a" * (LONGEST_BYTES + 1)) is None


def test_the_view_box_leaves_the_quiet_zone() -> None:
    assert QrCode(33, "").view_box == "-4 -4 41 41"
