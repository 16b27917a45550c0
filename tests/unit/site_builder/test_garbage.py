"""When Python looks for objects that nothing reaches."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from site_builder.garbage import collect_at_rest, collect_seldom


class Loop:
    """An object that reaches itself, so that only the collector can tell that nothing else does."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """The collector, as it was when the test is over."""
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


def test_a_build_of_a_page_is_not_interrupted() -> None:
    collect_seldom()
    gc.collect()
    before = gc.get_stats()[0]["collections"]
    kept = [[] for _number in range(20_000)]
    assert len(kept) == 20_000
    assert gc.get_stats()[0]["collections"] == before


def test_what_nothing_reaches_goes_at_rest_however_long_it_lived() -> None:
    loop = Loop()
    reference = weakref.ref(loop)
    collect_at_rest()
    assert gc.get_freeze_count() > 0, "what lives on is left out the next time"
    del loop
    gc.collect()
    assert reference() is not None
    collect_at_rest()
    assert reference() is None
