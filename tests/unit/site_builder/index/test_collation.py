"""Vietnamese alphabetical order."""

from __future__ import annotations

import random

import pytest

from site_builder.index.collation import build_sort_key


@pytest.mark.parametrize(
    "words",
    [
        ["an", "ăn", "ân", "ba", "bà", "bả", "bã", "bá", "bạ"],
        ["da", "dân", "đa", "đất đai", "em", "êm"],
        ["o tô", "on", "ô tô", "ơn", "phố"],
        ["tu", "tư", "từ", "tứ", "uy", "ưu"],
        ["hoa", "Hoa", "hoà", "hoá"],
        ["ba", "bà", "ba ba", "bác"],
        ["114", "an", "VNeID", "xe", "Ý", "yến"],
        ["căn cước", "cháy", "cư trú"],
        ["hộ khẩu", "hộ kinh doanh", "hộ tịch"],
    ],
)
def test_words_are_sorted_as_in_a_dictionary(words: list[str]) -> None:
    shuffled = random.Random(7).sample(words, len(words))
    assert sorted(shuffled, key=build_sort_key) == words
