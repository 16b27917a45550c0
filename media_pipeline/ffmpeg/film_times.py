"""When the pictures and the sounds of a video begin and end, how pictures follow each other, and what codecs it has.

Every packet is read and none is decoded. What a source has is compared with what its versions have.
"""

from __future__ import annotations

import itertools
from array import array
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from statistics import median

import av
from av.container import InputContainer
from av.stream import Disposition, Stream

from media_pipeline.ffmpeg.inputs import INPUT_OPTIONS

IRREGULAR_RATIO = 1.5
"""Pictures follow each other irregularly when one is shown so much longer than is usual."""
_NO_FILMS = Disposition.attached_pic | Disposition.timed_thumbnails
_SOUND_CODECS = {"aac": "mp4a.40.2", "opus": "opus"}


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, in milliseconds from the start of the file."""

    start_ms: float
    end_ms: float


@dataclass(frozen=True, slots=True)
class FilmTimes:
    """What the packets of a video say."""

    pictures: Span
    sound: Span | None
    rhythm_fps: Fraction | None
    """How fast pictures mostly follow each other, when they do so irregularly."""
    codecs: str
    """As RFC 6381 writes those of our own files (`avc1.64001f,mp4a.40.2`); empty for others."""


def measure_film_times(path: Path) -> FilmTimes:
    """Read the packets of the first film and the first sound of a file that was probed before."""
    with av.open(str(path), options=dict(INPUT_OPTIONS)) as container:
        film = next(stream for stream in container.streams.video if not stream.disposition & _NO_FILMS)
        sounds = [stream for stream in container.streams.audio if stream.codec_context is not None][:1]
        starts, spans = _read_packets(container, [film, *sounds])
        names = [_name_film_codec(film), *(_SOUND_CODECS.get(sound.codec_context.name, "") for sound in sounds)]
        return FilmTimes(
            pictures=spans[film.index],
            sound=spans[sounds[0].index] if sounds else None,
            rhythm_fps=_find_rhythm(starts, film.time_base or Fraction(1)),
            codecs=",".join(names) if all(names) else "",
        )


def _read_packets(container: InputContainer, streams: list[Stream]) -> tuple[array[int], dict[int, Span]]:
    """The starts of the pictures (the first of the streams) in units of their time base, and each stream's span."""
    origin_ms = max(float((container.start_time or 0) * 1000 / av.time_base), 0.0)
    starts, bounds = array("q"), {stream.index: (float("inf"), 0.0) for stream in streams}
    for packet in container.demux(streams):
        if packet.pts is None or packet.time_base is None:
            continue
        unit_ms, (first_ms, last_ms) = float(packet.time_base * 1000), bounds[packet.stream_index]
        start_ms = packet.pts * unit_ms - origin_ms
        end_ms = start_ms + (packet.duration or 0) * unit_ms
        bounds[packet.stream_index] = (min(first_ms, start_ms), max(last_ms, end_ms))
        if packet.stream_index == streams[0].index:
            starts.append(packet.pts)
    return starts, {index: Span(max(min(first, last), 0.0), last) for index, (first, last) in bounds.items()}


def _find_rhythm(starts: array[int], time_base: Fraction) -> Fraction | None:
    """From the usual distances between pictures; a longer one now and then is a pause."""
    ordered = sorted(starts)
    distances = [after - before for before, after in itertools.pairwise(ordered) if after > before]
    if not distances or max(distances) < IRREGULAR_RATIO * min(distances):
        return None
    limit = IRREGULAR_RATIO * median(distances)
    usual = [distance for distance in distances if distance <= limit]
    return Fraction(len(usual), sum(usual)) / time_base


def _name_film_codec(film: av.VideoStream) -> str:
    """From the decoder's configuration: `avcC` of H.264, `av1C` of AV1."""
    name, extra = film.codec_context.name, film.codec_context.extradata or b""
    if name == "h264" and extra[:1] == b"\x01":
        return f"avc1.{extra[1:4].hex()}"
    if name in ("libdav1d", "av1", "libaom-av1") and extra[:1] == b"\x81":
        profile, level, flags = extra[1] >> 5, extra[1] & 31, extra[2]
        depth = (12 if flags & 0x20 else 10) if flags & 0x40 else 8
        return f"av01.{profile}.{level:02d}{'H' if flags & 0x80 else 'M'}.{depth:02d}"
    return ""
