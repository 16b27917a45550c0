"""All pictures of a video in one run of ffmpeg: the source is decoded once for H.264, AV1 and the thumbnails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import ffmpeg

from media_pipeline.domain.film_plan import FilmSize
from media_pipeline.domain.tags import fit_to_mp4
from media_pipeline.domain.thumbnails import ThumbnailSheet
from media_pipeline.ffmpeg import film_chains
from media_pipeline.ffmpeg.encoding import EXACT_OPTIONS, Option, build_tag_options
from media_pipeline.ffmpeg.film_chains import Stream
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.run import run_ffmpeg
from media_pipeline.steps.film_sound import FinishedSound
from media_pipeline.steps.film_source import FilmSource


@dataclass(frozen=True, slots=True)
class PlannedFilm:
    """One version to be made."""

    preset: str
    """Its name in records (`film-720`, `av1-720`)."""
    size: FilmSize
    path: Path
    sound: FinishedSound | None

    @property
    def is_av1(self) -> bool:
        """Or else H.264."""
        return self.path.suffix == ".webm"


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """The thumbnails to be made, from the smallest version."""

    sheet: ThumbnailSheet
    path: Path


def encode_films(
    source: FilmSource, films: Sequence[PlannedFilm], thumbnails: PlannedSheet, progress: Callable[[float], None]
) -> None:
    """Write every version and the sheet; ffmpeg turns the pictures upright by itself.

    Raises:
        FfmpegError: the video cannot be decoded.
    """
    sizes = sorted({film.size for film in films}, key=lambda size: -size.short_side_px)
    wanted: list[list[PlannedFilm | PlannedSheet]] = [[film for film in films if film.size == size] for size in sizes]
    wanted[-1].append(thumbnails)
    streams = film_chains.split_sizes(
        _decode(source, sizes[0]), [(size.width_px, size.height_px) for size in sizes], [len(uses) for uses in wanted]
    )
    outputs = [
        _build_sheet(source, use, stream) if isinstance(use, PlannedSheet) else _build_film(source, use, stream)
        for uses, branches in zip(wanted, streams, strict=True)
        for use, stream in zip(uses, branches, strict=True)
    ]
    run_ffmpeg(
        ffmpeg.get_args(ffmpeg.merge_outputs(*outputs)),
        duration_ms=source.duration_ms,
        progress=progress,
        time_limit_s=source.time_limit_s,
    )


def _decode(source: FilmSource, largest: FilmSize) -> Stream:
    pictures = film_chains.set_frame_rate(open_input(source.path).video, source.frame_rate_fps)
    pictures = film_chains.set_size(pictures, largest.width_px, largest.height_px)
    return film_chains.set_colours(pictures, is_hdr=source.film.is_hdr)


def _build_film(source: FilmSource, film: PlannedFilm, pictures: Stream) -> Stream:
    sound = [] if film.sound is None else [open_input(film.sound.path).audio]
    options = _build_av1_options(source) if film.is_av1 else _build_h264_options(source, film.size)
    rate = film_chains.format_rate(source.frame_rate_fps)  # frames a second, constant
    return ffmpeg.output(pictures, *sound, str(film.path), **options, **EXACT_OPTIONS, r=rate, **{"c:a": "copy"})


def _build_h264_options(source: FilmSource, size: FilmSize) -> dict[str, Option]:
    preset = source.preset.film
    return {
        "c:v": "libx264",
        "profile:v": "high",
        "preset:v": preset.encoder_speed,
        "crf": preset.quality_crf,
        "maxrate": size.max_bit_rate_bps,  # bits a second
        "bufsize": round(size.max_bit_rate_bps * preset.buffer_s),  # bits
        "g": _count_frames(source, preset.keyframe_interval_s),  # most frames between two key frames …
        "force_key_frames": f"expr:gte(t,n_forced*{preset.keyframe_interval_s:g})",  # … which all sizes have together
        "flags:v": "+cgop+bitexact",  # closed groups: nothing refers beyond a key frame
        "threads:v": preset.threads,
        "movflags": "+faststart",  # the index in front, so that playing starts before all is there
        **build_tag_options(fit_to_mp4(source.tags)),
    }


def _build_av1_options(source: FilmSource) -> dict[str, Option]:
    preset = source.preset.av1
    return {
        "c:v": "libsvtav1",
        "preset:v": preset.encoder_speed,
        "crf": preset.quality_crf,
        "svtav1-params": f"lp={preset.processors}",
        "g": _count_frames(source, preset.keyframe_interval_s),
        "flags:v": "+bitexact",
        "cues_to_front": 1,  # the index in front
        **build_tag_options(source.tags),
    }


def _count_frames(source: FilmSource, interval_s: float) -> int:
    return max(1, round(source.frame_rate_fps * Fraction(interval_s)))


def _build_sheet(source: FilmSource, thumbnails: PlannedSheet, pictures: Stream) -> Stream:
    sheet = thumbnails.sheet
    size_px, grid = (sheet.width_px, sheet.height_px), (sheet.columns, sheet.rows)
    pictures = film_chains.lay_out_thumbnails(pictures, every=sheet.every_frame_count, size_px=size_px, grid=grid)
    return pictures.output(
        str(thumbnails.path),
        **{"c:v": "libwebp", "quality": source.preset.thumbnails.quality, "frames:v": 1, "flags:v": "+bitexact"},
        format="image2",
        update=1,  # one picture, not a numbered sequence
        **EXACT_OPTIONS,
    )
