"""Spaces that hold a number and its word together."""

from __future__ import annotations

import re

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


PLACES = r"[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Cc]hương|[Mm]ục|[Pp]hần|[Ss]ố|[Nn]gày|[Tt]háng|[Nn]ăm|[Qq]uý|[Mm]ức|[Bb]ước"
UNITS = (
    r"giờ|phút|giây|ngày|tháng|năm|tuần|quý|tuổi|đồng|nghìn|triệu|tỷ|tỉ|lần|người|bước|bản|mét|km|m²|m2|kg|lít|%|"
    r"km/h|mg"
)
RULES = (
    rf"\b({PLACES})[ \n](?=\d)",
    r"\b([Đđ]iểm)[ \n](?=[a-zđ]\b)",
    rf"(?<![\w.,/-])(\d+(?:[.,/-]\d+)*)[ \n](?=(?:{UNITS})(?!\w))",
    r"\b(nghìn|triệu|tỷ|tỉ)[ \n](?=đồng\b)",
)
"""The rules as one would write them; the code has them in a form that is faster to search for."""
PIECES = st.sampled_from(
    [*"12.,/- \naxđ%", " ", "Điều", "điểm", "khoản", "Số", "ngày", "triệu", "đồng", "km", "km/h", "năm"]
)


@given(st.lists(PIECES).map("".join))
def test_the_rules_are_these(text: str) -> None:
    expected = text
    for rule in RULES:
        expected = re.sub(rule, rf"\1{NO_BREAK_SPACE}", expected)
    assert keep_together(text) == expected


@given(st.text("Điềukhoảnđ12.năm \n"))
def test_nothing_but_spaces_changes(text: str) -> None:
    spaced = keep_together(text)
    assert len(spaced) == len(text)
    assert spaced.replace(NO_BREAK_SPACE, " ").split() == text.split()
