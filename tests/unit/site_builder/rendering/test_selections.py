"""Selections that are read piece by piece."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.documents.kinds import Kind
from site_builder.rendering.library import Selection
from site_builder.rendering.selections import CHUNK, SelectedDocuments
from tests.unit.site_builder.documents.samples import make_document
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary

DAY = datetime.fromisoformat("2026-11-10T08:00:00+07:00")
COUNT = CHUNK + 3
LIBRARY = InMemoryLibrary(make_document(f"page/p-{n}", published=DAY - timedelta(days=n)) for n in range(COUNT))
SELECTED = SelectedDocuments(LIBRARY, Selection(kinds=(Kind.PAGE,)))
SLUGS = [f"p-{n}" for n in range(COUNT)]


def test_all_are_read_in_both_directions() -> None:
    assert [meta.slug for meta in SELECTED] == SLUGS
    assert [meta.slug for meta in reversed(SELECTED)] == SLUGS[::-1]
    assert len(SELECTED) == COUNT


@given(st.integers(-300, 300) | st.none(), st.integers(-300, 300) | st.none())
def test_a_slice_is_that_of_a_list(start: int | None, stop: int | None) -> None:
    assert [meta.slug for meta in SELECTED[start:stop]] == SLUGS[start:stop]


def test_single_entries_are_those_of_a_list() -> None:
    assert (SELECTED[0].slug, SELECTED[-1].slug) == (SLUGS[0], SLUGS[-1])
    with pytest.raises(IndexError):
        SELECTED[COUNT]


def test_gaps_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        SELECTED[::2]
