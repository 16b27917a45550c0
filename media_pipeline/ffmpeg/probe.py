"""What is in a file of sound or moving pictures, by PyAV: the same whitelists as for ffmpeg, and every packet counted.

The headers are not believed. All packets are read (not decoded), so that a file whose end is missing is told from a
whole one, and the start of each stream is decoded, so that noise with a good header is told from sound.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import cast

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.reformatter import ColorTrc
from av.video.stream import VideoStream

from media_pipeline.domain.probe import FileNature, FilmStream, Probe, SoundStream
from media_pipeline.domain.settings import SourceLimits
from media_pipeline.errors import SourceLimitError
from media_pipeline.ffmpeg import boxes, ebml, ogg, riff
from media_pipeline.ffmpeg.completeness import HOLE_MS, Extent, check_completeness, join, miss_a_part, refuse
from media_pipeline.ffmpeg.inputs import INPUT_OPTIONS
from media_pipeline.messages import _

DECODED_SOUND_FRAMES = 200
"""About four seconds."""
DECODED_FILM_FRAMES = 10
READ_LIMIT_S = 30
"""How long one read of a file may take, before its disk counts as broken."""
_NOT_FILMS = Disposition.attached_pic | Disposition.timed_thumbnails
_HDR_TRANSFERS = (ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67)
_MEDIA_TYPES = {
    "mov": ("audio/mp4", "video/mp4"),
    "matroska": ("audio/x-matroska", "video/x-matroska"),
    "mp3": ("audio/mpeg", "audio/mpeg"),
    "wav": ("audio/wav", "audio/wav"),
    "flac": ("audio/flac", "audio/flac"),
    "ogg": ("audio/ogg", "video/ogg"),
    "aac": ("audio/aac", "audio/aac"),
    "aiff": ("audio/aiff", "audio/aiff"),
    "avi": ("audio/x-msvideo", "video/x-msvideo"),
    "mpegts": ("audio/mp2t", "video/mp2t"),
}
"""First name of the format → media type without and with moving pictures."""


def probe_media(path: Path, limits: SourceLimits) -> Probe:
    """What a file of sound or moving pictures is.

    Raises:
        UnreadableSourceError: no such file, or nothing in it can be heard or seen.
        TruncatedSourceError: its end is missing.
        SourceLimitError: it is longer or larger than allowed.
    """
    if any(check(path) for check in (riff.is_truncated, boxes.is_truncated, ogg.is_truncated, ebml.is_truncated)):
        raise miss_a_part()
    with _open(path) as container:
        _check_tracks(container, limits)
        name, chosen = container.format.name, _choose_streams(container)
        extents = _measure(container, chosen, limits)
        check_completeness(path, container, extents)
    probe = _describe(path, name, extents)
    _check_limits(probe, limits)
    return probe


@contextmanager
def _open(path: Path) -> Iterator[InputContainer]:
    """The opened file; whatever PyAV says of it in the block becomes one sentence."""
    try:
        # tags in whatever encoding are no reason to refuse a recording
        with av.open(
            str(path), options=dict(INPUT_OPTIONS), metadata_errors="replace", timeout=READ_LIMIT_S
        ) as container:
            yield container
    except av.FFmpegError as error:
        raise refuse() from error
    except (OverflowError, MemoryError) as error:  # sizes and rates that no value of PyAV can hold
        raise refuse() from error


def _choose_streams(container: InputContainer) -> list[AudioStream | VideoStream]:
    """The first sound and the first film, as far as there are."""
    sounds = [stream for stream in container.streams.audio if stream.codec_context is not None]
    films = [
        stream
        for stream in container.streams.video
        if stream.codec_context is not None and not stream.disposition & _NOT_FILMS
    ]
    if not sounds and not films:
        raise refuse()
    return [*sounds[:1], *films[:1]]


def _measure(
    container: InputContainer, streams: list[AudioStream | VideoStream], limits: SourceLimits
) -> dict[int, Extent]:
    extents = {stream.index: Extent(stream.type) for stream in streams}
    end_s = time.monotonic() + limits.max_probe_s
    for packet in container.demux(streams):
        if time.monotonic() > end_s:
            raise SourceLimitError(
                _("Reading this file took longer than %(limit)d seconds: export it again or cut it into parts.")
                % {"limit": limits.max_probe_s}
            )
        if packet.pts is not None and packet.time_base is not None:
            extents[packet.stream_index].add(packet)
    return extents


def _describe(path: Path, name: str, extents: dict[int, Extent]) -> Probe:
    indices = {extent.stream_type: index for index, extent in extents.items()}
    sound, film = indices.get("audio"), indices.get("video")
    media_types = _MEDIA_TYPES.get(name.split(",")[0], ("application/octet-stream",) * 2)
    return Probe(
        nature=FileNature.SOUND if film is None else FileNature.FILM,
        container=name,
        media_type=media_types[0 if film is None else 1],
        size_bytes=path.stat().st_size,
        duration_ms=join(extents).duration_ms,
        sound=None if sound is None else _describe_sound(path, sound, extents[sound]),
        film=None if film is None else _describe_film(path, film, extents[film]),
    )


def _describe_sound(path: Path, index: int, extent: Extent) -> SoundStream:
    with _open(path) as container:
        stream = cast(AudioStream, container.streams[index])
        decoded = list(islice(container.decode(stream), DECODED_SOUND_FRAMES))
        if not decoded or _has_broken_times(decoded):
            raise refuse()
        return SoundStream(
            codec=stream.codec_context.name,
            sample_rate_hz=decoded[0].sample_rate,
            channel_count=decoded[0].layout.nb_channels,
            duration_ms=extent.duration_ms,
        )


def _has_broken_times(decoded: list[AudioFrame]) -> bool:
    """Whether the start of a sound is said to last much longer than its samples do."""
    samples_s = sum(frame.samples / frame.sample_rate for frame in decoded[:-1])
    first_s, last_s = decoded[0].time, decoded[-1].time
    return first_s is not None and last_s is not None and last_s - first_s > samples_s + HOLE_MS / 1000


def _describe_film(path: Path, index: int, extent: Extent) -> FilmStream:
    with _open(path) as container:
        stream = cast(VideoStream, container.streams[index])
        decoded = list(islice(container.decode(stream), DECODED_FILM_FRAMES))
        if not decoded:
            raise refuse()
        return FilmStream(
            codec=stream.codec_context.name,
            coded_width_px=decoded[0].width,
            coded_height_px=decoded[0].height,
            rotation_degrees=round(decoded[0].rotation) % 360,
            pixel_aspect=float(stream.sample_aspect_ratio or Fraction(1)),
            frame_rate_fps=float(stream.average_rate or stream.guessed_rate or 0),
            duration_ms=extent.duration_ms,
            is_hdr=stream.codec_context.color_trc in _HDR_TRANSFERS,
        )


def _check_tracks(container: InputContainer, limits: SourceLimits) -> None:
    if len(container.streams) > limits.max_track_count:
        raise SourceLimitError(
            _("The file has %(count)d tracks, at most %(limit)d are taken: export it with one picture and one sound.")
            % {"count": len(container.streams), "limit": limits.max_track_count}
        )


def _check_limits(probe: Probe, limits: SourceLimits) -> None:
    if (probe.duration_ms or 0) > limits.max_duration_ms:
        raise SourceLimitError(
            _("The recording is %(minutes)d minutes long, at most %(limit)d are taken: cut it into parts.")
            % {"minutes": (probe.duration_ms or 0) // 60_000, "limit": limits.max_duration_ms // 60_000}
        )
    film = probe.film
    if film is not None and max(film.coded_width_px, film.coded_height_px) > limits.max_film_px:
        raise SourceLimitError(
            _("The video is %(width)d × %(height)d pixels large, a side may have at most %(limit)d: make it smaller.")
            % {"width": film.width_px, "height": film.height_px, "limit": limits.max_film_px}
        )
