"""The meter of sounds on their way: ffmpeg's `ebur128` on one or many taps of one sound, which is decoded once."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from media_pipeline.domain.loudness import Level, build_level
from media_pipeline.errors import FfmpegError
from media_pipeline.ffmpeg.chains import Chain, Stream
from media_pipeline.ffmpeg.encoding import EXACT_OPTIONS
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.run import DEFAULT_TIME_LIMIT_S, Progress, run_ffmpeg

_START = re.compile(r"\[(?:ebur128|astats)@(\w+) @ ")
_INTEGRATED = re.compile(r"^\s+I:\s+(\S+) LUFS")
_PEAK = re.compile(r"^\s+Peak:\s+(\S+) dBFS")
_CHANNEL_PEAK = re.compile(r"\[astats@\w+ @ .*Peak level dB: (\S+)")


@dataclass(frozen=True, slots=True)
class Measurement:
    """Levels by the name of their tap."""

    levels: Mapping[str, Level]
    channel_peaks_dbfs: tuple[float, ...]
    """Of each channel of the source, when asked for."""


def measure_taps(
    path: Path,
    taps: Mapping[str, Chain],
    *,
    with_channels: bool = False,
    kept: Mapping[str, Path] | None = None,
    cuts: Sequence[Mapping[str, float]] = ({},),
    duration_ms: int | None = None,
    progress: Progress | None = None,
    time_limit_s: float = DEFAULT_TIME_LIMIT_S,
) -> Measurement:
    """Levels of a file behind each of several chains of filters, with the peak of the samples.

    Args:
        taps: name (letters and digits) → chain.
        with_channels: measure the peak of each channel of the source, too.
        kept: name of a tap → where what is heard there is written (W64, 32-bit floats).
        cuts: `ss` and `t` in seconds of each part that is measured, one after the other; the whole file by default.
    """
    parts, kept = [open_input(path, **cut).audio for cut in cuts], kept or {}
    sound = parts[0] if len(parts) == 1 else ffmpeg.concat(*parts, v=0, a=1)
    if with_channels:
        sound = sound.filter("astats@source", measure_perchannel="Peak_level", measure_overall="none")
    branches = [sound]
    if len(taps) > 1:
        split = sound.filter_multi_output("asplit", len(taps))
        branches = [split.stream(index) for index in range(len(taps))]
    outputs = [
        _keep(chain(branch).filter(f"ebur128@{name}", framelog="quiet", peak="sample"), kept.get(name))
        for (name, chain), branch in zip(taps.items(), branches, strict=True)
    ]
    report = run_ffmpeg(
        ffmpeg.get_args(ffmpeg.merge_outputs(*outputs)),
        duration_ms=duration_ms,
        progress=progress,
        time_limit_s=time_limit_s,
        log_level="info",
    )
    levels = _parse_levels(report.lines)
    if levels.keys() != taps.keys():
        raise FfmpegError(["ebur128", str(path)], 0, report.lines[-5:])
    return Measurement(levels, _parse_channel_peaks(report.lines))


def _keep(sound: Stream, path: Path | None) -> ffmpeg.nodes.OutputStream:
    """What was measured, written or thrown away."""
    if path is None:
        return sound.filter("asetnsamples", 48_000, pad=0).output("-", format="null")  # few large pieces to throw away
    return sound.output(str(path), format="w64", acodec="pcm_f32le", **EXACT_OPTIONS)  # floats: nothing is cut off


def _parse_levels(lines: tuple[str, ...]) -> dict[str, Level]:
    """The summaries that the meters print at their end, each below a line that names its meter."""
    levels: dict[str, Level] = {}
    name, integrated_lufs = "", math.nan
    for line in lines:
        if (start := _START.match(line)) is not None:
            name = start.group(1)
        elif (found := _INTEGRATED.match(line)) is not None:
            integrated_lufs = float(found.group(1))
        elif (found := _PEAK.match(line)) is not None:
            levels[name] = build_level(integrated_lufs, float(found.group(1)))
    return levels


def _parse_channel_peaks(lines: tuple[str, ...]) -> tuple[float, ...]:
    found = (_CHANNEL_PEAK.search(line) for line in lines)
    return tuple(float(match.group(1)) for match in found if match is not None)
