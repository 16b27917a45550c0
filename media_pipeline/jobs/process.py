"""One asset: its steps, one after the other, and the record of what they made."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from media_pipeline.domain.keys import compute_key
from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.errors import ManifestError, MediaError
from media_pipeline.ffmpeg.run import read_ffmpeg_version
from media_pipeline.jobs.plans import PLANS
from media_pipeline.manifest import MediaKind, MediaManifest, MediaRecord, Rendition, RenditionRole
from media_pipeline.messages import _
from media_pipeline.processes import limiting_memory
from media_pipeline.steps.origin import build_origin, list_voices
from media_pipeline.steps.progress import split_report
from media_pipeline.steps.step import StepContext
from media_pipeline.stopping import check_stopped
from media_pipeline.storage import Store
from media_pipeline.workdirs import open_workdir

_DURATION_ROLES = (RenditionRole.PODCAST, RenditionRole.WEB, RenditionRole.CLIP, RenditionRole.PACKAGE)
"""Whose duration is the asset's: of the first that there is; a video may last longer than its sound."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one asset is."""

    percent: int
    """0 to 100; never goes back."""
    message: str
    """What is being done, for the editor."""


def _find_nothing(name: str) -> None:
    return None


def _know_nothing(name: str) -> MediaManifest:
    raise LookupError(name)


@dataclass(frozen=True, slots=True)
class AssetContext:
    """What belongs to an asset besides its manifest."""

    side_files: Mapping[str, str] = field(default_factory=dict)
    """Texts that stand beside the manifest, by name."""
    find_manifest: Callable[[str], MediaManifest] = _know_nothing
    """The manifest of another asset; `LookupError` when there is none."""
    find_record: Callable[[str], MediaRecord | None] = _find_nothing
    """What was made of another asset."""


def process(
    manifest: MediaManifest,
    *,
    context: AssetContext,
    store: Store,
    settings: PipelineSettings | None = None,
    progress: Callable[[Progress], None] = lambda progress: None,
) -> MediaRecord:
    """Make everything that the manifest's kind has, or find it, and remember it in the store.

    The record that the store has stays valid until the new one is whole.

    Raises:
        MediaRejected: the input can never work.
        StoppedError: the work was stopped from another thread (`Stop`).
        MediaError: it did not work this time; `asset_name` says with which asset.
    """
    settings = settings or PipelineSettings()
    try:
        with open_workdir() as workdir, limiting_memory(settings.limits.max_memory_bytes):
            renditions = _run_steps(manifest, context, store, settings, workdir, progress)
        if not renditions:
            raise ManifestError(_("There is nothing to make from it: choose a file or write a script."))
        record = _build_record(manifest, renditions, settings)
        if store.load_record(manifest.name) != record:
            store.save_record(record)
        return record
    except MediaError as error:
        error.asset_name = error.asset_name or manifest.name
        raise


def _run_steps(
    manifest: MediaManifest,
    context: AssetContext,
    store: Store,
    settings: PipelineSettings,
    workdir: Path,
    progress: Callable[[Progress], None],
) -> tuple[Rendition, ...]:
    plan = PLANS[manifest.kind]
    reports = split_report(_Reporter(progress).report, [weight for _step, weight in plan])
    origin = build_origin(manifest, _find_spoken_text(manifest, context), store, workdir, settings)
    renditions: list[Rendition] = []
    for (step, _weight), report in zip(plan, reports, strict=True):
        renditions += step(
            StepContext(
                manifest=manifest,
                side_files=context.side_files,
                find_manifest=context.find_manifest,
                find_record=context.find_record,
                store=store,
                origin=origin,
                workdir=workdir,
                settings=settings,
                report=report,
            )
        )
        report(1.0, "")
    return tuple(renditions)


def _find_spoken_text(manifest: MediaManifest, context: AssetContext) -> str | None:
    """The reading of the script where there is one, else the script."""
    name = manifest.reading or manifest.script
    return None if name is None else context.side_files.get(name)


class _Reporter:
    """Tells whole percents, each once; the message stays until there is another."""

    def __init__(self, progress: Callable[[Progress], None]) -> None:
        self._progress, self._last = progress, Progress(-1, "")
        self._lock = threading.Lock()

    def report(self, fraction: float, message: str) -> None:
        """Take a fraction from 0 to 1; `StoppedError` when the work is to end."""
        check_stopped()
        with self._lock:
            told = Progress(max(self._last.percent, int(fraction * 100)), message or self._last.message)
            if told != self._last:
                self._last = told
                self._progress(told)


def _build_record(
    manifest: MediaManifest, renditions: tuple[Rendition, ...], settings: PipelineSettings
) -> MediaRecord:
    roles = (RenditionRole.WEB,) if manifest.kind is MediaKind.VIDEO else _DURATION_ROLES
    durations = [made.duration_ms for role in roles for made in renditions if made.role is role]
    return MediaRecord(
        id=manifest.id,
        name=manifest.name,
        kind=manifest.kind,
        key=compute_key({"paths": [rendition.path for rendition in renditions]}),
        duration_ms=next((duration for duration in durations if duration is not None), None),
        renditions=renditions,
        tools=_list_tools(manifest, settings),
    )


def _list_tools(manifest: MediaManifest, settings: PipelineSettings) -> dict[str, str]:
    if manifest.kind is MediaKind.IMAGE:
        return {"pillow": version("pillow")}
    is_joined = manifest.package is not None and manifest.package.session is not None
    if manifest.kind is MediaKind.DOWNLOAD or (manifest.kind is MediaKind.PACKAGE and not is_joined):
        return {}
    return {"ffmpeg": read_ffmpeg_version()} | list_voices(manifest, settings)
