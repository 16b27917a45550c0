"""The versions of a video: H.264 in MP4 at each planned height, and a still. The source is decoded once for all.

Its sound is finished first (`film_sound.py`), so that the pictures are encoded once whatever the loudness needed.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import ffmpeg

from media_pipeline.domain.film_plan import FilmSize, plan_film_sizes, plan_frame_rate, plan_poster_size
from media_pipeline.domain.keys import Ingredient
from media_pipeline.domain.presets import VideoPreset
from media_pipeline.domain.probe import FilmStream, Probe
from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.domain.tags import build_tags, fit_to_mp4
from media_pipeline.errors import MeasurementMissedError, WrongKindError
from media_pipeline.ffmpeg import film_chains
from media_pipeline.ffmpeg.encoding import EXACT_OPTIONS, Option, build_tag_options
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.ffmpeg.run import read_ffmpeg_version, run_ffmpeg
from media_pipeline.manifest import Rendition, RenditionRole
from media_pipeline.messages import _
from media_pipeline.presets import load_video_preset
from media_pipeline.steps.film_sound import FinishedSound, make_film_sound
from media_pipeline.steps.levelling import describe_peak
from media_pipeline.steps.progress import split_report
from media_pipeline.steps.step import MadeFile, Report, StepContext, make_once

VERSION = 1
"""To be raised when this module makes other files of the same preset."""
POSTER = "poster-jpeg"
DURATION_TOLERANCE_MS = 100
"""A picture's time at 10 frames a second, or two frames of sound."""


def make_video(context: StepContext) -> Sequence[Rendition]:
    """Every version of a video from small to large, then its still.

    Raises:
        MeasurementMissedError: a finished file is not what its preset promises.
        WrongKindError: nothing can be seen in the file.
        FfmpegError: the video cannot be decoded.
    """
    preset = load_video_preset()
    tags = fit_to_mp4(build_tags(context.manifest, context.settings))
    ingredients: dict[str, Ingredient] = {
        "step": "video",
        "version": VERSION,
        "origin": context.origin.fingerprint,
        "preset": preset.model_dump(mode="json"),
        "tags": dict(tags),
        "ffmpeg": read_ffmpeg_version(),
    }
    return make_once(context, ingredients, functools.partial(_make_files, context, preset, tags))


@dataclass(frozen=True, slots=True)
class _Source:
    """What the versions are made of, and how."""

    path: Path
    probe: Probe
    film: FilmStream
    preset: VideoPreset
    tags: Mapping[str, str]
    settings: PipelineSettings

    @property
    def frame_rate_fps(self) -> Fraction:
        return plan_frame_rate(self.film, self.preset.film.max_frame_rate_fps)

    @property
    def time_limit_s(self) -> float:
        return self.settings.compute_time_limit_s(self.probe.duration_ms)


def _make_files(context: StepContext, preset: VideoPreset, tags: Mapping[str, str], folder: Path) -> list[MadeFile]:
    source, name = _open_source(context, preset, tags), context.manifest.name
    sizes = plan_film_sizes(source.film, preset.film)
    report_sound, report_films = split_report(context.report, [1.0, 9.0])
    poster = _make_poster(source, folder / f"{name}.jpg")
    sound = _make_sound(source, folder / "sound.m4a", report_sound)
    paths = [folder / f"{name}-{size.height_px}.mp4" for size in sizes]
    _encode_films(source, sizes, paths, sound, report_films)
    films = [_measure_film(source, size, path, sound) for size, path in zip(sizes, paths, strict=True)]
    return [*films, poster]


def _open_source(context: StepContext, preset: VideoPreset, tags: Mapping[str, str]) -> _Source:
    origin = context.origin.open()
    if origin.probe.film is None:
        raise WrongKindError(_("Nothing can be seen in this file: choose a video."))
    return _Source(origin.path, origin.probe, origin.probe.film, preset, tags, context.settings)


def _make_sound(source: _Source, path: Path, report: Report) -> FinishedSound | None:
    if source.probe.sound is None:
        return None
    message = _("The sound of the video is being made")
    return make_film_sound(
        path,
        source.path,
        source.probe.sound,
        source.preset.film.sound,
        progress=lambda fraction: report(fraction, message),
        time_limit_s=source.time_limit_s,
    )


def _encode_films(
    source: _Source, sizes: Sequence[FilmSize], paths: Sequence[Path], sound: FinishedSound | None, report: Report
) -> None:
    """All heights in one run of ffmpeg, which turns the pictures upright by itself."""
    pictures = film_chains.set_frame_rate(open_input(source.path).video, source.frame_rate_fps)
    largest = film_chains.set_size(pictures, sizes[-1].width_px, sizes[-1].height_px)
    largest = film_chains.set_colours(largest, is_hdr=source.film.is_hdr)
    branches = largest.filter_multi_output("split", len(sizes))
    outputs = []
    for index, (size, path) in enumerate(zip(sizes, paths, strict=True)):
        streams = [film_chains.set_size(branches.stream(index), size.width_px, size.height_px)]
        if sound is not None:
            streams.append(open_input(sound.path).audio)
        outputs.append(ffmpeg.output(*streams, str(path), **_build_options(source, size)))
    message = _("The video is being made")
    run_ffmpeg(
        ffmpeg.get_args(ffmpeg.merge_outputs(*outputs)),
        duration_ms=source.probe.duration_ms,
        progress=lambda fraction: report(fraction, message),
        time_limit_s=source.time_limit_s,
    )


def _build_options(source: _Source, size: FilmSize) -> dict[str, Option]:
    preset, rate = source.preset.film, source.frame_rate_fps
    return {
        "c:v": "libx264",
        "profile:v": "high",
        "preset:v": preset.encoder_speed,
        "crf": preset.quality_crf,
        "maxrate": size.max_bit_rate_bps,  # bits a second
        "bufsize": round(size.max_bit_rate_bps * preset.buffer_s),  # bits
        "r": film_chains.format_rate(rate),  # frames a second, constant
        "g": max(1, round(rate * Fraction(preset.keyframe_interval_s))),  # most frames between two key frames
        "flags:v": "+cgop+bitexact",  # closed groups: nothing refers beyond a key frame
        "threads:v": preset.threads,
        "c:a": "copy",
        "movflags": "+faststart",  # the index in front, so that playing starts before all is there
        **EXACT_OPTIONS,
        **build_tag_options(source.tags),
    }


def _measure_film(source: _Source, size: FilmSize, path: Path, sound: FinishedSound | None) -> MadeFile:
    made = probe_media(path, source.settings.limits)
    _check(made, source, size, sound)
    return MadeFile(
        path,
        RenditionRole.WEB,
        size.name,
        "video/mp4",
        duration_ms=made.duration_ms,
        width_px=size.width_px,
        height_px=size.height_px,
        bit_rate_bps=round(made.size_bytes * 8000 / made.duration_ms) if made.duration_ms else None,
        integrated_lufs=sound.level.integrated_lufs if sound else None,
        true_peak_dbtp=describe_peak(sound.level) if sound else None,
    )


def _check(made: Probe, source: _Source, size: FilmSize, sound: FinishedSound | None) -> None:
    """Compare what came out with what is promised."""
    film = made.film
    figures: list[tuple[str, float, float, float]] = [
        ("px", film.width_px if film else 0, size.width_px, 0),
        ("px", film.height_px if film else 0, size.height_px, 0),
        ("fps", film.frame_rate_fps if film else 0, float(source.frame_rate_fps), 0.01),
        ("sound", made.has_audio, sound is not None, 0),
        ("ms", made.duration_ms or 0, source.probe.duration_ms or 0, DURATION_TOLERANCE_MS),
    ]
    for unit, measured, wanted, tolerance in figures:
        if abs(measured - wanted) > tolerance:
            raise MeasurementMissedError(size.name, unit, measured, f"{wanted:g} ± {tolerance:g}")


def _make_poster(source: _Source, path: Path) -> MadeFile:
    """The most typical picture near the start, so that no black one stands for the video."""
    preset = source.preset.poster
    width_px, height_px = plan_poster_size(source.film, preset.max_height_px)
    start_s = source.film.duration_ms * preset.position / 1000
    pictures = open_input(source.path, ss=start_s).video.filter("thumbnail", n=preset.candidate_count)
    pictures = film_chains.set_size(pictures, width_px, height_px)
    pictures = film_chains.set_colours(pictures, is_hdr=source.film.is_hdr, is_full_range=True)
    output = pictures.output(
        str(path),
        **{"frames:v": 1, "q:v": preset.quality, "flags:v": "+bitexact", "threads:v": 1},
        format="image2",
        update=1,  # one picture, not a numbered sequence
        **EXACT_OPTIONS,
    )
    run_ffmpeg(ffmpeg.get_args(output), time_limit_s=source.time_limit_s)
    return MadeFile(path, RenditionRole.POSTER, POSTER, "image/jpeg", width_px=width_px, height_px=height_px)
