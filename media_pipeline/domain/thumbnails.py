"""The sheet of a video's thumbnails: how many, where each stands, and the track that tells players. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from media_pipeline.domain.film_plan import FilmSize
from media_pipeline.domain.presets import Thumbnails
from media_pipeline.domain.webvtt import format_time


@dataclass(frozen=True, slots=True)
class ThumbnailSheet:
    """Small pictures of equal size, row by row."""

    every_frame_count: int
    """From one picture to the next that is shown."""
    count: int
    columns: int
    rows: int
    width_px: int
    """Of one."""
    height_px: int
    interval_ms: float


def plan_thumbnails(size: FilmSize, duration_ms: float, frame_rate_fps: Fraction, preset: Thumbnails) -> ThumbnailSheet:
    """The sheet of a video, made from its smallest version and never larger than that."""
    interval_s = max(preset.interval_s, math.ceil(duration_ms / 1000 / preset.max_count))
    every = max(1, round(frame_rate_fps * interval_s))
    interval_ms = float(every * 1000 / frame_rate_fps)
    count = min(max(1, math.ceil(duration_ms / interval_ms)), preset.max_count)
    scale = min(1.0, preset.long_side_px / max(size.width_px, size.height_px))
    return ThumbnailSheet(
        every,
        count,
        columns=min(count, preset.column_count),
        rows=math.ceil(count / preset.column_count),
        width_px=max(2, 2 * round(size.width_px * scale / 2)),
        height_px=max(2, 2 * round(size.height_px * scale / 2)),
        interval_ms=interval_ms,
    )


def build_thumbnails_vtt(sheet: ThumbnailSheet, sheet_name: str, duration_ms: int) -> str:
    """WebVTT whose cues name a part of the sheet, as players know it (`….webp#xywh=160,0,160,90`)."""
    cues = []
    for index in range(sheet.count):
        start_ms = round(index * sheet.interval_ms)
        end_ms = duration_ms if index == sheet.count - 1 else round((index + 1) * sheet.interval_ms)
        left_px, top_px = index % sheet.columns * sheet.width_px, index // sheet.columns * sheet.height_px
        place = f"{left_px},{top_px},{sheet.width_px},{sheet.height_px}"
        cues.append(f"{format_time(start_ms)} --> {format_time(end_ms)}\n{sheet_name}#xywh={place}\n")
    return "\n".join(["WEBVTT\n", *cues])
