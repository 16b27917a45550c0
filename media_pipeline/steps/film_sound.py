"""The sound of a video: brought to its loudness and encoded once, before the pictures, which only take it along."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from media_pipeline.domain.loudness import GainPlan, Level
from media_pipeline.domain.presets import FilmSound, Tone
from media_pipeline.domain.probe import SoundStream
from media_pipeline.ffmpeg import chains
from media_pipeline.ffmpeg.chains import Stream
from media_pipeline.ffmpeg.encoding import EXACT_OPTIONS
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.loudness import measure_file
from media_pipeline.ffmpeg.run import Progress, run_ffmpeg
from media_pipeline.steps.levelling import encode_to_target
from media_pipeline.steps.sound_meter import Front, measure_sound

PRESET = "film-sound"


@dataclass(frozen=True, slots=True)
class FinishedSound:
    """AAC in MP4, counted from the first picture, and what was measured on it."""

    path: Path
    level: Level


def make_film_sound(
    path: Path, source: Path, sound: SoundStream, preset: FilmSound, *, progress: Progress, time_limit_s: float
) -> FinishedSound:
    """Write the sound of a video; silence stays silent.

    Raises:
        MeasurementMissedError: its loudness or its peak cannot be met.
        FfmpegError: it cannot be decoded.
    """
    layout = "mono" if sound.channel_count == 1 else "stereo"
    front = Front(layout, preset.sample_rate_hz, Tone(high_pass_hz=preset.high_pass_hz))
    measured = measure_sound(source, sound, [front], time_limit_s=time_limit_s, progress=progress)
    shape = functools.partial(front.apply, only_channel=measured.only_channel)

    def encode(plan: GainPlan) -> Level:
        levelled = chains.set_level(shape(_align(open_input(source).audio)), plan)
        _encode(path, levelled, preset, time_limit_s)
        return measure_file(path, time_limit_s=time_limit_s)

    return FinishedSound(path, encode_to_target(encode, measured.levels[front], preset.loudness, preset=PRESET))


def _align(sound: Stream) -> Stream:
    """Silence where the sound begins after the pictures or has gaps, so that it stays with them."""
    return sound.filter("aresample", first_pts=0, **{"async": 1})


def _encode(path: Path, sound: Stream, preset: FilmSound, time_limit_s: float) -> None:
    output = sound.output(
        str(path),
        acodec="aac",  # ffmpeg's own encoder writes AAC-LC
        audio_bitrate=preset.bit_rate_bps,
        ar=preset.sample_rate_hz,
        **EXACT_OPTIONS,
    )
    run_ffmpeg(ffmpeg.get_args(output), time_limit_s=time_limit_s)
