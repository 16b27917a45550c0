"""The arithmetic of loudness: from what was measured to the gain that meets a target. Pure.

A gain is static: nothing breathes. Only where the louder sound would reach above the ceiling does a limiter work. As a
limiter takes loudness away, the gain is corrected by what was measured behind it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from media_pipeline.domain.presets import LoudnessTarget

GATE_LUFS = -70.0
"""Absolute gate of BS.1770: a meter that shows it has heard nothing."""
CEILING_MARGIN_DB = 1.0
"""The limiter's ceiling is so far below the true peak that is allowed: it sees samples only, not what is between them,
and a codec's noise comes on top."""
LOWEST_CEILING_DBFS = -12.0
CLOSE_LU = 0.15
"""A loudness that is as close is not corrected any more; the meter itself shows tenths."""


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


def plan_gain(level: Level, target: LoudnessTarget) -> GainPlan:
    """The gain for a sound of that level (peak of its samples). What cannot be measured is not made louder."""
    ceiling_dbfs = target.true_peak_dbtp - CEILING_MARGIN_DB
    gain_db = 0.0 if level.integrated_lufs is None else target.integrated_lufs - level.integrated_lufs
    return GainPlan(round(gain_db, 2), ceiling_dbfs, is_limited=level.peak_db + gain_db > ceiling_dbfs)


def correct_gain(plan: GainPlan, behind: Level, target: LoudnessTarget) -> GainPlan:
    """The plan after its result was measured: nearer in loudness, its ceiling lower when a peak was above the limit."""
    gain_db, ceiling_dbfs = plan.gain_db, plan.ceiling_dbfs
    if behind.integrated_lufs is not None:
        gain_db += target.integrated_lufs - behind.integrated_lufs
    excess_db = behind.peak_db - target.true_peak_dbtp
    if excess_db > 0:
        ceiling_dbfs = max(ceiling_dbfs - excess_db - 0.1, LOWEST_CEILING_DBFS)
    return replace(plan, gain_db=round(gain_db, 2), ceiling_dbfs=round(ceiling_dbfs, 2), is_limited=True)


def is_close(level: Level, target: LoudnessTarget) -> bool:
    """Whether nothing is to be gained by another correction of the loudness."""
    return level.integrated_lufs is None or abs(level.integrated_lufs - target.integrated_lufs) <= CLOSE_LU


def meets_loudness(level: Level, target: LoudnessTarget) -> bool:
    """Whether a finished file is as loud as promised; silence cannot be."""
    lufs = level.integrated_lufs
    return lufs is None or abs(lufs - target.integrated_lufs) <= target.tolerance_lu + 1e-6


def meets_peak(level: Level, target: LoudnessTarget) -> bool:
    """Whether a finished file stays below its peak."""
    return level.peak_db <= target.true_peak_dbtp + 1e-6


def build_level(integrated_lufs: float, peak_db: float) -> Level:
    """A level from a meter's figures, with silence told apart."""
    is_silent = not math.isfinite(integrated_lufs) or integrated_lufs <= GATE_LUFS
    return Level(None if is_silent else integrated_lufs, peak_db)
