"""Settling, encoding and correcting, against sounds and codecs that are formulas."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.domain.loudness import GainPlan, Level
from media_pipeline.domain.presets import LoudnessTarget
from media_pipeline.errors import MeasurementMissedError
from media_pipeline.steps.levelling import MAX_CORRECTIONS, describe_peak, encode_to_target

TARGET = LoudnessTarget(integrated_lufs=-16, tolerance_lu=0.5, true_peak_dbtp=-1)


def build_sound(source: Level, *, loss: float = 0.0) -> Callable[[GainPlan], Level]:
    """What comes out behind a gain and a limiter that takes `loss` of each decibel above the ceiling."""

    def hear(plan: GainPlan) -> Level:
        peak_db = source.peak_db + plan.gain_db
        excess_db = max(peak_db - plan.ceiling_dbfs, 0.0) if plan.is_limited else 0.0
        lufs = source.integrated_lufs
        return Level(None if lufs is None else lufs + plan.gain_db - loss * excess_db, peak_db - excess_db)

    return hear


def build_codec(
    hear: Callable[[GainPlan], Level], *, lost_lu: float, added_peak_db: float
) -> Callable[[GainPlan], Level]:
    def encode(plan: GainPlan) -> Level:
        level = hear(plan)
        lufs = level.integrated_lufs
        return Level(None if lufs is None else lufs - lost_lu, level.peak_db + added_peak_db)

    return encode


class Counter:
    def __init__(self, function: Callable[[GainPlan], Level]) -> None:
        self._function = function
        self.count = 0

    def __call__(self, plan: GainPlan) -> Level:
        self.count += 1
        return self._function(plan)


def test_a_sound_with_room_is_encoded_once_and_not_listened_to() -> None:
    source = Level(-23.0, -12.0)
    listen, encode = Counter(build_sound(source)), Counter(build_sound(source))
    assert encode_to_target(encode, listen, source, TARGET, preset="x").integrated_lufs == pytest.approx(-16)
    assert (encode.count, listen.count) == (1, 0)


def test_silence_is_encoded_once_and_left_alone() -> None:
    source = Level(None, float("-inf"))
    encode = Counter(build_sound(source))
    level = encode_to_target(encode, build_sound(source), source, TARGET, preset="x")
    assert level.integrated_lufs is None
    assert describe_peak(level) is None
    assert encode.count == 1


def test_what_no_codec_carries_is_left_as_quiet_as_it_comes_out() -> None:
    source = Level(-15.0, -12.0)
    hear = build_sound(source)
    encode = Counter(build_codec(hear, lost_lu=45.0, added_peak_db=-40.0))
    level = encode_to_target(encode, hear, source, TARGET, preset="x")
    assert level.integrated_lufs is None
    assert level.peak_db == pytest.approx(-53)
    assert encode.count == 1, "traces are not made louder"


def test_what_a_codec_takes_away_without_a_limiter_is_given_back() -> None:
    source = Level(-23.0, -15.0)
    hear = build_sound(source)
    level = encode_to_target(build_codec(hear, lost_lu=1.5, added_peak_db=0.3), hear, source, TARGET, preset="x")
    assert level.integrated_lufs == pytest.approx(-16, abs=0.3)


def test_what_a_codec_is_known_to_take_away_costs_no_second_encoding() -> None:
    source = Level(-23.0, -15.0)
    hear = build_sound(source)
    encode = Counter(build_codec(hear, lost_lu=0.4, added_peak_db=0.3))
    level = encode_to_target(encode, hear, source, TARGET, preset="x", codec_gain_db=-0.4)
    assert level.integrated_lufs == pytest.approx(-16)
    assert encode.count == 1


@given(st.floats(-50, -10), st.floats(3, 20), st.floats(0, 0.6), st.floats(-0.5, 1.0), st.floats(0, 2.5))
def test_every_sound_arrives(lufs: float, crest_db: float, loss: float, lost_lu: float, added_peak_db: float) -> None:
    source = Level(lufs, lufs + crest_db)
    hear = build_sound(source, loss=loss)
    encode = Counter(build_codec(hear, lost_lu=lost_lu, added_peak_db=added_peak_db))
    level = encode_to_target(encode, hear, source, TARGET, preset="x")
    assert level.integrated_lufs == pytest.approx(-16, abs=0.5)
    assert level.peak_db <= -1 + 1e-6
    assert encode.count <= 1 + MAX_CORRECTIONS


def test_a_file_with_little_to_spare_will_do_when_its_codec_leaps_over_the_target() -> None:
    source = Level(-23.0, -12.0)

    def encode(plan: GainPlan) -> Level:
        return Level(-15.6 if plan.gain_db >= 7 else -17.0, -3.0)

    level = encode_to_target(encode, build_sound(source), source, TARGET, preset="x")
    assert level.integrated_lufs == -15.6


@pytest.mark.parametrize(
    ("stuck", "figure"), [(Level(-20.0, -3.0), "LUFS: -20.00, wanted -16"), (Level(-16.0, 0.4), "dBTP: 0.40")]
)
def test_a_file_that_cannot_meet_its_target_fails_with_its_figure(stuck: Level, figure: str) -> None:
    source = Level(-23.0, -12.0)
    with pytest.raises(MeasurementMissedError) as caught:
        encode_to_target(lambda _plan: stuck, lambda _plan: stuck, source, TARGET, preset="podcast-mp3")
    assert caught.value.preset == "podcast-mp3"
    assert f"{caught.value.quantity}: {caught.value.measured:.2f}, wanted {caught.value.wanted}".startswith(figure)
