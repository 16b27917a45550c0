"""Manifests with their sources and side files → assets."""

from __future__ import annotations

from functools import singledispatch
from pathlib import Path

from django.core.files import File
from django.utils.translation import gettext as _

from cms.media.asset import Asset, find_asset, hash_file
from cms.media.manifests import is_complete
from cms.media.models import Clip, Download, Image, MediaAsset, PackageAsset, PackagePiece
from cms.media.pipeline import build_manifest, build_side_files
from cms.media.speech import find_built_in_voice
from cms.publishing import assets as content_assets
from cms.publishing.errors import BrokenReferenceError, MappingError
from cms.publishing.importing.problems import CREATED, UNCHANGED, UPDATED, Change
from media_pipeline.manifest import MediaKind, MediaManifest

_MODELS: dict[MediaKind, type[Asset]] = {
    MediaKind.IMAGE: Image,
    MediaKind.AUDIO: MediaAsset,
    MediaKind.VIDEO: MediaAsset,
    MediaKind.CLIP: Clip,
    MediaKind.PACKAGE: PackageAsset,
    MediaKind.DOWNLOAD: Download,
}


def import_asset(manifest: MediaManifest) -> Change:
    """Make the asset of a manifest, or bring it up to date; its files are made by the job that its save asks for.

    Raises:
        MappingError: its source or a side file is missing or wrong, or another asset has its name.
    """
    model = _MODELS[manifest.kind]
    asset = model._default_manager.filter(asset_id=manifest.id).first()
    if asset is None:
        _require_free_name(manifest)
    side_files = _read_side_files(manifest)
    if asset is not None and _is_current(asset, manifest, side_files):
        return UNCHANGED
    change = UPDATED if asset else CREATED
    asset = asset or model(asset_id=manifest.id)
    asset.asset_name, asset.title = manifest.name, manifest.title
    asset.credit, asset.is_sample = manifest.credit, manifest.is_sample
    _fill(asset, manifest, side_files)
    asset.save()
    return change


def _is_current(asset: Asset, manifest: MediaManifest, side_files: dict[str, str]) -> bool:
    return is_complete(asset) and build_manifest(asset) == manifest and build_side_files(asset) == side_files


def _require_free_name(manifest: MediaManifest) -> None:
    if find_asset(manifest.name) is not None:
        raise MappingError(
            _("Another asset already has the name “%(name)s”.") % {"name": manifest.name},
            key="name",
        )


def _read_side_files(manifest: MediaManifest) -> dict[str, str]:
    expected = {
        "script": f"{manifest.name}.txt",
        "reading": f"{manifest.name}.cach-doc.txt",
        "captions": f"{manifest.name}.vi.vtt",
    }
    texts = {}
    for key, name in expected.items():
        stated = getattr(manifest, key)
        if stated is None:
            continue
        if stated != name:
            raise MappingError(_("The file must be called “%(name)s”.") % {"name": name}, key=key)
        path = content_assets.get_media_dir() / name
        if not path.is_file():
            raise BrokenReferenceError(f"media/{name}", key=key)
        texts[name] = path.read_text(encoding="utf-8")
    return texts


@singledispatch
def _fill(asset: Asset, manifest: MediaManifest, side_files: dict[str, str]) -> None:
    """Set what only this kind of asset has."""
    raise TypeError(f"{type(asset).__name__} has no manifest")


@_fill.register
def _fill_image(asset: Image, manifest: MediaManifest, side_files: dict[str, str]) -> None:
    _take_source(asset, manifest)
    asset._set_image_file_metadata()
    asset.alt = manifest.alt
    point = manifest.focal_point
    asset.focal_point_x = round(point.x * asset.width) if point else None
    asset.focal_point_y = round(point.y * asset.height) if point else None
    asset.focal_point_width = asset.focal_point_height = 0 if point else None


@_fill.register
def _fill_download(asset: Download, manifest: MediaManifest, side_files: dict[str, str]) -> None:
    _take_source(asset, manifest)
    asset._set_document_file_metadata()


@_fill.register
def _fill_media(asset: MediaAsset, manifest: MediaManifest, side_files: dict[str, str]) -> None:
    asset.type, asset.alt = manifest.kind.value, manifest.alt
    asset.has_synthetic_voice, asset.recorded = manifest.has_synthetic_voice, manifest.recorded
    asset.chapters = [chapter.model_dump() for chapter in manifest.chapters]
    asset.script = side_files.get(f"{manifest.name}.txt", "")
    asset.reading = side_files.get(f"{manifest.name}.cach-doc.txt", "")
    asset.captions = side_files.get(f"{manifest.name}.vi.vtt", "")
    if manifest.source is not None:
        _take_source(asset, manifest)
    if manifest.speech is not None:
        asset.speech_voice, asset.speech_rate_wpm = find_built_in_voice(manifest.speech), manifest.speech.rate_wpm


@_fill.register
def _fill_clip(asset: Clip, manifest: MediaManifest, side_files: dict[str, str]) -> None:
    if manifest.clip is None:
        return
    asset.source = _find_recording(manifest.clip.asset)
    asset.start_ms, asset.end_ms = manifest.clip.start_ms, manifest.clip.end_ms
    asset.alt, asset.has_synthetic_voice = manifest.alt, manifest.has_synthetic_voice


@_fill.register
def _fill_package(asset: PackageAsset, manifest: MediaManifest, side_files: dict[str, str]) -> None:
    pieces = manifest.package.pieces if manifest.package else ()
    asset.pieces.set(
        [
            PackagePiece(sort_order=order, title=piece.title, asset=_find_recording(piece.asset))
            for order, piece in enumerate(pieces)
        ]
    )
    asset.has_synthetic_voice = manifest.has_synthetic_voice


def _find_recording(name: str) -> MediaAsset:
    asset = MediaAsset.objects.filter(asset_name=name).first()
    if asset is None:
        raise BrokenReferenceError(name)
    return asset


def _take_source(asset: Image | Download | MediaAsset, manifest: MediaManifest) -> None:
    """Store the source as an upload, unless the asset has it already; what the manifest says of it is kept."""
    source, path = manifest.source, content_assets.build_source_path(manifest)
    if source is None or path is None:
        return
    if asset.source_sha256 != source.sha256:
        _store_file(asset, path, source.sha256, source.file_name)
    asset.source_sha256, asset.source_name = source.sha256, source.file_name
    asset.source_media_type, asset.source_size_bytes = source.media_type, source.size_bytes


def _store_file(asset: Image | Download | MediaAsset, path: Path, sha256: str, file_name: str) -> None:
    if not path.is_file():
        raise BrokenReferenceError(f"media/sources/{path.name}", key="source")
    with path.open("rb") as opened:
        file = File(opened, name=file_name)
        if hash_file(file)[0] != sha256:
            raise MappingError(
                _("The file media/sources/%(name)s is damaged: its hash is not its name.") % {"name": path.name},
                key="source",
            )
        asset.file.save(file_name, file, save=False)
