"""Spaces that hold a number and its word together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.rendering.typography import NO_BREAK_SPACE, keep_together


@pytest.mark.parametrize(
    "text",
    [
        "Điều~20 khoản~1 điểm~đ",
        "khoản~1 Điều~27",
        "lúc 12~giờ 30~phút",
        "500.000~đồng",
        "3~triệu~đồng",
        "02~năm, 03~ngày làm việc",
        "số~114, ngày~01/7/2026",
        "15~%",
        "Điều lệ, khoản tiền, điểm đến",
        "năm nay, 5 bạn",
    ],
)
def test_numbers_keep_their_words(text: str) -> None:
    assert keep_together(text.replace("~", " ")) == text.replace("~", NO_BREAK_SPACE)


@given(st.text("Điềukhoảnđ12.năm \n"))
def test_nothing_but_spaces_changes(text: str) -> None:
    spaced = keep_together(text)
    assert len(spaced) == len(text)
    assert spaced.replace(NO_BREAK_SPACE, " ").split() == text.split()
