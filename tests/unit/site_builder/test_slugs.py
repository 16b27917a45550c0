"""Slugs of Vietnamese words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.slugs import build_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Bảo hiểm y tế", "bao-hiem-y-te"),
        ("Đất đai", "dat-dai"),
        ("Đất\u0323 ~ đai!", "dat-dai"),
        ("114", "114"),
        ("🔥", ""),
    ],
)
def test_words_are_folded_and_joined(text: str, slug: str) -> None:
    assert build_slug(text) == slug


@given(st.text())
def test_a_slug_is_empty_or_fit_for_an_address(text: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", build_slug(text))
