"""A folder of manifests (`content/media/`): everything made, what others need first, two assets at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.errors import ManifestError, MediaError, MissingFileError
from media_pipeline.jobs.process import AssetContext, Progress, process
from media_pipeline.manifest import MediaManifest, MediaRecord
from media_pipeline.messages import _
from media_pipeline.storage import Store

SOURCES = "sources"
"""Folder of the uploads beside the manifests: `<sha256><suffix>`."""

Announce = Callable[[str, Progress], None]
"""Takes an asset's name and how far it is."""


@dataclass(frozen=True, slots=True)
class ListedAsset:
    """A manifest as it stands in a folder."""

    path: Path
    manifest: MediaManifest

    @property
    def needs(self) -> frozenset[str]:
        """Names of the assets that it is made from."""
        manifest = self.manifest
        pieces = manifest.package.pieces if manifest.package is not None else ()
        cut = {manifest.clip.asset} if manifest.clip is not None else set()
        return frozenset(cut | {piece.asset for piece in pieces})


@dataclass(frozen=True, slots=True)
class BatchFailure:
    """An asset whose files could not be made."""

    path: Path
    sentence: str


def load_assets(folder: Path) -> list[ListedAsset]:
    """Every manifest of a folder, by name.

    Raises:
        ManifestError: one of them is not valid; names file and key.
    """
    return [ListedAsset(path, load_manifest(path)) for path in sorted(folder.glob("*.json"))]


def load_manifest(path: Path) -> MediaManifest:
    """The manifest in a file; `ManifestError` when it is not valid."""
    try:
        manifest = MediaManifest.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise ManifestError(_("There is no file %(path)s.") % {"path": path}) from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        values = {"path": path, "key": key or "-", "reason": first["msg"]}
        raise ManifestError(_("The manifest %(path)s is not valid (%(key)s: %(reason)s).") % values) from error
    if manifest.name != path.stem:
        raise ManifestError(
            _("The manifest %(path)s must have the name of its file, “%(name)s”.") % {"path": path, "name": path.stem}
        )
    return manifest


def process_all(
    assets: Sequence[ListedAsset],
    store: Store,
    settings: PipelineSettings,
    *,
    process_count: int = 2,
    announce: Announce = lambda name, progress: None,
) -> list[BatchFailure]:
    """Make the files of all assets; one that fails does not keep the others from theirs."""
    batch = _Batch(assets, store, replace(settings, process_count=1), announce)
    with ThreadPoolExecutor(process_count) as pool:
        running: dict[Future[MediaRecord], ListedAsset] = {}
        while True:
            running |= {pool.submit(batch.run, asset): asset for asset in batch.take_ready()}
            if not running:
                return batch.failures + batch.list_stuck()
            finished, _running = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                batch.close(running.pop(future), future)


class _Batch:
    def __init__(
        self, assets: Iterable[ListedAsset], store: Store, settings: PipelineSettings, announce: Announce
    ) -> None:
        self._assets = {asset.manifest.name: asset for asset in assets}
        self._waiting = dict(self._assets)
        self._done: set[str] = set()
        self._store, self._settings, self._announce = store, settings, announce
        self.failures: list[BatchFailure] = []

    def take_ready(self) -> list[ListedAsset]:
        """Those whose ingredients are all made, or will never be."""
        ready = [asset for asset in self._waiting.values() if self._is_ready(asset)]
        for asset in ready:
            del self._waiting[asset.manifest.name]
        return ready

    def run(self, asset: ListedAsset) -> MediaRecord:
        """Make the files of one asset."""
        self._keep_source(asset)
        context = AssetContext(_read_side_files(asset), self._find_manifest, self._store.load_record)
        return process(
            asset.manifest,
            context=context,
            store=self._store,
            settings=self._settings,
            progress=lambda progress: self._announce(asset.manifest.name, progress),
        )

    def close(self, asset: ListedAsset, future: Future[MediaRecord]) -> None:
        """Note how it ended; an error that is none of ours passes through."""
        try:
            future.result()
        except MediaError as error:
            self.failures.append(BatchFailure(asset.path, str(error)))
        self._done.add(asset.manifest.name)
        self._announce(asset.manifest.name, Progress(100, ""))

    def list_stuck(self) -> list[BatchFailure]:
        """Assets that wait for each other in a circle."""
        sentence = _("It is made from assets that are made from it.")
        return [BatchFailure(asset.path, sentence) for asset in self._waiting.values()]

    def _is_ready(self, asset: ListedAsset) -> bool:
        return all(name in self._done or name not in self._assets for name in asset.needs)

    def _find_manifest(self, name: str) -> MediaManifest:
        return self._assets[name].manifest

    def _keep_source(self, asset: ListedAsset) -> None:
        source = asset.manifest.source
        if source is None:
            return
        path = asset.path.parent / SOURCES / f"{source.sha256}{source.extension}"
        if path.exists():
            self._store.put_source(path, source)
        elif self._store.find_source(source) is None:
            raise MissingFileError(str(path))


def _read_side_files(asset: ListedAsset) -> dict[str, str]:
    names = filter(None, (asset.manifest.script, asset.manifest.reading, asset.manifest.captions))
    paths = [asset.path.parent / name for name in names]
    return {path.name: path.read_text(encoding="utf-8") for path in paths if path.exists()}
