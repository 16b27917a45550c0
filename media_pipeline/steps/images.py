"""A picture in the formats and sizes that pages ask for: AVIF, WebP and JPEG at up to four widths.

Pictures are not cropped here: the focal point stays in the manifest, and whoever crops (a page by CSS, the builder for
a podcast cover) reads it there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from media_pipeline.domain.image_plan import WIDTHS_PX, plan_images, plan_widths
from media_pipeline.domain.keys import Ingredient
from media_pipeline.manifest import Rendition, RenditionRole
from media_pipeline.messages import _
from media_pipeline.pictures.decoding import decode_picture, shrink
from media_pipeline.pictures.encoding import describe_encoder, write_picture
from media_pipeline.pictures.opening import probe_image
from media_pipeline.steps.step import MadeFile, StepContext, make_once

__all__ = ["make_images", "probe_image", "write_images"]


def make_images(context: StepContext) -> Sequence[Rendition]:
    """The renditions of a picture, by format, then ascending by width.

    Raises:
        MediaRejected: the upload is no picture that we take, damaged, or too small or too large.
    """
    ingredients: dict[str, Ingredient] = {
        "step": "images",
        "origin": context.origin.fingerprint,
        "widths": WIDTHS_PX,
        "encoder": describe_encoder(),
    }

    def make(folder: Path) -> Sequence[MadeFile]:
        picture = decode_picture(context.origin.open().path, context.settings.limits, widest_px=WIDTHS_PX[-1])
        files = []
        for file in write_images(picture, folder, context.manifest.name):
            files.append(file)
            context.report(len(files) / len(plan_images(picture.width)), _("The sizes of the picture are being made"))
        return files

    return make_once(context, ingredients, make)


def write_images(picture: Image.Image, folder: Path, name: str) -> Iterator[MadeFile]:
    """Write `<name>-<width>.<suffix>` for each planned file of a decoded picture."""
    sizes = _build_sizes(picture)
    for plan in plan_images(picture.width):
        size = sizes[plan.width_px]
        path = folder / f"{name}-{plan.width_px}{plan.format.suffix}"
        write_picture(size, path, plan.format)
        yield MadeFile(
            path,
            RenditionRole.IMAGE,
            plan.preset,
            plan.format.media_type,
            width_px=size.width,
            height_px=size.height,
        )


def _build_sizes(picture: Image.Image) -> dict[int, Image.Image]:
    """The picture at each planned width, each made from the next larger one."""
    sizes: dict[int, Image.Image] = {}
    size = picture
    for width_px in reversed(plan_widths(picture.width)):
        sizes[width_px] = size = shrink(size, width_px)
    return sizes
