"""Is all of a recording or film there? What was measured on its packets is compared with what its headers declare."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import av
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream

from media_pipeline.errors import TruncatedSourceError, UnreadableSourceError
from media_pipeline.ffmpeg import frames, xing
from media_pipeline.messages import _

AnyPacket: TypeAlias = "Packet[Any]"

MISSING_MS = 300
MISSING_FRACTION = 0.01
"""A stream that ends earlier than declared by more than both together is cut off."""
MISSING_FRAMES_MS = 60
"""An MP3's own header is exact: two frames less and it is cut off."""
HOLE_MS = 5000
"""A recording whose packets cover so much less time than they span has broken times."""
_FRAMED = ("mp3", "aac")
"""Formats without an index: only the last frame tells that the file was cut."""


@dataclass(slots=True)
class Extent:
    """From where to where the packets of a stream go, in seconds."""

    stream_type: str
    """`audio` or `video`."""
    start_s: float = float("inf")
    end_s: float = 0.0
    header_s: float | None = None
    """Length by an MP3's own header, which knows the encoder's run-up and padding; packets do not."""
    covered_s: float = 0.0
    """Length of all packets together."""
    last: AnyPacket | None = None
    """The last packet."""

    def add(self, packet: AnyPacket) -> None:
        """Take in a packet that has a time."""
        start_s = float((packet.pts or 0) * (packet.time_base or 0))
        length_s = float((packet.duration or 0) * (packet.time_base or 0))
        self.start_s, self.end_s = min(self.start_s, start_s), max(self.end_s, start_s + length_s)
        self.covered_s += length_s
        self.last = packet

    @property
    def measured_s(self) -> float:
        """Length by the packets; time before 0 is an encoder's run-up and not heard."""
        return max(self.end_s - max(min(self.start_s, self.end_s), 0.0), 0.0)

    @property
    def duration_ms(self) -> int:
        """Length in whole milliseconds."""
        return round((self.header_s or self.measured_s) * 1000)


def check_completeness(path: Path, container: InputContainer, extents: dict[int, Extent]) -> None:
    """Compare what is there with what the headers declare, where they really do.

    Raises:
        TruncatedSourceError: the end of the file is missing.
        UnreadableSourceError: its times are broken.
    """
    name, sounds = container.format.name, [extent for extent in extents.values() if extent.stream_type == "audio"]
    if any(extent.covered_s and extent.measured_s - extent.covered_s > HOLE_MS / 1000 for extent in sounds):
        raise refuse()
    if name in _FRAMED and any(extent.last is not None and frames.is_cut(bytes(extent.last)) for extent in sounds):
        raise miss_a_part()
    if name in _FRAMED and not xing.has_declared_length(path):
        return  # the demuxer has guessed from the bit rate
    for index, extent in extents.items():
        declared_s = _read_declared_s(container.streams[index])
        if declared_s is not None and _is_short(extent, declared_s, is_exact=name == "mp3"):
            raise miss_a_part()
        if name == "mp3":
            extent.header_s = declared_s
    _check_whole_file(container, extents)


def _check_whole_file(container: InputContainer, extents: dict[int, Extent]) -> None:
    """The same for the file as a whole, when every stream of it was measured."""
    if len(extents) == len(container.streams) and container.duration is not None:
        declared_s = container.duration / av.time_base
        if _is_short(join(extents), declared_s):
            raise miss_a_part()


def join(extents: dict[int, Extent]) -> Extent:
    """From the start of the first stream to the end of the last; they need not begin together."""
    starts_s, ends_s = [e.start_s for e in extents.values()], [e.end_s for e in extents.values()]
    header_s = next(iter(extents.values())).header_s if len(extents) == 1 else None
    return Extent("", min(starts_s), max(ends_s), header_s)


def _read_declared_s(stream: Stream) -> float | None:
    if not stream.duration or stream.time_base is None:
        return None
    return float(stream.duration * stream.time_base)


def _is_short(extent: Extent, declared_s: float, *, is_exact: bool = False) -> bool:
    tolerance_s = MISSING_FRAMES_MS / 1000 if is_exact else MISSING_MS / 1000 + declared_s * MISSING_FRACTION
    return declared_s - extent.measured_s > tolerance_s


def refuse() -> UnreadableSourceError:
    """The error for what cannot be read."""
    return UnreadableSourceError(
        _("This is no sound or video that can be read, or it is damaged: export it again, e.g. as MP3, WAV or MP4.")
    )


def miss_a_part() -> TruncatedSourceError:
    """The error for what was cut off."""
    return TruncatedSourceError(
        _("The end of this file is missing, its copying was cut off: copy or export it again and upload it whole.")
    )
