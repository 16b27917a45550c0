"""Chapters of a recording, as its files carry them. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from media_pipeline.domain.edges import Cut
from media_pipeline.manifest import Chapter

_SPECIAL = str.maketrans({char: f"\\{char}" for char in "=;#\\\n"})


@dataclass(frozen=True, slots=True)
class FileChapter:
    """A chapter counted from the start of the finished file."""

    start_ms: int
    end_ms: int
    title: str


def plan_chapters(chapters: Sequence[Chapter], cut: Cut) -> tuple[FileChapter, ...]:
    """The chapters of the part that is kept; each lasts until the next, and the first begins with the file."""
    kept = [chapter for chapter in chapters if chapter.start_ms < cut.end_ms]
    if not kept:
        return ()
    starts_ms = [0, *(max(chapter.start_ms - cut.start_ms, 0) for chapter in kept[1:]), cut.duration_ms]
    planned = (
        FileChapter(start_ms, end_ms, chapter.title)
        for chapter, start_ms, end_ms in zip(kept, starts_ms, starts_ms[1:], strict=False)
    )
    return tuple(chapter for chapter in planned if chapter.end_ms > chapter.start_ms)


def format_json_chapters(chapters: Sequence[FileChapter]) -> str:
    """The chapters as podcast apps read them (JSON Chapters 1.2.0), times in seconds."""
    listed = [{"startTime": chapter.start_ms / 1000, "title": chapter.title} for chapter in chapters]
    return json.dumps({"version": "1.2.0", "chapters": listed}, ensure_ascii=False, indent=2) + "\n"


def format_ffmetadata(chapters: Sequence[FileChapter]) -> str:
    """The chapters as ffmpeg reads them."""
    blocks = [
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={chapter.start_ms}\nEND={chapter.end_ms}\n"
        f"title={chapter.title.translate(_SPECIAL)}\n"
        for chapter in chapters
    ]
    return ";FFMETADATA1\n" + "".join(blocks)
