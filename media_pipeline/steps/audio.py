"""The masters of a recording: podcast, web, loudspeakers.

The sound is measured once, each master's gain is planned from that, and each finished file is measured again. One that
missed its target is corrected by the difference and made once more; one that still misses fails with its figure.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from media_pipeline.domain.keys import Ingredient
from media_pipeline.domain.loudness import GainPlan, Level
from media_pipeline.domain.presets import AudioPreset
from media_pipeline.domain.probe import SoundStream
from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.domain.tags import build_tags
from media_pipeline.errors import MeasurementMissedError, WrongKindError
from media_pipeline.ffmpeg import chains
from media_pipeline.ffmpeg.chains import Stream
from media_pipeline.ffmpeg.encoding import EXACT_OPTIONS, build_tag_options
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.loudness import measure_file, measure_taps
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.ffmpeg.run import Progress, read_ffmpeg_version, run_ffmpeg
from media_pipeline.manifest import Rendition
from media_pipeline.messages import _
from media_pipeline.presets import load_audio_presets
from media_pipeline.steps.levelling import describe_peak, encode_to_target
from media_pipeline.steps.progress import run_side_by_side
from media_pipeline.steps.sound_meter import Front, SoundLevels, measure_sound
from media_pipeline.steps.step import MadeFile, StepContext, make_once

VERSION = 1
"""To be raised when this module makes other sounds of the same presets."""
DURATION_TOLERANCE_MS = 50
MEASURING_SHARE = 0.2
"""How much of the work is done when the source is measured."""


def make_audio(context: StepContext) -> Sequence[Rendition]:
    """Every master of the presets.

    Raises:
        MeasurementMissedError: a finished file is not what its preset promises.
        WrongKindError: nothing can be heard in the file.
        UnreadableSourceError: it cannot be decoded to its end.
    """
    presets = load_audio_presets()
    tags = build_tags(context.manifest, context.settings)
    ingredients: dict[str, Ingredient] = {
        "step": "audio",
        "version": VERSION,
        "origin": context.origin.fingerprint,
        "presets": [preset.model_dump(mode="json") for preset in presets],
        "tags": dict(tags),
        "ffmpeg": read_ffmpeg_version(),
    }
    return make_once(context, ingredients, functools.partial(_make_masters, context, presets, tags))


@dataclass(frozen=True, slots=True)
class _Recording:
    """What the masters are made of."""

    path: Path
    sound: SoundStream
    measured: SoundLevels
    tags: Mapping[str, str]
    settings: PipelineSettings

    @property
    def time_limit_s(self) -> float:
        return self.settings.compute_time_limit_s(self.sound.duration_ms)


def _make_masters(
    context: StepContext, presets: Sequence[AudioPreset], tags: Mapping[str, str], folder: Path
) -> list[MadeFile]:
    message = _("The recording is being made")
    recording = _measure_recording(
        context, presets, tags, lambda fraction: context.report(MEASURING_SHARE * fraction, message)
    )
    name = context.manifest.name
    jobs = [functools.partial(_make_master, recording, preset, folder / f"{name}{preset.suffix}") for preset in presets]
    return run_side_by_side(
        jobs,
        context.settings.process_count,
        lambda fraction: context.report(MEASURING_SHARE + (1 - MEASURING_SHARE) * fraction, message),
    )


def _measure_recording(
    context: StepContext, presets: Sequence[AudioPreset], tags: Mapping[str, str], progress: Progress
) -> _Recording:
    origin = context.origin.open()
    sound = origin.probe.sound
    if sound is None:
        raise WrongKindError(_("Nothing can be heard in this file: choose a recording."))
    fronts = [_build_front(preset, sound) for preset in presets]
    time_limit_s = context.settings.compute_time_limit_s(sound.duration_ms)
    measured = measure_sound(origin.path, sound, fronts, time_limit_s=time_limit_s, progress=progress)
    return _Recording(origin.path, sound, measured, tags, context.settings)


def _build_front(preset: AudioPreset, sound: SoundStream) -> Front:
    layout = "mono" if preset.channels == "mono" or sound.channel_count == 1 else "stereo"
    return Front(layout, preset.sample_rate_hz, preset.tone.model_copy(update={"compressor": None}))


def _make_master(recording: _Recording, preset: AudioPreset, path: Path, progress: Progress) -> MadeFile:
    """One master, made and measured."""
    shape, source = _shape(recording, preset)

    def level_by(plan: GainPlan) -> chains.Chain:
        return lambda stream: chains.set_level(shape(stream), plan)

    def listen(plan: GainPlan) -> Level:
        return _listen(recording, level_by(plan))

    def encode(plan: GainPlan) -> Level:
        _encode(recording, preset, level_by(plan)(open_input(recording.path).audio), path, progress)
        return measure_file(path, time_limit_s=recording.time_limit_s)

    level = encode_to_target(
        encode, listen, source, preset.loudness, preset=preset.name, codec_gain_db=preset.codec_gain_db
    )
    duration_ms = _check_duration(path, recording, preset)
    return MadeFile(
        path,
        preset.role,
        preset.name,
        preset.media_type,
        duration_ms=duration_ms,
        bit_rate_bps=round(path.stat().st_size * 8000 / duration_ms),
        integrated_lufs=level.integrated_lufs,
        true_peak_dbtp=describe_peak(level),
    )


def _shape(recording: _Recording, preset: AudioPreset) -> tuple[chains.Chain, Level]:
    """Everything before the gain, and the level behind it.

    A compressor meets the recording at the level that it is made for; what comes out of it is measured once more.
    """
    front, only_channel = _build_front(preset, recording.sound), recording.measured.only_channel
    level, compressor = recording.measured.levels[front], preset.tone.compressor
    if compressor is None or level.integrated_lufs is None:
        return functools.partial(front.apply, only_channel=only_channel), level
    gain_db = round(compressor.reference_lufs - level.integrated_lufs, 2)

    def shape(stream: Stream) -> Stream:
        return chains.shape(front.bring(stream, only_channel), preset.tone, gain_db)

    return shape, _listen(recording, shape)


def _listen(recording: _Recording, chain: chains.Chain) -> Level:
    return measure_taps(recording.path, {"heard": chain}, time_limit_s=recording.time_limit_s).levels["heard"]


def _encode(recording: _Recording, preset: AudioPreset, sound: Stream, path: Path, progress: Progress) -> None:
    output = sound.output(
        str(path),
        format=preset.container,
        acodec=preset.codec,
        audio_bitrate=preset.bit_rate_bps,
        ar=preset.sample_rate_hz,
        **preset.encoder_options,
        **EXACT_OPTIONS,
        **build_tag_options(recording.tags),
    )
    run_ffmpeg(
        ffmpeg.get_args(output),
        duration_ms=recording.sound.duration_ms,
        progress=progress,
        time_limit_s=recording.time_limit_s,
    )


def _check_duration(path: Path, recording: _Recording, preset: AudioPreset) -> int:
    """Length of a finished file, which must be that of its source."""
    duration_ms = probe_media(path, recording.settings.limits).duration_ms or 0
    if abs(duration_ms - recording.sound.duration_ms) > DURATION_TOLERANCE_MS:
        wanted = f"{recording.sound.duration_ms} ± {DURATION_TOLERANCE_MS}"
        raise MeasurementMissedError(preset.name, "ms", duration_ms, wanted)
    return duration_ms
