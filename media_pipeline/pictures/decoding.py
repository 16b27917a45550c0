"""A picture of any kind → 8-bit sRGB, upright, with transparency only where something shows through.

Colours are converted by the picture's own ICC profile; a profile that is broken or does not fit counts as none. The
result carries no metadata: no camera, no place, no comment.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageCms, ImageFile, ImageOps

from media_pipeline.domain.settings import SourceLimits
from media_pipeline.pictures.opening import get_format, is_turned, open_picture

_SRGB = ImageCms.createProfile("sRGB")
_PROFILE_MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
"""Colour space of an ICC profile → the mode that it describes."""
_DEEP_MODES = ("I;16", "I;16L", "I;16B", "I;16N", "I")
"""Grey with 16 bits; PNG's 16-bit colour comes with 8 bits from Pillow."""


def decode_picture(path: Path, limits: SourceLimits, *, widest_px: int) -> Image.Image:
    """Decode a picture, at most `widest_px` wide, in mode RGB or RGBA. Of an animation, the first frame.

    Raises:
        MediaRejected: it is no picture that we take, damaged, or too small or too large.
    """
    with open_picture(path, limits) as opened:
        _ask_for_less(opened, widest_px)
        opened.load()
        profile: bytes | None = opened.info.get("icc_profile")
        upright = ImageOps.exif_transpose(opened)
        narrow = shrink(_simplify_mode(upright), widest_px)
        return _drop_empty_alpha(_convert_to_srgb(narrow, profile))


def shrink(image: Image.Image, width_px: int) -> Image.Image:
    """The picture at that width, or as it is when it is no wider."""
    if image.width <= width_px:
        return image
    height_px = max(1, round(image.height * width_px / image.width))
    return image.resize((width_px, height_px), Image.Resampling.LANCZOS)


def flatten(image: Image.Image) -> Image.Image:
    """The picture on white paper, in mode RGB."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _ask_for_less(image: ImageFile.ImageFile, widest_px: int) -> None:
    """Have a large JPEG decoded at a half, a quarter or an eighth: never below what is wanted."""
    if get_format(image) == "JPEG":
        wanted = (1, widest_px) if is_turned(image) else (widest_px, 1)
        image.draft(None, wanted)


def _simplify_mode(image: Image.Image) -> Image.Image:
    """One of the modes RGB, RGBA, L, CMYK."""
    if image.mode in _DEEP_MODES:
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in ("L", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _convert_to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            return _apply_profile(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)))
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile: the numbers are taken for what they are, as browsers do
    return image if image.mode in ("RGB", "RGBA") else image.convert("RGB")


def _apply_profile(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    colours = image.convert("RGB") if image.mode == "RGBA" else image
    mode = _PROFILE_MODES.get(profile.profile.xcolor_space.strip(), "")
    if mode != colours.mode:
        raise ValueError(f"a profile for {mode} on a picture in {colours.mode}")
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
    converted = ImageCms.profileToProfile(colours, profile, _SRGB, intent, "RGB", flags=flags)
    if converted is None:  # only conversion in place returns nothing
        raise ValueError("nothing converted")
    if image.mode == "RGBA":
        converted.putalpha(image.getchannel("A"))
    return converted


def _drop_empty_alpha(image: Image.Image) -> Image.Image:
    """Without its alpha channel when nothing shows through, and without what Pillow would copy into each file."""
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    clean = image.copy()
    clean.info = {}
    return clean
