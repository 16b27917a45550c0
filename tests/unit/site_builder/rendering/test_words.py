"""Dates, sizes, durations and places as pages write them."""

from __future__ import annotations

from datetime import date

import pytest

from site_builder.documents.model import Citation
from site_builder.rendering.words import Words

LAW = "law/luat-cu-tru"


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [(0, "1 kB"), (900, "1 kB"), (37_502, "38 kB"), (999_999, "1000 kB"), (1_234_567, "1,2 MB"), (48_000_000, "48 MB")],
)
def test_sizes_have_a_comma_in_vietnamese(size_bytes: int, text: str) -> None:
    assert Words("vi").write_size(size_bytes) == text.replace(" ", "\u00a0")
    assert Words("en").write_size(size_bytes) == text.replace(" ", "\u00a0").replace(",", ".")


@pytest.mark.parametrize(
    ("duration_ms", "text"),
    [(0, "1 seconds"), (59_400, "59 seconds"), (60_000, "1 minutes"), (200_000, "3 minutes 20 seconds")],
)
def test_durations_are_told_in_words(duration_ms: int, text: str) -> None:
    assert Words("en").write_duration(duration_ms) == text


@pytest.mark.parametrize(
    ("citation", "text"),
    [
        (Citation(law=LAW), ""),
        (Citation(law=LAW, article="27"), "Article~27"),
        (Citation(law=LAW, article="27", clause="1", point="đ"), "point~đ clause~1 Article~27"),
        (Citation(law=LAW, clause="2"), "clause~2"),
    ],
)
def test_a_place_begins_with_its_smallest_part(citation: Citation, text: str) -> None:
    assert Words("en").write_place(citation) == text.replace("~", "\u00a0")


def test_days_are_written_day_first() -> None:
    assert Words("en").write_date(date(2026, 1, 9)) == "09/01/2026"
