"""A long video for players that choose its size while they play: HLS in CMAF, cut from the finished H.264 files.

One run of ffmpeg copies every stream into a file of fragments, of which a playlist names the ranges; nothing is
encoded. The sound stands alone, once for all sizes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import ffmpeg

from media_pipeline.domain.hls import (
    Segments,
    SoundVariant,
    Variant,
    build_main_playlist,
    parse_segments,
)
from media_pipeline.ffmpeg.encoding import EXACT_OPTIONS
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.run import run_ffmpeg
from media_pipeline.manifest import RenditionRole
from media_pipeline.steps.film_check import DURATION_TOLERANCE_MS, check_figures
from media_pipeline.steps.film_encoding import PlannedFilm
from media_pipeline.steps.film_source import FilmSource
from media_pipeline.steps.step import MadeFile

MAIN = "hls"
PLAYLIST_TYPE = "application/vnd.apple.mpegurl"
_SOUND = "sound"


def make_stream(
    source: FilmSource, films: Sequence[PlannedFilm], made: Sequence[MadeFile], folder: Path
) -> list[MadeFile]:
    """The playlist for players, then for each size and the sound a playlist and its file.

    Args:
        source: the video.
        films: its versions in H.264, from small to large.
        made: what was measured on them.
        folder: where the files go.

    Raises:
        MeasurementMissedError: a stream is longer or shorter than the version it was cut from.
    """
    has_sound = films[0].sound is not None
    names = [str(film.size.short_side_px) for film in films] + [_SOUND] * has_sound
    _cut(source, films, names, folder)
    segments = {name: _read_segments(source, name, folder) for name in names}
    for film, file in zip(films, made, strict=True):
        wanted_ms = file.duration_ms or 0
        figures = [("ms", segments[str(film.size.short_side_px)].duration_ms, wanted_ms, DURATION_TOLERANCE_MS)]
        check_figures(f"{MAIN}-{film.size.short_side_px}", figures)
    main = folder / f"{_build_stem(source)}.m3u8"
    main.write_text(_build_main(source, films, made, segments), "utf-8", newline="\n")
    parts = [part for name in names for part in _describe_parts(source, name, folder)]
    return [MadeFile(main, RenditionRole.STREAM, MAIN, PLAYLIST_TYPE, duration_ms=made[-1].duration_ms), *parts]


def _build_stem(source: FilmSource, name: str = "") -> str:
    return f"{source.name}-hls-{name}" if name else f"{source.name}-hls"


def _cut(source: FilmSource, films: Sequence[PlannedFilm], names: Sequence[str], folder: Path) -> None:
    streams = [open_input(film.path).video for film in films]
    kinds = [f"v:{index}" for index in range(len(films))]
    if films[0].sound is not None:
        streams.append(open_input(films[0].path).audio)
        kinds.append("a:0")
    output = ffmpeg.output(
        *streams,
        str(folder / f"{_build_stem(source, '%v')}.m3u8"),
        c="copy",
        format="hls",
        hls_time=source.preset.stream.segment_s,  # seconds of a segment
        hls_playlist_type="vod",
        hls_segment_type="fmp4",  # CMAF
        hls_flags="single_file+independent_segments",
        hls_segment_filename=str(folder / f"{_build_stem(source, '%v')}.mp4"),
        var_stream_map=" ".join(f"{kind},name:{name}" for kind, name in zip(kinds, names, strict=True)),
        **EXACT_OPTIONS,
    )
    run_ffmpeg(ffmpeg.get_args(output), time_limit_s=source.time_limit_s)


def _read_segments(source: FilmSource, name: str, folder: Path) -> Segments:
    return parse_segments((folder / f"{_build_stem(source, name)}.m3u8").read_text("utf-8"))


def _build_main(
    source: FilmSource, films: Sequence[PlannedFilm], made: Sequence[MadeFile], segments: dict[str, Segments]
) -> str:
    variants = [
        Variant(
            f"{_build_stem(source, str(film.size.short_side_px))}.m3u8",
            segments[str(film.size.short_side_px)],
            film.size.width_px,
            film.size.height_px,
            float(source.frame_rate_fps),
            file.codecs or "",
        )
        for film, file in zip(films, made, strict=True)
    ]
    sound = None
    if _SOUND in segments:
        sound = SoundVariant(f"{_build_stem(source, _SOUND)}.m3u8", segments[_SOUND], source.language)
    return build_main_playlist(variants, sound)


def _describe_parts(source: FilmSource, name: str, folder: Path) -> list[MadeFile]:
    stem, preset = _build_stem(source, name), f"{MAIN}-{name}"
    media_type = "audio/mp4" if name == _SOUND else "video/mp4"
    return [
        MadeFile(folder / f"{stem}.m3u8", RenditionRole.STREAM, f"{preset}-playlist", PLAYLIST_TYPE),
        MadeFile(folder / f"{stem}.mp4", RenditionRole.STREAM, preset, media_type),
    ]
