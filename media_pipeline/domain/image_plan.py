"""Which pictures are made of a picture: three formats, at the widths pages ask for, never above the source. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ImageFormat(StrEnum):
    """A format that browsers choose from, best first."""

    AVIF = "avif"
    WEBP = "webp"
    JPEG = "jpeg"

    @property
    def media_type(self) -> str:
        return f"image/{self.value}"

    @property
    def suffix(self) -> str:
        return ".jpg" if self is ImageFormat.JPEG else f".{self.value}"


WIDTHS_PX = (400, 800, 1200, 1600)
"""A phone; a phone with a dense screen, or the text column of 44 rem; between; that column on a dense screen."""


@dataclass(frozen=True, slots=True)
class PlannedImage:
    """One file to be made."""

    format: ImageFormat
    width_px: int

    @property
    def preset(self) -> str:
        """Its preset's name (`image-avif-800`)."""
        return f"image-{self.format.value}-{self.width_px}"


def plan_widths(source_width_px: int) -> tuple[int, ...]:
    """The widths to make, ascending. The widest is the source's own or the ladder's; a rung just below it is no use."""
    widest_px = min(source_width_px, WIDTHS_PX[-1])
    return (*(width_px for width_px in WIDTHS_PX if width_px < 0.9 * widest_px), widest_px)


def plan_images(source_width_px: int) -> tuple[PlannedImage, ...]:
    """What to make of a source of that width (upright), by format, then ascending by width."""
    widths = plan_widths(source_width_px)
    return tuple(PlannedImage(format_, width_px) for format_ in ImageFormat for width_px in widths)
