"""What was found in a file. Pure; made by `media_pipeline.probing`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FileNature(StrEnum):
    """What a file is by its content, whatever its name says."""

    SOUND = "sound"
    FILM = "film"
    """Moving pictures, with or without sound."""
    PICTURE = "picture"
    DOCUMENT = "document"
    """PDF, Word, OpenDocument, and other files that are offered as they are."""


@dataclass(frozen=True, slots=True)
class SoundStream:
    """The first audio stream."""

    codec: str
    sample_rate_hz: int
    channel_count: int
    duration_ms: int
    """Measured from its packets, not from what the header says."""


@dataclass(frozen=True, slots=True)
class FilmStream:
    """The first video stream that is no cover picture."""

    codec: str
    coded_width_px: int
    coded_height_px: int
    rotation_degrees: int
    """0, 90, 180 or 270, clockwise: what a player must turn the pictures by."""
    pixel_aspect: float
    """Width of a pixel ÷ its height; 1.0 for square pixels."""
    frame_rate_fps: float
    """Average over the stream."""
    duration_ms: int
    is_hdr: bool = False
    """Brighter than ordinary screens can show (HLG, PQ), as modern phones record."""

    @property
    def width_px(self) -> int:
        """Width as it is shown: turned, with square pixels."""
        return self._shown_size[0]

    @property
    def height_px(self) -> int:
        """Height as it is shown: turned, with square pixels."""
        return self._shown_size[1]

    @property
    def _shown_size(self) -> tuple[int, int]:
        width, height = round(self.coded_width_px * self.pixel_aspect), self.coded_height_px
        return (height, width) if self.rotation_degrees in (90, 270) else (width, height)


@dataclass(frozen=True, slots=True)
class Picture:
    """A still picture, its size as it is shown (orientation applied)."""

    width_px: int
    height_px: int
    has_alpha: bool


@dataclass(frozen=True, slots=True)
class Probe:
    """What was found in a file."""

    nature: FileNature
    container: str
    """Name of the format: ffmpeg's for sound and film (`mov,mp4,m4a,3gp,3g2,mj2`), Pillow's for pictures (`PNG`)."""
    media_type: str
    size_bytes: int
    duration_ms: int | None = None
    """From the start of the first stream to the end of the last; `None` for pictures and documents."""
    sound: SoundStream | None = None
    film: FilmStream | None = None
    picture: Picture | None = None

    @property
    def has_audio(self) -> bool:
        """Whether anything can be heard."""
        return self.sound is not None

    @property
    def has_video(self) -> bool:
        """Whether there are moving pictures."""
        return self.film is not None
