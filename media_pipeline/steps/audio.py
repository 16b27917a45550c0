"""The masters of a recording: podcast, web, loudspeakers, the bed of clips.

The sound is prepared and measured once, each master's gain is planned from that, and each finished file is measured
again. One that missed its target is corrected by the difference and made once more; one that still misses fails with
its figure. Each master has a key of its own, so that a change of one preset makes no other file again.
"""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from media_pipeline.domain.edges import Cut
from media_pipeline.domain.keys import Ingredient
from media_pipeline.domain.loudness import GainPlan, Level
from media_pipeline.domain.presets import AudioPreset
from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.domain.tags import build_tags
from media_pipeline.errors import MeasurementMissedError
from media_pipeline.ffmpeg import chains
from media_pipeline.ffmpeg.file_meter import measure_file
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.ffmpeg.run import Progress, read_ffmpeg_version, run_ffmpeg
from media_pipeline.manifest import Rendition
from media_pipeline.messages import _
from media_pipeline.presets import load_audio_presets
from media_pipeline.steps.labels import Labels, describe_labels, write_labels
from media_pipeline.steps.levelling import describe_peak, encode_to_target
from media_pipeline.steps.preparation import Track, describe_preparation, prepare_sound
from media_pipeline.steps.progress import run_side_by_side
from media_pipeline.steps.step import MadeFile, StepContext, find_made, make_once
from media_pipeline.steps.toning import TonedTracks

VERSION = 3
"""To be raised when this module makes other sounds of the same presets."""
DURATION_TOLERANCE_MS = 50
PREPARING_SHARE = 0.1
"""How much of the work is done when the source is measured."""


def make_audio(context: StepContext) -> Sequence[Rendition]:
    """Every master of the presets.

    Raises:
        MeasurementMissedError: a finished file is not what its preset promises.
        WrongKindError: nothing can be heard in the file.
        UnreadableSourceError: it cannot be decoded to its end.
    """
    tags = build_tags(context.manifest, context.settings)
    presets = load_audio_presets()
    ingredients = [_list_ingredients(context, preset, tags) for preset in presets]
    if any(find_made(context, listed) is None for listed in ingredients):
        return _make_masters(context, presets, ingredients, tags)
    return [rendition for listed in ingredients for rendition in find_made(context, listed) or ()]


def _list_ingredients(context: StepContext, preset: AudioPreset, tags: Mapping[str, str]) -> dict[str, Ingredient]:
    return {
        "step": "audio",
        "version": VERSION,
        "origin": context.origin.fingerprint,
        "preset": preset.model_dump(mode="json", exclude={"effort"}),
        "tags": dict(tags),
        "labels": describe_labels(context, preset),
        "ffmpeg": read_ffmpeg_version(),
        **describe_preparation(),
    }


@dataclass(frozen=True, slots=True)
class _Recording:
    """What the masters are made of."""

    tracks: TonedTracks
    cut: Cut
    labels: Labels
    settings: PipelineSettings

    @property
    def time_limit_s(self) -> float:
        return self.settings.compute_time_limit_s(self.cut.duration_ms)


def _make_masters(
    context: StepContext,
    presets: Sequence[AudioPreset],
    ingredients: Sequence[Mapping[str, Ingredient]],
    tags: Mapping[str, str],
) -> list[Rendition]:
    """Those that are missing, two at a time, the longest work first; the others are found."""
    message = _("The recording is being made")
    prepared = prepare_sound(context, lambda fraction: context.report(PREPARING_SHARE * fraction, message))
    with tempfile.TemporaryDirectory(dir=context.workdir) as folder:
        time_limit_s = context.settings.compute_time_limit_s(prepared.cut.duration_ms)
        tracks = TonedTracks(prepared, Path(folder), time_limit_s=time_limit_s)
        labels = write_labels(context, tags, prepared.cut, Path(folder))
        recording = _Recording(tracks, prepared.cut, labels, context.settings)
        order = sorted(range(len(presets)), key=lambda index: -presets[index].effort)
        jobs = [
            functools.partial(_make_master, context, recording, presets[index], ingredients[index]) for index in order
        ]
        made = run_side_by_side(
            jobs,
            context.settings.process_count,
            lambda fraction: context.report(PREPARING_SHARE + (1 - PREPARING_SHARE) * fraction, message),
        )
    by_preset = dict(zip(order, made, strict=True))
    return [rendition for index in range(len(presets)) for rendition in by_preset[index]]


def _make_master(
    context: StepContext,
    recording: _Recording,
    preset: AudioPreset,
    ingredients: Mapping[str, Ingredient],
    progress: Progress,
) -> tuple[Rendition, ...]:
    def make(folder: Path) -> Sequence[MadeFile]:
        path = folder / f"{context.manifest.name}{preset.suffix}"
        return [_write_master(recording, preset, path, progress)]

    return make_once(context, ingredients, make)


def _write_master(recording: _Recording, preset: AudioPreset, path: Path, progress: Progress) -> MadeFile:
    """One master, made and measured."""
    track = recording.tracks.get_track(preset)
    rate_hz, _bit_rate_bps = preset.choose_rate(track.sample_rate_hz)

    def encode(plan: GainPlan) -> Level:
        _encode(recording, preset, track, plan, path, progress)
        return measure_file(path, time_limit_s=recording.time_limit_s)

    level = encode_to_target(
        encode,
        lambda plan: recording.tracks.get_listener(track).hear(plan, rate_hz),
        track.level,
        preset.loudness,
        preset=preset.name,
        codec_gain_db=preset.codec_gain_db,
    )
    duration_ms = _check_duration(path, recording, preset)
    return MadeFile(
        path,
        preset.role,
        preset.name,
        preset.media_type,
        duration_ms=duration_ms,
        source_start_ms=recording.cut.start_ms or None,
        bit_rate_bps=round((path.stat().st_size - recording.labels.get_cover_bytes(preset)) * 8000 / duration_ms),
        integrated_lufs=level.integrated_lufs,
        true_peak_dbtp=describe_peak(level),
    )


def _encode(
    recording: _Recording, preset: AudioPreset, track: Track, plan: GainPlan, path: Path, progress: Progress
) -> None:
    rate_hz, bit_rate_bps = preset.choose_rate(track.sample_rate_hz)
    sound = chains.fade_in(chains.resample(track.open(), rate_hz))
    sound = chains.set_level_between_samples(sound, plan, rate_hz)
    output = ffmpeg.output(
        sound,
        *recording.labels.open_inputs(preset),
        str(path),
        format=preset.container,
        acodec=preset.codec,
        audio_bitrate=bit_rate_bps,
        ar=rate_hz,
        **preset.encoder_options,
        **recording.labels.build_options(preset),
    )
    run_ffmpeg(
        ffmpeg.get_args(output),
        duration_ms=recording.cut.duration_ms,
        progress=progress,
        time_limit_s=recording.time_limit_s,
    )


def _check_duration(path: Path, recording: _Recording, preset: AudioPreset) -> int:
    """Length of a finished file, which must be that of what is kept of its source."""
    duration_ms = probe_media(path, recording.settings.limits).duration_ms or 0
    if abs(duration_ms - recording.cut.duration_ms) > DURATION_TOLERANCE_MS:
        wanted = f"{recording.cut.duration_ms} ± {DURATION_TOLERANCE_MS}"
        raise MeasurementMissedError(preset.name, "ms", duration_ms, wanted)
    return duration_ms
