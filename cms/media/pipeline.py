"""The one door of the CMS to `media_pipeline`: assets become manifests here, uploads are probed, files are made.

An asset's manifest and side files are exactly what stands in `content/media/`; from them and the stored source the
pipeline can make every file again, with or without the CMS. The pipeline's errors leave this module as our own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from cms.media.asset import Asset, UploadedAsset, find_asset
from cms.media.dependents import list_ingredients
from cms.media.errors import ProcessingFailedError, UnusableSourceError, UploadRefusedError
from cms.media.manifests import build_manifest, build_side_files, compute_fingerprint
from cms.media.speech import build_speech_settings
from media_pipeline.manifest import MediaKind, MediaManifest, MediaRecord

if TYPE_CHECKING:
    from cms.jobs.runner import JobContext
    from cms.media.models import MediaAsset
    from media_pipeline.api import AlignedCue, PipelineSettings
    from media_pipeline.storage import Store

__all__ = [
    "align_script",
    "bring_home",
    "build_manifest",
    "build_settings",
    "build_side_files",
    "check_upload",
    "compute_fingerprint",
    "find_rendition_file",
    "get_store",
    "get_store_dir",
    "is_ready",
    "keep_source",
    "load_record",
    "process_asset",
    "remove_strays",
    "stopped_with",
]

Report = Callable[[int, str], None]
"""Takes a percentage and a message for the editor."""


def get_store() -> Store:
    """The media store of the settings."""
    from media_pipeline.storage import open_store

    return open_store(
        settings.MEDIA_STORE,
        endpoint_url=settings.MEDIA_STORE_ENDPOINT_URL or None,
        cache=Path(settings.VAR_DIR) / "media-cache",
    )


def get_store_dir() -> Path:
    """The folder of this machine in which the site builder finds records and renditions."""
    return get_store().local_root


def build_settings() -> PipelineSettings:
    """The pipeline's settings with the limits of `MEDIA_LIMITS` and the voices of `SPEECH`."""
    from media_pipeline import api

    return api.PipelineSettings(limits=api.SourceLimits(**settings.MEDIA_LIMITS), speech=build_speech_settings())


def bring_home(asset_names: Iterable[str]) -> None:
    """See to it that the files of these assets are in `get_store_dir()`; nothing to do when the store is a folder."""
    store = get_store()
    for name in asset_names:
        if record := store.load_record(name):
            store.materialise(record)


def check_upload(file: File, kind: str) -> None:
    """Probe a chosen file.

    Raises:
        UploadRefusedError: the pipeline cannot read it, or it is not what its name or place says.
    """
    from media_pipeline import api
    from media_pipeline.errors import MediaError

    with _as_local_file(file) as path:
        try:
            probe = api.probe_file(path, build_settings().limits)
            if kind != MediaKind.DOWNLOAD:
                api.require_kind(probe, MediaKind(kind))
        except MediaError as error:
            raise UploadRefusedError(str(error)) from error


def load_record(asset_name: str) -> MediaRecord | None:
    """What was made last of the asset, `None` before the first time."""
    return get_store().load_record(asset_name)


def is_ready(asset_name: str) -> bool:
    """Whether pages can use the asset: its files were made, if only from its last version."""
    return load_record(asset_name) is not None


def find_rendition_file(site_path: str) -> Path | None:
    """The file of a rendition by its path below `/media/`."""
    return get_store().find_file(f"renditions/{site_path}")


def keep_source(asset: UploadedAsset) -> None:
    """Put the uploaded file into the media store, by its content; done once for equal bytes."""
    manifest = build_manifest(asset)
    if manifest.source is not None:
        with asset.file.open("rb") as file, _as_local_file(file) as path:
            get_store().put_source(path, manifest.source)


def process_asset(asset: Asset, *, report: Report) -> MediaRecord:
    """Make the files of an asset, after those it is made from; what is already there is found by its key.

    Raises:
        ProcessingFailedError: with a sentence for the editor; `UnusableSourceError` when a retry cannot help.
    """
    from media_pipeline import api
    from media_pipeline.errors import MediaError, MediaRejected

    for ingredient in list_ingredients(asset):
        if not is_ready(ingredient.asset_name):
            process_asset(ingredient, report=report)
    context = api.AssetContext(
        side_files=build_side_files(asset), find_manifest=_find_manifest, find_record=load_record
    )
    try:
        return api.process(
            build_manifest(asset),
            context=context,
            store=get_store(),
            settings=build_settings(),
            progress=lambda progress: report(progress.percent, progress.message),
        )
    except MediaRejected as error:
        raise UnusableSourceError(str(error), asset_name=asset.asset_name, details=_read_last_lines(error)) from error
    except MediaError as error:
        raise ProcessingFailedError(str(error), asset_name=asset.asset_name, details=_read_last_lines(error)) from error


@contextmanager
def stopped_with(job: JobContext) -> Iterator[None]:
    """Whatever the pipeline does inside ends as soon as the job is cancelled or given to another worker."""
    from media_pipeline.api import Stop

    stop = Stop()
    with job.stopping(stop.request), stop.governing():
        yield


def _read_last_lines(error: BaseException | None) -> str:
    """What ffmpeg said last, when it stands behind the error; empty otherwise."""
    from media_pipeline.errors import FfmpegError

    while error is not None and not isinstance(error, FfmpegError):
        error = error.__cause__
    return "" if error is None else "\n".join(error.last_lines)


def align_script(asset: MediaAsset, *, report: Report) -> Sequence[AlignedCue]:
    """Captions for a recording or video at the times at which its script is said.

    Raises:
        UnusableSourceError: the script is empty, or cannot be that of this recording.
        ProcessingFailedError: the recording cannot be read now.
    """
    from media_pipeline import api
    from media_pipeline.errors import MediaError, MediaRejected
    from media_pipeline.processes import limiting_memory
    from media_pipeline.workdirs import open_workdir

    message = str(_("The script is being matched with the recording"))
    try:
        with open_workdir() as workdir, limiting_memory(build_settings().limits.max_memory_bytes):
            alignment = api.align(
                _find_source(asset),
                asset.script,
                workdir,
                progress=lambda fraction: report(int(100 * fraction), message),
            )
            return api.build_aligned_cues(alignment)
    except MediaRejected as error:
        raise UnusableSourceError(str(error), asset_name=asset.asset_name) from error
    except MediaError as error:
        raise ProcessingFailedError(str(error), asset_name=asset.asset_name) from error


def _find_source(asset: MediaAsset) -> Path:
    from media_pipeline.errors import MissingFileError

    source = build_manifest(asset).source
    path = None if source is None else get_store().find_source(source)
    if path is None:
        raise MissingFileError(asset.asset_name)
    return path


def remove_strays() -> int:
    """Remove the work folders of processes that were killed; how many there were."""
    from media_pipeline.workdirs import remove_stray_workdirs

    return remove_stray_workdirs()


def _find_manifest(asset_name: str) -> MediaManifest:
    asset = find_asset(asset_name)
    if asset is None:
        raise LookupError(asset_name)
    return build_manifest(asset)


@contextmanager
def _as_local_file(file: File) -> Iterator[Path]:
    """The file as a path with its suffix; an upload may live in memory, in a temporary file or far away."""
    from media_pipeline.workdirs import open_workdir

    with open_workdir() as folder:
        path = folder / f"upload{Path(str(file.name)).suffix.lower()}"
        file.seek(0)
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        file.seek(0)
        yield path
