"""A place in a law has one anchor, and its place in the order of the law."""

from __future__ import annotations

import random

import pytest

from site_builder.documents.law_places import build_place_anchor, order_place
from site_builder.documents.model import Citation

LAW = "law/luat-cu-tru"


def cite(article: str = "", clause: str = "", point: str = "") -> Citation:
    return Citation(law=LAW, article=article, clause=clause, point=point)


@pytest.mark.parametrize(
    ("citation", "anchor"),
    [
        (cite("15", "2"), "dieu-15-khoan-2"),
        (cite("7a"), "dieu-7a"),
        (cite("15", point="đ"), "dieu-15-diem-dd"),
        (cite("15", "2", "d"), "dieu-15-khoan-2-diem-d"),
        (cite("20 và 21"), "dieu-20-va-21"),
        (cite(), ""),
        (cite("…", "1"), ""),
    ],
)
def test_a_place_has_an_anchor_of_its_own(citation: Citation, anchor: str) -> None:
    assert build_place_anchor(citation) == anchor


def test_places_stand_as_the_law_has_them() -> None:
    expected = [
        cite("7"),
        cite("7", "1"),
        cite("7", "2", "d"),
        cite("7", "2", "đ"),
        cite("7", "2", "e"),
        cite("7", "10"),
        cite("7a"),
        cite("27"),
    ]
    shuffled = random.Random(1).sample(expected, len(expected))
    assert sorted(shuffled, key=order_place) == expected
