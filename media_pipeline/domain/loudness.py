"""The arithmetic of loudness: from what was measured to the gain that meets a target. Pure.

A gain is static: nothing breathes. Only where the louder sound would reach above the ceiling does a limiter work. As a
limiter takes loudness away, the gain is corrected by what was measured behind it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from media_pipeline.domain.presets import LoudnessTarget

GATE_LUFS = -70.0
"""Absolute gate of BS.1770: a meter that shows it has heard nothing."""
LOWEST_CEILING_DBFS = -12.0
PEAK_RESERVE_DB = 0.4
"""How much a ceiling is lowered beyond what was too much: another gain makes other peaks."""
LOWEST_SLOPE = 0.3
"""A limiter that works so hard gives little for more gain; smaller steps would never arrive."""


@dataclass(frozen=True, slots=True)
class Level:
    """How loud something is, by ITU-R BS.1770."""

    integrated_lufs: float | None
    """`None` when it is silent, or too short (400 ms) to say."""
    peak_db: float
    """Highest peak in dB below full scale: between the samples for finished files, of the samples before; −inf for
    silence."""


@dataclass(frozen=True, slots=True)
class GainPlan:
    """What brings a sound to its target."""

    gain_db: float
    ceiling_dbfs: float
    """No sample is above."""
    is_limited: bool
    """Whether the ceiling is ever reached; if not, the result follows from the gain alone."""


def plan_gain(level: Level, target: LoudnessTarget, *, codec_gain_db: float = 0.0) -> GainPlan:
    """The gain for a sound of that level (peak of its samples). What cannot be measured is not made louder.

    Args:
        codec_gain_db: how much louder the encoder is known to make a sound.
    """
    ceiling_dbfs = target.true_peak_dbtp - target.headroom_db
    wanted_lufs = target.integrated_lufs - codec_gain_db
    gain_db = 0.0 if level.integrated_lufs is None else wanted_lufs - level.integrated_lufs
    return GainPlan(round(gain_db, 2), ceiling_dbfs, is_limited=level.peak_db + gain_db > ceiling_dbfs)


def step_gain(gain_db: float, missing_lu: float, slope: float) -> float:
    """The next gain to try before a limiter.

    Args:
        gain_db: the one that was tried.
        missing_lu: how much louder the result has to be.
        slope: how much louder one more decibel made it last time; 1 without a limiter, less with one.
    """
    return round(gain_db + missing_lu / min(max(slope, LOWEST_SLOPE), 1.0), 2)


def correct_plan(
    plan: GainPlan, missing_lu: float, peak_db: float, target: LoudnessTarget, *, source_peak_db: float
) -> GainPlan:
    """The plan after its file was measured: so much louder, and a ceiling without what was above the peak.

    Args:
        peak_db: of the file.
        source_peak_db: of the sound before the gain; where it did not reach the ceiling, it shows what the codec added.
    """
    excess_db = peak_db - target.true_peak_dbtp
    ceiling_dbfs = plan.ceiling_dbfs
    if excess_db > 0:
        reached_dbfs = min(ceiling_dbfs, source_peak_db + plan.gain_db)
        ceiling_dbfs = max(reached_dbfs - excess_db - PEAK_RESERVE_DB, LOWEST_CEILING_DBFS)
    return GainPlan(round(plan.gain_db + missing_lu, 2), round(ceiling_dbfs, 2), is_limited=True)


def meets_loudness(level: Level, target: LoudnessTarget, *, reserve_lu: float = 0.0) -> bool:
    """Whether a finished file is as loud as promised, with that much to spare; silence cannot be."""
    lufs = level.integrated_lufs
    return lufs is None or abs(lufs - target.integrated_lufs) <= target.tolerance_lu - reserve_lu + 1e-6


def meets_peak(level: Level, target: LoudnessTarget) -> bool:
    """Whether a finished file stays below its peak."""
    return level.peak_db <= target.true_peak_dbtp + 1e-6


def build_level(integrated_lufs: float, peak_db: float) -> Level:
    """A level from a meter's figures, with silence told apart."""
    is_silent = not math.isfinite(integrated_lufs) or integrated_lufs <= GATE_LUFS
    return Level(None if is_silent else integrated_lufs, peak_db)
