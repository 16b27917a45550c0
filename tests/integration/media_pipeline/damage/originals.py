"""Tiny good files of ten formats, the material of the mutator."""

from __future__ import annotations

from pathlib import Path

from tests.integration.media_pipeline.steps.samples import draw_picture, run

TONE = ("-f", "lavfi", "-i", "sine=frequency=330:sample_rate=22050:duration=1.2")
PICTURES = ("-f", "lavfi", "-i", "testsrc2=size=96x64:rate=10:duration=1.2")
SMALL_FILM = ("-pix_fmt", "yuv420p", "-shortest")

ENCODERS: dict[str, tuple[str, ...]] = {
    "wav": TONE,
    "mp3": TONE,
    "flac": TONE,
    "ogg": (*TONE, "-c:a", "libvorbis"),
    "m4a": (*TONE, "-c:a", "aac"),
    "mp4": (*PICTURES, *TONE, "-c:v", "libx264", "-c:a", "aac", *SMALL_FILM),
    "webm": (*PICTURES, *TONE, "-c:v", "libvpx-vp9", "-cpu-used", "8", "-c:a", "libopus", *SMALL_FILM),
}
PICTURE_OPTIONS: dict[str, dict[str, object]] = {"jpg": {"quality": 85}, "png": {}, "webp": {"quality": 80}}
FORMATS = (*ENCODERS, *PICTURE_OPTIONS)


def make_originals(folder: Path) -> dict[str, bytes]:
    """Suffix → content of a whole file."""
    for suffix, arguments in ENCODERS.items():
        run(*arguments, folder / f"whole.{suffix}")
    for suffix, options in PICTURE_OPTIONS.items():
        draw_picture(160, 120).save(folder / f"whole.{suffix}", **options)
    return {suffix: (folder / f"whole.{suffix}").read_bytes() for suffix in FORMATS}
