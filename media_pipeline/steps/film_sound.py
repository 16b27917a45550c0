"""The sound of a video: brought to its loudness and encoded once, before the pictures, which only take it along."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from media_pipeline.domain.loudness import GainPlan, Level
from media_pipeline.domain.presets import FilmSound
from media_pipeline.domain.probe import SoundStream
from media_pipeline.ffmpeg import chains
from media_pipeline.ffmpeg.chains import Stream
from media_pipeline.ffmpeg.encoding import EXACT_OPTIONS
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.loudness import measure_file, measure_taps
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
        UnreadableSourceError: it cannot be decoded to its end.
    """
    layout = "mono" if sound.channel_count == 1 else "stereo"
    front = Front(layout, preset.sample_rate_hz, preset.tone)
    measured = measure_sound(source, sound, [front], time_limit_s=time_limit_s, progress=progress)
    shape = functools.partial(front.apply, only_channel=measured.only_channel)

    def level_by(plan: GainPlan) -> chains.Chain:
        return lambda stream: chains.set_level(shape(stream), plan)

    def listen(plan: GainPlan) -> Level:
        return measure_taps(source, {"levelled": level_by(plan)}, time_limit_s=time_limit_s).levels["levelled"]

    def encode(plan: GainPlan) -> Level:
        _encode(path, level_by(plan)(open_input(source).audio), preset, time_limit_s)
        return measure_file(path, time_limit_s=time_limit_s)

    source_level = measured.levels[front]
    return FinishedSound(path, encode_to_target(encode, listen, source_level, preset.loudness, preset=PRESET))


def _encode(path: Path, sound: Stream, preset: FilmSound, time_limit_s: float) -> None:
    output = sound.output(
        str(path),
        acodec="aac",  # ffmpeg's own encoder writes AAC-LC
        audio_bitrate=preset.bit_rate_bps,
        ar=preset.sample_rate_hz,
        **EXACT_OPTIONS,
    )
    run_ffmpeg(ffmpeg.get_args(output), time_limit_s=time_limit_s)
