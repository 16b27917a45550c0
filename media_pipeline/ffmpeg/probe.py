"""What is in a file of sound or moving pictures, by PyAV: the same whitelists as for ffmpeg, and every packet counted.

The headers are not believed. All packets are read (not decoded), so that a file whose end is missing is told from a
whole one, and the start of each stream is decoded, so that noise with a good header is told from sound.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import cast

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition, Stream
from av.video.reformatter import ColorTrc
from av.video.stream import VideoStream

from media_pipeline.domain.probe import FileNature, FilmStream, Probe, SoundStream
from media_pipeline.domain.settings import SourceLimits
from media_pipeline.errors import SourceLimitError, TruncatedSourceError, UnreadableSourceError
from media_pipeline.ffmpeg import boxes, riff, xing
from media_pipeline.ffmpeg.inputs import INPUT_OPTIONS
from media_pipeline.messages import _

DECODED_SOUND_FRAMES = 200
"""About four seconds."""
DECODED_FILM_FRAMES = 10
MISSING_MS = 300
MISSING_FRACTION = 0.01
"""A stream that ends earlier than declared by more than both together is cut off."""
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


@dataclass(slots=True)
class _Extent:
    """From where to where the packets of a stream go, in seconds."""

    stream_type: str
    """`audio` or `video`."""
    start_s: float = float("inf")
    end_s: float = 0.0
    header_s: float | None = None
    """Length by an MP3's own header, which knows the encoder's run-up and padding; packets do not."""

    @property
    def measured_s(self) -> float:
        """Length by the packets; time before 0 is an encoder's run-up and not heard."""
        return max(self.end_s - max(min(self.start_s, self.end_s), 0.0), 0.0)

    @property
    def duration_ms(self) -> int:
        """Length in whole milliseconds."""
        return round((self.header_s or self.measured_s) * 1000)


def probe_media(path: Path, limits: SourceLimits) -> Probe:
    """What a file of sound or moving pictures is.

    Raises:
        UnreadableSourceError: no such file, or nothing in it can be heard or seen.
        TruncatedSourceError: its end is missing.
        SourceLimitError: it is longer or larger than allowed.
    """
    if riff.is_truncated(path) or boxes.is_truncated(path):
        raise _miss_a_part()
    with _open(path) as container:
        _check_tracks(container, limits)
        name, chosen = container.format.name, _choose_streams(container)
        extents = _measure(container, chosen)
        _check_completeness(path, container, extents)
    probe = _describe(path, name, extents)
    _check_limits(probe, limits)
    return probe


@contextmanager
def _open(path: Path) -> Iterator[InputContainer]:
    """The opened file; whatever PyAV says of it in the block becomes one sentence."""
    try:
        with av.open(str(path), options=dict(INPUT_OPTIONS)) as container:
            yield container
    except av.FFmpegError as error:
        raise _refuse() from error
    except (OverflowError, MemoryError) as error:  # sizes and rates that no value of PyAV can hold
        raise _refuse() from error


def _choose_streams(container: InputContainer) -> list[AudioStream | VideoStream]:
    """The first sound and the first film, as far as there are."""
    sounds = [stream for stream in container.streams.audio if stream.codec_context is not None]
    films = [
        stream
        for stream in container.streams.video
        if stream.codec_context is not None and not stream.disposition & _NOT_FILMS
    ]
    if not sounds and not films:
        raise _refuse()
    return [*sounds[:1], *films[:1]]


def _measure(container: InputContainer, streams: list[AudioStream | VideoStream]) -> dict[int, _Extent]:
    extents = {stream.index: _Extent(stream.type) for stream in streams}
    for packet in container.demux(streams):
        if packet.pts is None or packet.time_base is None:
            continue
        extent, start_s = extents[packet.stream_index], float(packet.pts * packet.time_base)
        extent.start_s = min(extent.start_s, start_s)
        extent.end_s = max(extent.end_s, start_s + float((packet.duration or 0) * packet.time_base))
    return extents


def _check_completeness(path: Path, container: InputContainer, extents: dict[int, _Extent]) -> None:
    """Compare what is there with what the headers declare, where they really do."""
    if container.format.name == "mp3" and not xing.has_declared_length(path):
        return  # the demuxer has guessed from the bit rate
    for index, extent in extents.items():
        declared_s = _read_declared_s(container.streams[index])
        if declared_s is not None and _is_short(extent, declared_s):
            raise _miss_a_part()
        if container.format.name == "mp3":
            extent.header_s = declared_s
    is_whole_file = len(extents) == len(container.streams)
    if (
        is_whole_file
        and container.duration is not None
        and _is_short(_join(extents), container.duration / av.time_base)
    ):
        raise _miss_a_part()


def _join(extents: dict[int, _Extent]) -> _Extent:
    """From the start of the first stream to the end of the last; they need not begin together."""
    starts_s, ends_s = [e.start_s for e in extents.values()], [e.end_s for e in extents.values()]
    header_s = next(iter(extents.values())).header_s if len(extents) == 1 else None
    return _Extent("", min(starts_s), max(ends_s), header_s)


def _read_declared_s(stream: Stream) -> float | None:
    if not stream.duration or stream.time_base is None:
        return None
    return float(stream.duration * stream.time_base)


def _is_short(extent: _Extent, declared_s: float) -> bool:
    return declared_s - extent.measured_s > MISSING_MS / 1000 + declared_s * MISSING_FRACTION


def _describe(path: Path, name: str, extents: dict[int, _Extent]) -> Probe:
    indices = {extent.stream_type: index for index, extent in extents.items()}
    sound, film = indices.get("audio"), indices.get("video")
    media_types = _MEDIA_TYPES.get(name.split(",")[0], ("application/octet-stream",) * 2)
    return Probe(
        nature=FileNature.SOUND if film is None else FileNature.FILM,
        container=name,
        media_type=media_types[0 if film is None else 1],
        size_bytes=path.stat().st_size,
        duration_ms=_join(extents).duration_ms,
        sound=None if sound is None else _describe_sound(path, sound, extents[sound]),
        film=None if film is None else _describe_film(path, film, extents[film]),
    )


def _describe_sound(path: Path, index: int, extent: _Extent) -> SoundStream:
    with _open(path) as container:
        stream = cast(AudioStream, container.streams[index])
        frames = list(islice(container.decode(stream), DECODED_SOUND_FRAMES))
        if not frames:
            raise _refuse()
        return SoundStream(
            codec=stream.codec_context.name,
            sample_rate_hz=frames[0].sample_rate,
            channel_count=frames[0].layout.nb_channels,
            duration_ms=extent.duration_ms,
        )


def _describe_film(path: Path, index: int, extent: _Extent) -> FilmStream:
    with _open(path) as container:
        stream = cast(VideoStream, container.streams[index])
        frames = list(islice(container.decode(stream), DECODED_FILM_FRAMES))
        if not frames:
            raise _refuse()
        return FilmStream(
            codec=stream.codec_context.name,
            coded_width_px=frames[0].width,
            coded_height_px=frames[0].height,
            rotation_degrees=round(frames[0].rotation) % 360,
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


def _refuse() -> UnreadableSourceError:
    return UnreadableSourceError(
        _("This is no sound or video that can be read, or it is damaged: export it again, e.g. as MP3, WAV or MP4.")
    )


def _miss_a_part() -> TruncatedSourceError:
    return TruncatedSourceError(
        _("The end of this file is missing, its copying was cut off: copy or export it again and upload it whole.")
    )
