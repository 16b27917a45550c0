"""Chapters of a recording as a file of their own, for podcast apps that do not read them from the tags.

The form is that of the Podcasting 2.0 namespace:
https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from media_pipeline.domain.chapters import format_json_chapters, plan_chapters
from media_pipeline.domain.keys import Ingredient
from media_pipeline.manifest import Rendition, RenditionRole
from media_pipeline.steps.preparation import describe_preparation, find_cut
from media_pipeline.steps.step import MadeFile, StepContext, make_once

MEDIA_TYPE = "application/json+chapters"
VERSION = 1
"""To be raised when the form of the file changes."""


def make_chapters(context: StepContext) -> Sequence[Rendition]:
    """The chapters, counted from the start of the finished files; nothing when the recording has none.

    Raises:
        MediaRejected: the recording cannot be read.
    """
    chapters = context.manifest.chapters
    if not chapters:
        return ()
    listed: list[Ingredient] = [[chapter.start_ms, chapter.title] for chapter in chapters]
    ingredients: dict[str, Ingredient] = {
        "step": "chapters",
        "version": VERSION,
        "origin": context.origin.fingerprint,
        "chapters": listed,
        **describe_preparation(),
    }

    def make(folder: Path) -> Sequence[MadeFile]:
        cut = find_cut(context)
        planned = () if cut is None else plan_chapters(chapters, cut)
        path = folder / f"{context.manifest.name}.chapters.json"
        path.write_text(format_json_chapters(planned), encoding="utf-8", newline="\n")
        return [MadeFile(path, RenditionRole.CHAPTERS, "chapters-json", MEDIA_TYPE)] if planned else []

    return make_once(context, ingredients, make)
