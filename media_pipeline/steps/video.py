"""The versions of a video: H.264 at each planned size, AV1, its sound alone, stills, and a stream when it is long.

Its sounds are finished first (`film_sound.py`), so that the pictures are encoded once whatever the loudness needed;
then the source is decoded once for all pictures (`film_encoding.py`), and every file is measured (`film_check.py`).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from media_pipeline.domain.film_plan import choose_av1_size, plan_film_sizes
from media_pipeline.domain.keys import Ingredient
from media_pipeline.domain.presets import FilmSound, VideoPreset
from media_pipeline.domain.tags import build_tags
from media_pipeline.domain.thumbnails import plan_thumbnails
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.ffmpeg.run import read_ffmpeg_version
from media_pipeline.manifest import Rendition, RenditionRole
from media_pipeline.messages import _
from media_pipeline.presets import load_video_preset
from media_pipeline.steps.film_check import DURATION_TOLERANCE_MS, check_figures, measure_film
from media_pipeline.steps.film_encoding import PlannedFilm, PlannedSheet, encode_films
from media_pipeline.steps.film_sound import FinishedSound, SoundOrder, make_film_sounds
from media_pipeline.steps.film_source import FilmSource, open_film_source
from media_pipeline.steps.film_stills import make_poster, make_share_card, make_thumbnails
from media_pipeline.steps.film_stream import make_stream
from media_pipeline.steps.levelling import describe_peak
from media_pipeline.steps.progress import split_report
from media_pipeline.steps.step import MadeFile, Report, StepContext, make_once

VERSION = 2
"""To be raised when this module or one it calls makes other files of the same preset."""
TRACK = "podcast-mp3"


def make_video(context: StepContext) -> Sequence[Rendition]:
    """H.264 from small to large, AV1, the sound alone, poster, share card, thumbnails, stream.

    Raises:
        MeasurementMissedError: a finished file is not what its preset promises.
        WrongKindError: nothing can be seen in the file.
        FfmpegError: the video cannot be decoded.
    """
    preset, tags = load_video_preset(), build_tags(context.manifest, context.settings)
    ingredients: dict[str, Ingredient] = {
        "step": "video",
        "version": VERSION,
        "origin": context.origin.fingerprint,
        "preset": preset.model_dump(mode="json"),
        "tags": dict(tags),
        "language": context.manifest.language,
        "ffmpeg": read_ffmpeg_version(),
    }
    return make_once(context, ingredients, functools.partial(_make_files, context, preset, tags))


def _make_files(context: StepContext, preset: VideoPreset, tags: Mapping[str, str], folder: Path) -> list[MadeFile]:
    source = open_film_source(context, preset, tags)
    report_sound, report_films = split_report(context.report, [1.0, 9.0])
    sounds = _make_sounds(source, folder, report_sound)
    films, thumbnails = _plan_films(source, sounds, folder), _plan_sheet(source, folder)
    message = _("The video is being made")
    encode_films(source, films, thumbnails, lambda fraction: report_films(fraction, message))
    made = [measure_film(source, film) for film in films]
    h264 = [film for film in films if not film.is_av1]
    poster = make_poster(source, h264, folder / f"{source.name}.jpg")
    return [
        *made,
        *([] if sounds is None else [_measure_track(source, sounds.track)]),
        poster,
        make_share_card(poster, folder / f"{source.name}-share.jpg"),
        *make_thumbnails(source, thumbnails, folder / f"{source.name}-thumbnails.vtt"),
        *_make_stream(source, h264, made[: len(h264)], folder),
    ]


@dataclass(frozen=True, slots=True)
class _Sounds:
    """The sounds of a video."""

    h264: FinishedSound
    av1: FinishedSound
    track: FinishedSound
    """For those who only listen."""


def _make_sounds(source: FilmSource, folder: Path, report: Report) -> _Sounds | None:
    if source.probe.sound is None:
        return None
    message, preset = _("The sound of the video is being made"), source.preset

    def order(name: str, stem: str, sound: FilmSound) -> SoundOrder:
        return SoundOrder(name, folder / f"{stem}{sound.suffix}", sound, source.tags)

    orders = [
        order("film-sound", "sound", preset.film.sound),
        order("av1-sound", "sound", preset.av1.sound),
        order(TRACK, source.name, preset.track),
    ]
    finished = make_film_sounds(
        orders,
        source.path,
        source.probe.sound,
        process_count=source.settings.process_count,
        progress=lambda fraction: report(fraction, message),
        time_limit_s=source.time_limit_s,
    )
    return _Sounds(*finished)


def _plan_films(source: FilmSource, sounds: _Sounds | None, folder: Path) -> list[PlannedFilm]:
    """H.264 from small to large, then AV1."""
    sizes = plan_film_sizes(source.film, source.preset.film)
    sound = sounds.h264 if sounds else None
    films = [PlannedFilm(size.name, size, folder / f"{source.name}-{size.short_side_px}.mp4", sound) for size in sizes]
    size = choose_av1_size(sizes, source.preset.av1)
    if size is not None:
        path = folder / f"{source.name}-{size.short_side_px}.webm"
        films.append(PlannedFilm(f"av1-{size.short_side_px}", size, path, sounds.av1 if sounds else None))
    return films


def _plan_sheet(source: FilmSource, folder: Path) -> PlannedSheet:
    smallest = plan_film_sizes(source.film, source.preset.film)[0]
    sheet = plan_thumbnails(smallest, source.duration_ms, source.frame_rate_fps, source.preset.thumbnails)
    return PlannedSheet(sheet, folder / f"{source.name}-thumbnails.webp")


def _measure_track(source: FilmSource, track: FinishedSound) -> MadeFile:
    made = probe_media(track.path, source.settings.limits)
    duration_ms, sound = made.duration_ms or 0, source.times.sound
    wanted_ms = sound.end_ms if sound else 0
    check_figures(TRACK, [("ms", duration_ms, wanted_ms, DURATION_TOLERANCE_MS)])
    return MadeFile(
        track.path,
        RenditionRole.PODCAST,
        TRACK,
        "audio/mpeg",
        duration_ms=duration_ms,
        bit_rate_bps=round(made.size_bytes * 8000 / duration_ms) if duration_ms else None,
        integrated_lufs=track.level.integrated_lufs,
        true_peak_dbtp=describe_peak(track.level),
    )


def _make_stream(
    source: FilmSource, films: Sequence[PlannedFilm], made: Sequence[MadeFile], folder: Path
) -> list[MadeFile]:
    """Nothing for a video that is short."""
    if source.duration_ms < source.preset.stream.min_duration_s * 1000:
        return []
    return make_stream(source, films, made, folder)
