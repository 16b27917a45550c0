"""Assets on their way to `content/media/`: manifest, side files, source; and whether their files are made."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from cms.media import pipeline
from cms.media.asset import ENDED_STATES, Asset, UploadedAsset, find_asset
from cms.media.dependents import list_ingredients
from cms.media.manifests import IncompleteAssetError
from cms.publishing import content_files
from cms.publishing.pruning import iter_asset_names
from media_pipeline.manifest import MediaManifest
from site_builder.documents.model import ContentDocument


def get_media_dir() -> Path:
    """The folder of manifests, side files and sources."""
    return content_files.get_content_dir() / "media"


def list_needed_assets(document: ContentDocument) -> list[str]:
    """Names of the assets a document needs on the site, ingredients first: a package comes after its pieces."""
    names: dict[str, None] = {}
    for name in iter_asset_names(document):
        asset = find_asset(name)
        for ingredient in list_ingredients(asset) if asset else ():
            names[ingredient.asset_name] = None
        names[name] = None
    return list(names)


def list_unready_assets(names: Iterable[str]) -> list[str]:
    """Those whose files are not made yet."""
    return [name for name in names if not pipeline.is_ready(name)]


def describe_unready(names: Iterable[str]) -> list[tuple[str, str]]:
    """Title and error of assets that a page waits for; the error is empty while there is hope."""
    assets = [asset for name in names if (asset := find_asset(name)) is not None]
    return [(str(asset.title), asset.error if asset.state in ENDED_STATES else "") for asset in assets]


def has_failed(names: Iterable[str]) -> bool:
    """Whether the making of one of them has failed or was cancelled, so that waiting alone does not help."""
    return any(error for _title, error in describe_unready(names))


def write_asset(name: str) -> int:
    """Bring an asset's manifest, side files and source to `content/media/`; how many files were written.

    The source comes first and the manifest last, so that a manifest never names what is not there.
    """
    asset = find_asset(name)
    if asset is None:
        return 0
    try:
        manifest = pipeline.build_manifest(asset)
    except IncompleteAssetError:
        return 0
    written = _write_source(asset, manifest)
    side_files = pipeline.build_side_files(asset)
    for file_name, text in side_files.items():
        written += content_files.write_file(get_media_dir() / file_name, text.encode())
    written += content_files.write_file(build_manifest_path(name), serialise_manifest(manifest))
    return written + _remove_side_files(name, keep=frozenset(side_files))


def remove_asset(name: str) -> int:
    """Take the manifest and side files of a deleted asset out of `content/media/`; sources may be shared and stay."""
    return content_files.remove_file(build_manifest_path(name)) + _remove_side_files(name)


def build_manifest_path(name: str) -> Path:
    """The file of a manifest."""
    return get_media_dir() / f"{name}.json"


def build_source_path(manifest: MediaManifest) -> Path | None:
    """Where an uploaded file is kept with the content; `None` for an asset that is made, not uploaded."""
    if manifest.source is None:
        return None
    return get_media_dir() / "sources" / f"{manifest.source.sha256}{manifest.source.extension}"


def serialise_manifest(manifest: MediaManifest) -> bytes:
    """The manifest's file: keys in the model's order, defaults left out."""
    values = manifest.model_dump(mode="json", exclude_defaults=True)
    return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()


def _write_source(asset: Asset, manifest: MediaManifest) -> int:
    path = build_source_path(manifest)
    if path is None or path.exists() or not isinstance(asset, UploadedAsset):
        return 0
    try:
        return content_files.link_file(Path(asset.file.path), path)
    except NotImplementedError:  # uploads live in a bucket
        with asset.file.open("rb") as file:
            return content_files.write_file(path, file.read())


def _remove_side_files(name: str, *, keep: frozenset[str] = frozenset()) -> int:
    paths = [get_media_dir() / f"{name}{end}" for end in (".txt", ".cach-doc.txt", ".vi.vtt")]
    return sum(content_files.remove_file(path) for path in paths if path.name not in keep)
