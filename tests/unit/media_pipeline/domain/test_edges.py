"""Which part of a recording is kept."""

from __future__ import annotations

from media_pipeline.domain.edges import Cut, plan_cut
from media_pipeline.domain.presets import Edges

EDGES = Edges(silence_lu=35, lead_ms=500, tail_ms=1000)


def test_long_silence_is_cut_at_both_ends() -> None:
    assert plan_cut((3_000, 60_000), 70_000, EDGES) == Cut(2_500, 61_000)


def test_a_recording_that_begins_and_ends_in_time_is_kept_whole() -> None:
    assert plan_cut((300, 59_500), 60_000, EDGES) == Cut(0, 60_000)


def test_silence_is_kept_whole() -> None:
    assert plan_cut(None, 5_000, EDGES) == Cut(0, 5_000)


def test_a_cut_is_an_input_option_in_seconds() -> None:
    assert Cut(2_500, 61_000).input_options == {"ss": 2.5, "t": 58.5}
