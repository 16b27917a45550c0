"""A media store as the pipeline leaves it, for tests that build sites: real files, but tiny ones that take no time."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from media_pipeline.manifest import MediaKind, MediaManifest, MediaRecord, Rendition, RenditionRole

DURATION_MS = 61_499
TINY_PICTURES = {32: 0, 64: 0}
PICTURES_AS_MADE = {400: 9_000, 800: 18_000, 1600: 36_000}
"""Least size of a picture in bytes by its width in px: those of the heaviest of the samples, as WebP."""
POSTER_BYTES = 14_000
_SENTENCE = re.compile(r"[^.!?]+[.!?]")
CAPTIONS = "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nXin chào bà con.\n"


@dataclass(frozen=True)
class MadeFile:
    """A rendition and its bytes."""

    role: RenditionRole
    preset: str
    file_name: str
    media_type: str
    content: bytes
    width_px: int | None = None
    height_px: int | None = None


def fill_store(content: Path, store: Path, *, is_weighty: bool = False) -> None:
    """Make the files of every asset of `content/media/`.

    Args:
        is_weighty: pictures as heavy as the pipeline makes them, and captions of the whole script.
    """
    for path in sorted((content / "media").glob("*.json")):
        manifest = MediaManifest.model_validate_json(path.read_bytes())
        script = path.with_name(manifest.script).read_text("utf-8") if manifest.script else ""
        write_record(store, manifest, script, is_weighty=is_weighty)


def write_record(store: Path, manifest: MediaManifest, script: str = "", *, is_weighty: bool = False) -> MediaRecord:
    """Make the files of one asset."""
    files = list(_make_files(manifest, script, is_weighty))
    key = hashlib.sha256(b"".join([manifest.name.encode(), *(made.content for made in files)])).hexdigest()
    renditions = []
    for made in files:
        path = f"renditions/{key[:2]}/{key}/{made.file_name}"
        (store / path).parent.mkdir(parents=True, exist_ok=True)
        (store / path).write_bytes(made.content)
        renditions.append(_describe(path, made))
    record = MediaRecord(
        id=manifest.id,
        name=manifest.name,
        kind=manifest.kind,
        key=key,
        duration_ms=None if manifest.kind in (MediaKind.IMAGE, MediaKind.DOWNLOAD) else DURATION_MS,
        renditions=tuple(renditions),
    )
    target = store / "records" / f"{manifest.name}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(record.model_dump(mode="json"), indent=1), "utf-8")
    return record


def _describe(path: str, made: MadeFile) -> Rendition:
    return Rendition(
        role=made.role,
        preset=made.preset,
        path=path,
        media_type=made.media_type,
        size_bytes=len(made.content),
        sha256=hashlib.sha256(made.content).hexdigest(),
        width_px=made.width_px,
        height_px=made.height_px,
    )


def _make_files(manifest: MediaManifest, script: str, is_weighty: bool) -> Iterator[MadeFile]:
    name = manifest.name
    sound = f"{name} {manifest.title}".encode()
    if manifest.kind is MediaKind.IMAGE:
        for width_px, least_bytes in (PICTURES_AS_MADE if is_weighty else TINY_PICTURES).items():
            for suffix, format_name in (("webp", "WEBP"), ("jpg", "JPEG")):
                file_name = f"{name}-{width_px}.{suffix}"
                yield _make_picture(RenditionRole.IMAGE, file_name, format_name, width_px, least_bytes)
    elif manifest.kind is MediaKind.AUDIO:
        yield MadeFile(RenditionRole.PODCAST, "podcast-mp3", f"{name}.mp3", "audio/mpeg", b"ID3" + sound)
        yield MadeFile(RenditionRole.WEB, "web-aac", f"{name}.m4a", "audio/mp4", b"AAC" + sound)
        yield MadeFile(RenditionRole.WEB, "web-opus", f"{name}.opus", "audio/ogg", b"Og" + sound)
        yield from _make_texts(name, script, is_weighty)
    elif manifest.kind is MediaKind.VIDEO:
        yield MadeFile(RenditionRole.WEB, "web-720", f"{name}-720.mp4", "video/mp4", sound, 1280, 720)
        yield _make_picture(RenditionRole.POSTER, f"{name}-hinh.jpg", "JPEG", 64, POSTER_BYTES if is_weighty else 0)
        yield from _make_texts(name, script, is_weighty)
    elif manifest.kind is MediaKind.CLIP:
        yield MadeFile(RenditionRole.CLIP, "clip", f"{name}.mp4", "video/mp4", sound, 1080, 1920)
        yield _make_picture(RenditionRole.POSTER, f"{name}-hinh.jpg", "JPEG", 64)
    elif manifest.kind is MediaKind.PACKAGE:
        yield MadeFile(RenditionRole.PACKAGE, "package", f"{name}.zip", "application/zip", b"PK" + sound)
        if manifest.package is not None and manifest.package.session is not None:
            yield MadeFile(RenditionRole.LOUDSPEAKER, "session-mp3", f"{name}.mp3", "audio/mpeg", b"ID3" + sound)
    else:
        source = manifest.source
        assert source is not None
        yield MadeFile(RenditionRole.ORIGINAL, "original", name + source.extension, source.media_type, sound)


def _make_texts(name: str, script: str, is_weighty: bool) -> Iterator[MadeFile]:
    captions = _write_captions(script) if is_weighty and script else CAPTIONS
    yield MadeFile(RenditionRole.CAPTIONS, "captions", f"{name}.vtt", "text/vtt", captions.encode())
    text = script or "Xin chào bà con."
    yield MadeFile(RenditionRole.TRANSCRIPT, "transcript", f"{name}.txt", "text/plain", text.encode())


def _write_captions(script: str) -> str:
    """A cue for each sentence, four seconds long."""
    cues = [
        f"{at // 15:02}:{at % 15 * 4:02}.000 --> {at // 15:02}:{at % 15 * 4 + 3:02}.900\n{' '.join(sentence.split())}\n"
        for at, sentence in enumerate(_SENTENCE.findall(script))
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _make_picture(
    role: RenditionRole, file_name: str, format_name: str, width_px: int, least_bytes: int = 0
) -> MadeFile:
    height_px = width_px * 9 // 16
    buffer = io.BytesIO()
    Image.new("RGB", (width_px, height_px), "#F5B71F").save(buffer, format_name)
    media_type = f"image/{format_name.lower()}"
    preset = f"image-{format_name.lower()}-{width_px}"
    content = buffer.getvalue().ljust(least_bytes, b"\0")
    return MadeFile(role, preset, file_name, media_type, content, width_px, height_px)
