"""Still pictures are opened here, and only here: five formats, found by content, within the limits, never by name.

Pillow meets damaged files with a dozen kinds of error and can take a gigabyte for a small one. What leaves this module
is an open picture that is worth decoding, or one sentence for the editor.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import ExifTags, Image, ImageFile

from media_pipeline.domain.probe import FileNature, Picture, Probe
from media_pipeline.domain.settings import SourceLimits
from media_pipeline.errors import MediaRejected, PictureSizeError, UnreadableSourceError
from media_pipeline.messages import _

MEDIA_TYPES = {
    "AVIF": "image/avif",
    "GIF": "image/gif",
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
}
"""Pillow's name of each format that is taken → media type."""
PICTURE_SUFFIXES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
"""Names that promise such a picture."""

FAILURES = (
    OSError,  # the usual one, among them UnidentifiedImageError and «image file is truncated»
    ValueError,
    TypeError,
    SyntaxError,  # how Pillow's plugins say that a header is wrong
    EOFError,
    IndexError,
    KeyError,
    RuntimeError,  # libavif's; among them NotImplementedError
    AssertionError,
    OverflowError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
"""What Pillow raises on damaged files."""

_TURNED_ORIENTATIONS = (5, 6, 7, 8)
"""Values of EXIF's orientation that swap width and height."""


def probe_image(path: Path, limits: SourceLimits | None = None) -> Probe:
    """What a picture is. It is decoded whole, so that a truncated upload is refused while its editor still looks on.

    Raises:
        MediaRejected: it is no picture that we take, damaged, or too small or too large.
    """
    with open_picture(path, limits or SourceLimits()) as image:
        width_px, height_px = image.size
        if is_turned(image):
            width_px, height_px = height_px, width_px
        image.draft(None, (1, 1))  # a JPEG is read to its end all the same, at an eighth of the work
        image.load()
        return Probe(
            nature=FileNature.PICTURE,
            container=get_format(image),
            media_type=MEDIA_TYPES[get_format(image)],
            size_bytes=path.stat().st_size,
            picture=Picture(width_px, height_px, image.has_transparency_data),
        )


@contextmanager
def open_picture(path: Path, limits: SourceLimits) -> Iterator[ImageFile.ImageFile]:
    """Open a picture whose size is within the limits; whatever Pillow raises inside the block becomes one sentence.

    Only reading and decoding belong into the block: a full disk would be reported as a damaged picture.

    Raises:
        UnreadableSourceError: no format that we take, or damaged.
        PictureSizeError: too small or too large.
    """
    try:
        with Image.open(path, formats=tuple(MEDIA_TYPES)) as image:
            check_size(image.size, limits)
            yield image
    except MediaRejected:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureSizeError(_("This picture has too many pixels to be opened safely: make it smaller.")) from error
    except FAILURES as error:
        raise UnreadableSourceError(
            _("This is no picture that can be read (JPEG, PNG, WebP, AVIF, GIF), or it is damaged: export it again.")
        ) from error


def get_format(image: ImageFile.ImageFile) -> str:
    """The name of its format; a JPEG with more pictures behind the first one (MPO) is a JPEG."""
    return "JPEG" if image.format in (None, "MPO") else image.format


def is_turned(image: Image.Image) -> bool:
    """Whether its orientation swaps width and height."""
    return image.getexif().get(ExifTags.Base.Orientation) in _TURNED_ORIENTATIONS


def check_size(size_px: tuple[int, int], limits: SourceLimits) -> None:
    """Raise `PictureSizeError` unless both edges and the area are within the limits."""
    width_px, height_px = size_px
    figures = {"width": width_px, "height": height_px}
    if min(size_px) < limits.min_picture_px:
        raise PictureSizeError(
            _("The picture of %(width)d × %(height)d pixels is too small: each side needs at least %(limit)d pixels.")
            % (figures | {"limit": limits.min_picture_px})
        )
    if max(size_px) > limits.max_picture_px:
        raise PictureSizeError(
            _("The picture of %(width)d × %(height)d pixels is too large: a side may have at most %(limit)d pixels.")
            % (figures | {"limit": limits.max_picture_px})
        )
    if width_px * height_px > limits.max_picture_pixel_count:
        raise PictureSizeError(
            _("The picture of %(width)d × %(height)d pixels is too large: at most %(limit)d million pixels are opened.")
            % (figures | {"limit": limits.max_picture_pixel_count // 1_000_000})
        )
