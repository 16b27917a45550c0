"""The sounds of a video: brought to their loudness and encoded once, before the pictures, which take them along."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import ffmpeg

from media_pipeline.domain.loudness import GainPlan, Level
from media_pipeline.domain.presets import FilmSound
from media_pipeline.domain.probe import SoundStream
from media_pipeline.ffmpeg import chains
from media_pipeline.ffmpeg.chains import Stream
from media_pipeline.ffmpeg.encoding import EXACT_OPTIONS, build_tag_options
from media_pipeline.ffmpeg.file_meter import measure_file
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.loudness import measure_taps
from media_pipeline.ffmpeg.run import Progress, run_ffmpeg
from media_pipeline.steps.levelling import encode_to_target
from media_pipeline.steps.progress import run_side_by_side
from media_pipeline.steps.sound_meter import Front, SoundLevels, measure_sound

MEASURING_SHARE = 0.3
"""How much of the work is done when the source is measured."""


@dataclass(frozen=True, slots=True)
class SoundOrder:
    """One sound to be made."""

    name: str
    """Of its preset, for errors."""
    path: Path
    preset: FilmSound
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FinishedSound:
    """A file of sound, counted from the first picture, and what was measured on it."""

    path: Path
    level: Level


def make_film_sounds(
    orders: list[SoundOrder],
    source: Path,
    sound: SoundStream,
    *,
    process_count: int,
    progress: Progress,
    time_limit_s: float,
) -> list[FinishedSound]:
    """Write the sounds of a video, in their order; silence stays silent.

    Raises:
        MeasurementMissedError: a loudness or a peak cannot be met.
        UnreadableSourceError: it cannot be decoded to its end.
    """
    fronts = [_build_front(order.preset, sound) for order in orders]
    measured = measure_sound(
        source, sound, fronts, time_limit_s=time_limit_s, progress=lambda done: progress(MEASURING_SHARE * done)
    )
    jobs = [
        functools.partial(_make_sound, order, front, measured, source, time_limit_s)
        for order, front in zip(orders, fronts, strict=True)
    ]
    rest = 1 - MEASURING_SHARE
    return run_side_by_side(jobs, process_count, lambda done: progress(MEASURING_SHARE + rest * done))


def _build_front(preset: FilmSound, sound: SoundStream) -> Front:
    layout = "mono" if sound.channel_count == 1 else "stereo"
    return Front(layout, preset.choose_rate_hz(sound.sample_rate_hz), preset.tone)


def _make_sound(
    order: SoundOrder, front: Front, measured: SoundLevels, source: Path, time_limit_s: float, progress: Progress
) -> FinishedSound:
    shape = functools.partial(front.apply, only_channel=measured.only_channel)

    def level_by(plan: GainPlan) -> chains.Chain:
        return lambda stream: chains.set_level(shape(stream), plan)

    def listen(plan: GainPlan) -> Level:
        return measure_taps(source, {"levelled": level_by(plan)}, time_limit_s=time_limit_s).levels["levelled"]

    def encode(plan: GainPlan) -> Level:
        _encode(order, front.sample_rate_hz, level_by(plan)(open_input(source).audio), time_limit_s)
        return measure_file(order.path, time_limit_s=time_limit_s)

    level = encode_to_target(
        encode,
        listen,
        measured.levels[front],
        order.preset.loudness,
        preset=order.name,
        codec_gain_db=order.preset.codec_gain_db,
    )
    return FinishedSound(order.path, level)


def _encode(order: SoundOrder, sample_rate_hz: int, sound: Stream, time_limit_s: float) -> None:
    preset = order.preset
    output = sound.output(
        str(order.path),
        acodec=preset.codec,  # "aac" is ffmpeg's own encoder and writes AAC-LC
        audio_bitrate=preset.rates_bps[sample_rate_hz],
        ar=sample_rate_hz,
        **preset.encoder_options,
        **EXACT_OPTIONS,
        **build_tag_options(order.tags),
    )
    run_ffmpeg(ffmpeg.get_args(output), time_limit_s=time_limit_s)
