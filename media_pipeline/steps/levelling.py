"""A finished file that is as loud as its preset promises: settled by listening, encoded, measured, corrected.

A limiter takes loudness away, so the gain before it is found by listening behind it, which costs no encoding. A codec
adds noise and peaks, so the promise is kept on the finished file; one that misses it is settled anew, with what the
codec did in mind, and encoded again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from media_pipeline.domain.loudness import (
    GainPlan,
    Level,
    correct_plan,
    meets_loudness,
    meets_peak,
    plan_gain,
    step_gain,
)
from media_pipeline.domain.presets import LoudnessTarget
from media_pipeline.errors import MeasurementMissedError

MAX_CORRECTIONS = 4
"""A finished file is made again at most so often; mostly the first one is right."""
MAX_SETTLING_RUNS = 6
"""How often is listened for one encoding."""
SETTLED_LU = 0.15
"""A gain that brings the sound as close is taken; the meter itself shows tenths."""
OUT_OF_BAND_LU = 20.0
"""A first file that is so much too quiet has lost the recording with what its sample rate or its codec cannot carry."""
METER_RESERVE_LU = 0.15
"""A finished file that meets its target by less is made again: other meters differ by a tenth or two."""

Hear = Callable[[GainPlan], Level]
"""Applies a plan and measures what comes out."""


def encode_to_target(
    encode: Hear, listen: Hear, source: Level, target: LoudnessTarget, *, preset: str, codec_gain_db: float = 0.0
) -> Level:
    """Encode until the finished file meets its target. Silence is left silent, and so is what the codec cannot carry.

    Args:
        encode: writes the file by a plan and measures it, the peak between the samples.
        listen: measures what would be encoded by a plan.
        source: the level in front of the gain, the peak of its samples.
        preset: name, for the error.
        codec_gain_db: how much louder the encoder is known to make a sound.

    Raises:
        MeasurementMissedError: the last file does not meet the target either.
    """
    wanted_lufs = target.integrated_lufs - codec_gain_db
    plan = settle(plan_gain(source, target, codec_gain_db=codec_gain_db), listen, wanted_lufs)
    level, sufficient = encode(plan), None
    if level.integrated_lufs is not None and level.integrated_lufs < target.integrated_lufs - OUT_OF_BAND_LU:
        return Level(None, level.peak_db)  # what is left are traces: made louder, they would be noise
    for _correction in range(MAX_CORRECTIONS):
        if _meets(level, target, reserve_lu=METER_RESERVE_LU):
            return level
        sufficient = plan if _meets(level, target) else sufficient
        missing_lu = 0.0 if level.integrated_lufs is None else target.integrated_lufs - level.integrated_lufs
        wanted_lufs = _follow_codec(level, listen(plan), target, wanted_lufs)
        corrected = correct_plan(plan, missing_lu, level.peak_db, target, source_peak_db=source.peak_db)
        plan = settle(corrected, listen, wanted_lufs)
        level = encode(plan)
    if sufficient is not None and not _meets(level, target):  # a codec that leaps: the one with little to spare will do
        level = encode(sufficient)
    check_level(level, target, preset=preset)
    return level


def _meets(level: Level, target: LoudnessTarget, *, reserve_lu: float = 0.0) -> bool:
    return meets_loudness(level, target, reserve_lu=reserve_lu) and meets_peak(level, target)


def _follow_codec(encoded: Level, heard: Level, target: LoudnessTarget, wanted_lufs: float) -> float:
    """How loud the sound has to be before the codec, by what this one has done to it."""
    if encoded.integrated_lufs is None or heard.integrated_lufs is None:
        return wanted_lufs
    return target.integrated_lufs - (encoded.integrated_lufs - heard.integrated_lufs)


def settle(plan: GainPlan, listen: Hear, wanted_lufs: float) -> GainPlan:
    """The plan with the gain that brings the sound to a loudness behind the limiter; as near as it gets."""
    if not plan.is_limited:
        return plan
    slope, last_gain_db, last_lufs = 1.0, 0.0, None
    for _run in range(MAX_SETTLING_RUNS):
        lufs = listen(plan).integrated_lufs
        if lufs is None or abs(wanted_lufs - lufs) <= SETTLED_LU:
            break
        if last_lufs is not None and plan.gain_db != last_gain_db:
            slope = (lufs - last_lufs) / (plan.gain_db - last_gain_db)
        last_gain_db, last_lufs = plan.gain_db, lufs
        plan = replace(plan, gain_db=step_gain(plan.gain_db, wanted_lufs - lufs, slope))
    return plan


def check_level(level: Level, target: LoudnessTarget, *, preset: str) -> None:
    """Compare a finished file with its target.

    Raises:
        MeasurementMissedError: it is louder, quieter or higher in its peaks than promised.
    """
    if not meets_loudness(level, target):
        wanted = f"{target.integrated_lufs:g} ± {target.tolerance_lu:g}"
        raise MeasurementMissedError(preset, "LUFS", level.integrated_lufs or 0.0, wanted)
    if not meets_peak(level, target):
        raise MeasurementMissedError(preset, "dBTP", level.peak_db, f"≤ {target.true_peak_dbtp:g}")


def describe_peak(level: Level) -> float | None:
    """The true peak as it stands in a record; `None` for silence."""
    return round(level.peak_db, 2) if level.peak_db > float("-inf") else None
