"""A vertical clip, 1080 × 1920: a part of a recording or a video on the site's paper, with its captions burned in.

It is cut from the finished files: their times are those that an editor hears and sees when choosing start and end.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from media_pipeline.domain.clip_layout import FRAME_RATE_FPS, HEIGHT, WIDTH, plan_clip_layout
from media_pipeline.domain.clip_plan import ClipPreset, ClipRequest, check_cut, plan_clip_cues
from media_pipeline.domain.keys import Ingredient
from media_pipeline.domain.loudness import Level
from media_pipeline.domain.probe import Probe
from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.domain.tags import build_tags, fit_to_mp4
from media_pipeline.domain.webvtt import Cue, parse_captions
from media_pipeline.errors import ManifestError, MeasurementMissedError, MissingFileError
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.ffmpeg.run import Progress, read_ffmpeg_version
from media_pipeline.manifest import ClipCut, MediaManifest, MediaRecord, Rendition, RenditionRole
from media_pipeline.messages import _
from media_pipeline.presets.clip import load_clip_preset
from media_pipeline.steps.clip_film import CLIP_LIMITS, make_clip_film
from media_pipeline.steps.clip_sound import PRESET, make_clip_sound
from media_pipeline.steps.step import MadeFile, StepContext, make_once

VERSION = 1
"""To be raised when clips are drawn in another way."""
DURATION_TOLERANCE_MS = 80
"""Two frames of pictures, or of sound."""


def make_clip(context: StepContext) -> Sequence[Rendition]:
    """The clip of a manifest of kind `clip`, cut from the finished files of its recording or video.

    Raises:
        CutError: it lies outside of the recording, or is too short or too long.
        ManifestError: it is cut from something that does not exist or cannot be cut.
        MissingFileError: what it is cut from is not made yet.
    """
    preset = load_clip_preset()
    cut = _get_cut(context.manifest)
    manifest, record = _find_asset(context, cut)
    media = _choose_media(record)
    check_cut(cut.start_ms, cut.end_ms, media.duration_ms or record.duration_ms, preset)
    request = _build_request(context, cut, manifest, _fetch(context, media.path), _read_cues(context, record))
    ingredients: dict[str, Ingredient] = {
        "step": "clips",
        "version": VERSION,
        "media": media.sha256,
        "cut": [cut.start_ms, cut.end_ms],
        "texts": [request.title, request.show_title, *request.notices],
        "cues": [asdict(cue) for cue in request.cues],
        "tags": dict(request.tags),
        "preset": preset.model_dump(),
        "ffmpeg": read_ffmpeg_version(),
    }

    def make(folder: Path) -> Sequence[MadeFile]:
        message, path = _("The clip is being made"), folder / f"{context.manifest.name}.mp4"
        return [
            write_clip(
                path,
                request,
                settings=context.settings,
                progress=lambda fraction: context.report(fraction, message),
            )
        ]

    return make_once(context, ingredients, make)


def write_clip(
    path: Path, request: ClipRequest, *, settings: PipelineSettings | None = None, progress: Progress | None = None
) -> MadeFile:
    """Make a clip of a local file, and measure it.

    Raises:
        CutError: the cut lies outside of the recording, or is too short or too long.
        MeasurementMissedError: what was made is not what is promised.
        FfmpegError: the recording cannot be decoded.
    """
    preset, settings = load_clip_preset(), settings or PipelineSettings()
    probe = probe_media(Path(request.media), settings.limits)
    check_cut(request.start_ms, request.end_ms, probe.duration_ms, preset)
    cues = plan_clip_cues(request, CLIP_LIMITS)
    aspect = None if probe.film is None else probe.film.width_px / probe.film.height_px
    layout = plan_clip_layout(film_aspect=aspect, has_captions=bool(cues))
    time_limit_s = settings.compute_time_limit_s(request.end_ms)
    with tempfile.TemporaryDirectory(dir=path.parent) as name:
        folder = Path(name)
        sound, level = make_clip_sound(request, preset, folder, has_sound=probe.has_audio, time_limit_s=time_limit_s)
        finished = folder / path.name
        make_clip_film(finished, sound, request, preset, layout, cues, progress=progress, time_limit_s=time_limit_s)
        made = probe_media(finished, settings.limits)
        _check(made, request, preset)
        finished.replace(path)
    return _describe(path, made, level)


def _get_cut(manifest: MediaManifest) -> ClipCut:
    if manifest.clip is None:
        raise ManifestError(_("The manifest %s says nothing about what is cut.") % manifest.name)
    return manifest.clip


def _find_asset(context: StepContext, cut: ClipCut) -> tuple[MediaManifest, MediaRecord]:
    try:
        manifest = context.find_manifest(cut.asset)
    except LookupError as error:
        raise ManifestError(_("The clip is cut from %s, which does not exist.") % cut.asset) from error
    record = context.find_record(cut.asset)
    if record is None:
        raise MissingFileError(f"records/{cut.asset}.json")
    return manifest, record


def _choose_media(record: MediaRecord) -> Rendition:
    """The tallest version of a video in H.264, or the podcast version of a recording."""
    films = [file for file in record.with_role(RenditionRole.WEB) if file.height_px and file.media_type == "video/mp4"]
    sounds = record.with_role(RenditionRole.PODCAST)
    if not films and not sounds:
        raise ManifestError(_("%s cannot be cut: clips are made of recordings and videos.") % record.name)
    return max(films, key=lambda file: file.height_px or 0) if films else sounds[0]


def _read_cues(context: StepContext, record: MediaRecord) -> tuple[Cue, ...]:
    captions = record.with_role(RenditionRole.CAPTIONS)
    return parse_captions(_fetch(context, captions[0].path).read_text(encoding="utf-8")) if captions else ()


def _build_request(
    context: StepContext, cut: ClipCut, cut_from: MediaManifest, media: Path, cues: tuple[Cue, ...]
) -> ClipRequest:
    manifest = context.manifest
    is_synthetic = manifest.has_synthetic_voice or cut_from.has_synthetic_voice
    is_sample = manifest.is_sample or cut_from.is_sample
    tagged = manifest.model_copy(update={"has_synthetic_voice": is_synthetic, "speech": cut_from.speech})
    return ClipRequest(
        media=media,
        start_ms=cut.start_ms,
        end_ms=cut.end_ms,
        title=manifest.title,
        show_title=context.settings.show_title,
        cues=cues,
        notices=build_notices(is_synthetic=is_synthetic, is_sample=is_sample),
        tags=fit_to_mp4(build_tags(tagged, context.settings)),
    )


def build_notices(*, is_synthetic: bool, is_sample: bool) -> tuple[str, ...]:
    """What is written on a clip for everybody to see."""
    return (*([_("Read by a machine")] if is_synthetic else []), *([_("Sample content")] if is_sample else []))


def _fetch(context: StepContext, path: str) -> Path:
    found = context.store.find_file(path)
    if found is None:
        raise MissingFileError(path)
    return found


def _check(made: Probe, request: ClipRequest, preset: ClipPreset) -> None:
    """Compare what came out with what is promised."""
    film, sound = made.film, made.sound
    figures: list[tuple[str, float, float, float]] = [
        ("px", film.width_px if film else 0, WIDTH, 0),
        ("px", film.height_px if film else 0, HEIGHT, 0),
        ("fps", film.frame_rate_fps if film else 0, FRAME_RATE_FPS, 0.01),
        ("Hz", sound.sample_rate_hz if sound else 0, preset.sample_rate_hz, 0),
        ("ms", made.duration_ms or 0, request.duration_ms, DURATION_TOLERANCE_MS),
    ]
    for unit, measured, wanted, tolerance in figures:
        if abs(measured - wanted) > tolerance:
            raise MeasurementMissedError(PRESET, unit, measured, f"{wanted:g} ± {tolerance:g}")
    if made.size_bytes > preset.max_size_bytes:
        raise MeasurementMissedError(PRESET, "MB", made.size_bytes / 1e6, f"≤ {preset.max_size_bytes / 1e6:g}")


def _describe(path: Path, made: Probe, level: Level) -> MadeFile:
    return MadeFile(
        path,
        RenditionRole.CLIP,
        PRESET,
        "video/mp4",
        duration_ms=made.duration_ms,
        width_px=WIDTH,
        height_px=HEIGHT,
        bit_rate_bps=round(made.size_bytes * 8000 / made.duration_ms) if made.duration_ms else None,
        integrated_lufs=level.integrated_lufs,
        true_peak_dbtp=None if level.integrated_lufs is None else round(level.peak_db, 1),
    )
