"""What a master says of itself besides its sound: tags, chapters, a cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from media_pipeline.domain.chapters import format_ffmetadata, plan_chapters
from media_pipeline.domain.edges import Cut
from media_pipeline.domain.image_plan import ImageFormat
from media_pipeline.domain.keys import Ingredient
from media_pipeline.domain.presets import AudioPreset
from media_pipeline.domain.tags import fit_to_mp4
from media_pipeline.ffmpeg.chains import Stream
from media_pipeline.ffmpeg.encoding import EXACT_OPTIONS, Option, build_tag_options
from media_pipeline.ffmpeg.inputs import open_extra
from media_pipeline.messages import _
from media_pipeline.pictures.cover import draw_cover
from media_pipeline.pictures.encoding import describe_encoder, write_picture
from media_pipeline.steps.step import StepContext

VERSION = 1
"""To be raised when covers are drawn in another way."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of all masters of a recording; each takes what its container can carry."""

    tags: Mapping[str, str]
    cover: Path
    chapters: Path | None
    """In ffmpeg's own form; `None` when there are none. Only ID3 gets them: MP4 would need a second track for them."""

    def open_inputs(self, preset: AudioPreset) -> list[Stream]:
        """What is put into the file besides the sound, in the order that `build_options` counts on."""
        cover = [open_extra(self.cover, "jpeg_pipe").video] if preset.has_cover else []
        if self.chapters is None or not _has_id3(preset):
            return cover
        return [*cover, open_extra(self.chapters, "ffmetadata")["a?"]]  # it has no stream, and none is missed

    def build_options(self, preset: AudioPreset) -> dict[str, Option]:
        """Options of the output besides those of the sound, the exact ones included."""
        options = build_tag_options(fit_to_mp4(self.tags) if _is_mp4(preset) else self.tags)
        if _is_mp4(preset):
            options["metadata:s:a:0"] = f"language={self.tags['language']}"  # MP4 has one language for each track
        if preset.has_cover:
            options |= {
                "c:v": "copy",
                "disposition:v": "attached_pic",  # a cover, no film
                "metadata:s:v": "comment=Cover (front)",  # kind of picture, by ID3
            }
        if self.chapters is None or not _has_id3(preset):
            return EXACT_OPTIONS | options
        options |= {name: value for name, value in EXACT_OPTIONS.items() if name != "map_metadata"}
        options |= {"map_metadata:g": -1, "map_metadata:s": -1}  # nothing of the source, but the chapters' titles
        options["map_chapters"] = 2 if preset.has_cover else 1  # number of the input
        return options

    def get_cover_bytes(self, preset: AudioPreset) -> int:
        """How much of the file is no sound."""
        return self.cover.stat().st_size if preset.has_cover else 0


def _is_mp4(preset: AudioPreset) -> bool:
    return preset.container == "mp4"


def _has_id3(preset: AudioPreset) -> bool:
    return preset.container == "mp3"


def describe_labels(context: StepContext, preset: AudioPreset) -> dict[str, Ingredient]:
    """What the labels depend on besides the tags, as an ingredient of keys."""
    chapters: list[Ingredient] = [[chapter.start_ms, chapter.title] for chapter in context.manifest.chapters]
    if not preset.has_cover:
        return {"chapters": chapters}
    encoder = describe_encoder()
    return {"chapters": chapters, "cover": VERSION, "pillow": encoder["pillow"], "jpeg": encoder["jpeg"]}


def write_labels(context: StepContext, tags: Mapping[str, str], cut: Cut, folder: Path) -> Labels:
    """Draw the cover and write the chapters of an asset into a folder."""
    manifest = context.manifest
    notice = _("Read by a machine") if manifest.has_synthetic_voice else ""
    cover = folder / "cover.jpg"
    write_picture(draw_cover(manifest.title, context.settings.show_title, notice), cover, ImageFormat.JPEG)
    chapters = plan_chapters(manifest.chapters, cut)
    path = folder / "chapters.txt" if chapters else None
    if path is not None:
        path.write_text(format_ffmetadata(chapters), encoding="utf-8", newline="\n")
    return Labels(tags, cover, path)
