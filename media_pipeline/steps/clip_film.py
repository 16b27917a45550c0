"""The pictures of a clip: a still backdrop, a script for libass that moves on it, and the video when there is one.

The backdrop is drawn once and looped inside ffmpeg. The sound is finished before and only copied, so that pictures are
encoded once whatever the loudness needed.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import ffmpeg

from media_pipeline.domain.ass import build_ass
from media_pipeline.domain.caption_layout import CueLimits
from media_pipeline.domain.clip_layout import (
    BAR_COUNT,
    CAPTION_PADDING,
    CAPTION_SIZE,
    FRAME_RATE_FPS,
    TEXT_WIDTH,
    Box,
    ClipLayout,
)
from media_pipeline.domain.clip_plan import ClipPreset, ClipRequest
from media_pipeline.domain.peaks import compute_bars
from media_pipeline.domain.webvtt import Cue
from media_pipeline.ffmpeg.encoding import EXACT_OPTIONS, Option, build_tag_options
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.peaks import measure_peaks
from media_pipeline.ffmpeg.run import Progress, run_ffmpeg
from media_pipeline.pictures.backdrop import BackdropText, draw_backdrop
from media_pipeline.pictures.lettering import FONT_FAMILY, FONTS, LINE_HEIGHT, drop_missing, measure_text

BACKDROP, SCRIPT = "backdrop.png", "clip.ass"

Stream: TypeAlias = ffmpeg.nodes.FilterableStream

measure_caption = functools.partial(measure_text, size_px=CAPTION_SIZE)
"""Width of a caption's line in pixels."""

CLIP_LIMITS = CueLimits(line_width=TEXT_WIDTH - 2 * CAPTION_PADDING, measure=measure_caption)
"""Two lines within the card."""


def make_clip_film(
    path: Path,
    sound: Path,
    request: ClipRequest,
    preset: ClipPreset,
    layout: ClipLayout,
    cues: Sequence[Cue],
    *,
    progress: Progress | None,
    time_limit_s: float,
) -> None:
    """Write the finished clip; what it is drawn from stands beside it.

    Raises:
        FfmpegError: it cannot be encoded.
    """
    folder = path.parent
    text = BackdropText(request.title, request.show_title, request.notices)
    draw_backdrop(layout, text).save(folder / BACKDROP, compress_level=1)
    (folder / SCRIPT).write_text(_build_script(request, layout, cues, folder), encoding="utf-8", newline="\n")
    output = ffmpeg.output(
        _compose(request, layout, folder),
        open_input(sound).audio,
        str(path),
        t=request.duration_ms / 1000,  # seconds
        **_build_options(request, preset),
    )
    run_ffmpeg(
        ffmpeg.get_args(output),
        duration_ms=request.duration_ms,
        progress=progress,
        time_limit_s=time_limit_s,
        cwd=folder,
    )


def _build_script(request: ClipRequest, layout: ClipLayout, cues: Sequence[Cue], folder: Path) -> str:
    bars: Sequence[float] = ()
    if layout.waveform is not None:
        peaks = measure_peaks(Path(request.media), folder, start_ms=request.start_ms, duration_ms=request.duration_ms)
        bars = compute_bars(peaks, BAR_COUNT)
    return build_ass(
        [Cue(cue.start_ms, cue.end_ms, drop_missing(cue.text)) for cue in cues],
        layout,
        duration_ms=request.duration_ms,
        bars=bars,
        font_family=FONT_FAMILY,
        line_height=LINE_HEIGHT,
        measure=measure_caption,
    )


def _compose(request: ClipRequest, layout: ClipLayout, folder: Path) -> Stream:
    """Backdrop, video and script, in limited-range BT.709."""
    pictures = _open_backdrop(folder, with_alpha=layout.is_full_frame)
    if layout.film is not None:
        film = _open_film(request, layout.film)
        if layout.is_full_frame:
            pictures = ffmpeg.overlay(film, pictures, format="yuv420")
        else:
            pictures = ffmpeg.overlay(pictures, film, x=layout.film.left, y=layout.film.top, format="yuv420")
    pictures = pictures.filter("ass", SCRIPT, fontsdir=str(FONTS))
    return pictures.filter("setparams", color_primaries="bt709", color_trc="bt709")  # said in the file, not converted


def _open_backdrop(folder: Path, *, with_alpha: bool) -> Stream:
    """The picture, converted once and then repeated for ever."""
    still = ffmpeg.input(f"file:{folder / BACKDROP}", format="png_pipe", framerate=FRAME_RATE_FPS)
    still = _convert(still, "yuva420p" if with_alpha else "yuv420p")
    return still.filter("loop", loop=-1, size=1).filter("setpts", f"N/{FRAME_RATE_FPS}/TB")


def _open_film(request: ClipRequest, box: Box) -> Stream:
    """The cut of the video at a constant rate, filling its box to the edge; its last picture stays."""
    film = open_input(Path(request.media), ss=request.start_ms / 1000, t=request.duration_ms / 1000).video.filter(
        "fps", FRAME_RATE_FPS
    )
    film = film.filter("scale", box.width, box.height, force_original_aspect_ratio="increase", flags="bicubic")
    film = film.filter("crop", box.width, box.height).filter("setsar", 1)
    return _convert(film, "yuv420p").filter("tpad", stop=-1, stop_mode="clone")


def _convert(pictures: Stream, pixel_format: str) -> Stream:
    return pictures.filter("scale", out_color_matrix="bt709", out_range="tv").filter("format", pixel_format)


def _build_options(request: ClipRequest, preset: ClipPreset) -> dict[str, Option]:
    return {
        "c:v": "libx264",
        "profile:v": "high",
        "pix_fmt": "yuv420p",  # 8 bits, colour at half the resolution: what every phone decodes
        "preset:v": preset.encoder_speed,
        "crf": preset.quality_crf,
        "maxrate": preset.max_bit_rate_bps,  # bits a second
        "bufsize": round(preset.max_bit_rate_bps * preset.buffer_s),  # bits
        "r": FRAME_RATE_FPS,  # frames a second, constant
        "g": round(FRAME_RATE_FPS * preset.keyframe_interval_s),  # most frames from one key frame to the next
        "flags:v": "+cgop+bitexact",  # closed groups: nothing refers beyond a key frame
        "threads:v": preset.threads,
        "c:a": "copy",
        "movflags": "+faststart",  # the index in front, so that playing starts before all is there
        **EXACT_OPTIONS,
        **build_tag_options(request.tags),
    }
