"""From a level to the gain that meets a target."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.domain.loudness import (
    LOWEST_CEILING_DBFS,
    GainPlan,
    Level,
    build_level,
    correct_plan,
    meets_loudness,
    meets_peak,
    plan_gain,
    step_gain,
)
from media_pipeline.domain.presets import LoudnessTarget

TARGET = LoudnessTarget(integrated_lufs=-16, tolerance_lu=0.5, true_peak_dbtp=-1)
lufs = st.floats(-69, 0)
peaks = st.floats(-60, 6)


def test_a_sound_with_room_above_it_needs_no_limiter() -> None:
    assert plan_gain(Level(-23.0, -10.0), TARGET) == GainPlan(7.0, -2.0, is_limited=False)


def test_a_sound_that_would_reach_the_ceiling_is_limited() -> None:
    assert plan_gain(Level(-23.0, -8.0), TARGET).is_limited


def test_what_the_encoder_takes_away_is_given_before() -> None:
    assert plan_gain(Level(-23.0, -10.0), TARGET, codec_gain_db=-0.4).gain_db == 7.4


@pytest.mark.parametrize("peak_db", [-math.inf, -40.0])
def test_silence_is_not_made_louder(peak_db: float) -> None:
    assert plan_gain(Level(None, peak_db), TARGET) == GainPlan(0.0, -2.0, is_limited=False)


@given(lufs, peaks)
def test_a_planned_gain_leads_to_the_target_and_never_past_the_ceiling(loudness: float, peak_db: float) -> None:
    plan = plan_gain(Level(loudness, peak_db), TARGET)
    assert loudness + plan.gain_db == pytest.approx(TARGET.integrated_lufs, abs=0.006)
    assert plan.is_limited or peak_db + plan.gain_db <= plan.ceiling_dbfs + 0.006


@given(lufs, st.floats(-10, 10), peaks)
def test_a_correction_moves_the_gain_by_what_is_missing_and_never_raises_the_ceiling(
    loudness: float, missing_lu: float, peak_db: float
) -> None:
    plan = plan_gain(Level(loudness, peak_db), TARGET)
    corrected = correct_plan(plan, missing_lu, peak_db, TARGET, source_peak_db=peak_db)
    assert corrected.gain_db == pytest.approx(plan.gain_db + missing_lu, abs=0.006)
    assert LOWEST_CEILING_DBFS <= corrected.ceiling_dbfs <= plan.ceiling_dbfs
    assert corrected.is_limited


def test_a_peak_above_the_limit_lowers_the_ceiling_by_more_than_the_excess() -> None:
    plan = GainPlan(3.0, -2.0, is_limited=True)
    assert correct_plan(plan, 0.0, 0.5, TARGET, source_peak_db=0.0).ceiling_dbfs == -3.9


def test_what_a_codec_adds_to_a_sound_below_the_ceiling_lowers_the_ceiling_below_the_sound() -> None:
    plan = GainPlan(3.0, -2.0, is_limited=False)
    assert correct_plan(plan, 0.0, -0.9, TARGET, source_peak_db=-9.0).ceiling_dbfs == -6.5


@given(st.floats(-20, 20), st.floats(-10, 10), st.floats(-2, 3))
def test_a_step_goes_towards_the_target_and_at_least_by_what_is_missing(
    gain_db: float, missing_lu: float, slope: float
) -> None:
    moved_db = step_gain(gain_db, missing_lu, slope) - gain_db
    assert abs(moved_db) >= abs(missing_lu) - 0.006
    assert abs(moved_db) <= abs(missing_lu) / 0.3 + 0.006
    assert moved_db * missing_lu >= 0 or abs(moved_db) <= 0.006


@pytest.mark.parametrize(("loudness", "is_met"), [(-16.5, True), (-15.5, True), (-16.6, False), (-15.4, False)])
def test_the_tolerance_is_part_of_the_promise(loudness: float, is_met: bool) -> None:
    assert meets_loudness(Level(loudness, -3.0), TARGET) is is_met


def test_a_reserve_narrows_the_tolerance() -> None:
    assert meets_loudness(Level(-16.3, -3.0), TARGET, reserve_lu=0.2)
    assert not meets_loudness(Level(-16.4, -3.0), TARGET, reserve_lu=0.2)


def test_silence_keeps_every_promise() -> None:
    silence = build_level(-math.inf, -math.inf)
    assert silence.integrated_lufs is None
    assert meets_loudness(silence, TARGET)
    assert meets_peak(silence, TARGET)


@pytest.mark.parametrize("shown", [-70.0, -math.inf, math.nan])
def test_a_meter_at_its_gate_has_heard_nothing(shown: float) -> None:
    assert build_level(shown, -60.0).integrated_lufs is None
