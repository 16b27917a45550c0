"""Pictures, recordings, videos, clips, packages and downloads as templates see them. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.rendering.transcripts import Line


@dataclass(frozen=True, slots=True)
class PictureSource:
    """One format of a picture."""

    media_type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture in several widths and formats."""

    sources: tuple[PictureSource, ...]
    address: str
    """The JPEG for browsers that know nothing newer."""
    srcset: str
    width_px: int
    height_px: int
    alt: str
    credit: str
    is_sample: bool
    small_address: str
    """The smallest WebP, or else the smallest of all: where one address must do for every browser."""


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that is offered for download."""

    address: str
    title: str
    type_name: str
    """`PDF`, `ZIP`…"""
    size: str
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class AudioView:
    """A recording with its player."""

    title: str
    sources: tuple[FileView, ...]
    """For the player, the smallest first."""
    download: FileView
    duration: str
    duration_s: int
    has_synthetic_voice: bool
    voice_name: str
    """Engine and name of the synthetic voice, as far as they are known."""
    credit: str
    is_sample: bool
    lines: tuple[Line, ...]
    """The transcript; empty when there is none."""

    @property
    def is_timed(self) -> bool:
        """Whether the lines know when they are said."""
        return any(line.start_s is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class VideoSource:
    """What a player may choose; it takes the first that it can play."""

    address: str
    media_type: str
    """With its codecs where not every browser has them."""
    is_for_wide_screens: bool = False


@dataclass(frozen=True, slots=True)
class VideoDownload:
    """A video at one size."""

    file: FileView
    width_px: int
    height_px: int

    @property
    def line_count(self) -> int:
        """What people call its size, also when it was held upright: the shorter side."""
        return min(self.width_px, self.height_px)


@dataclass(frozen=True, slots=True)
class VideoView:
    """A video with its player."""

    title: str
    description: str
    """What it shows, for those who cannot see it."""
    sources: tuple[VideoSource, ...]
    """For the player: AV1, a stream, H.264 for wide screens, H.264 for phones, as far as there are."""
    downloads: tuple[VideoDownload, ...]
    """In H.264, the largest first."""
    sound: FileView | None
    """The sound alone, for those who only listen."""
    poster: str
    captions: str
    """Address of the WebVTT file; empty when there are none."""
    duration: str
    duration_s: int
    has_synthetic_voice: bool
    voice_name: str
    """Engine and name of the synthetic voice, as far as they are known."""
    credit: str
    is_sample: bool
    lines: tuple[Line, ...]

    @property
    def width_px(self) -> int:
        """Of the largest download."""
        return self.downloads[0].width_px

    @property
    def height_px(self) -> int:
        """Of the largest download."""
        return self.downloads[0].height_px

    @property
    def is_timed(self) -> bool:
        """Whether the lines know when they are said."""
        return any(line.start_s is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class PackageView:
    """A loudspeaker package."""

    file: FileView
    pieces: tuple[str, ...]
    """Titles, in the order in which they are played."""
    duration: str


@dataclass(frozen=True, slots=True)
class ClipView:
    """A vertical clip for social media."""

    file: FileView
    title: str
    duration: str
    poster: str
