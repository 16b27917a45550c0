"""A finished file that is as loud as its preset promises: encoded, measured, corrected, measured again.

A codec adds noise and a limiter takes loudness away, so the promise is kept on the finished file, not on the way to it.
"""

from __future__ import annotations

from collections.abc import Callable

from media_pipeline.domain.loudness import (
    GainPlan,
    Level,
    correct_gain,
    is_close,
    meets_loudness,
    meets_peak,
    plan_gain,
)
from media_pipeline.domain.presets import LoudnessTarget
from media_pipeline.errors import MeasurementMissedError

MAX_CORRECTIONS = 8
"""A finished file is made again at most so often; without a limiter the first one is right."""


def encode_to_target(
    encode: Callable[[GainPlan], Level], source: Level, target: LoudnessTarget, *, preset: str
) -> Level:
    """Encode until the finished file meets its target. Silence is left silent.

    Args:
        encode: writes the file with that gain and measures it, the peak between the samples.
        source: the level in front of the gain, the peak of its samples.
        preset: name, for the error.

    Raises:
        MeasurementMissedError: the last file does not meet the target either.
    """
    plan = plan_gain(source, target)
    level = encode(plan)
    for _correction in range(MAX_CORRECTIONS):
        if is_close(level, target) and meets_peak(level, target):
            break
        plan = correct_gain(plan, level, target)
        level = encode(plan)
    check_level(level, target, preset=preset)
    return level


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
