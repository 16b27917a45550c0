"""Assets → `MediaManifest` and side files, exactly as they stand in `content/media/`."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import singledispatch

from cms.media.asset import Asset, UploadedAsset
from cms.media.models import Clip, Download, Image, MediaAsset, PackageAsset
from cms.media.speech import build_speech, describe_reading
from media_pipeline.manifest import (
    Chapter,
    ClipCut,
    FocalPoint,
    MediaKind,
    MediaManifest,
    Package,
    PackagePiece,
    Source,
)

FOCAL_POINT_DIGITS = 3
"""Fractions are rounded, so that the pixels the CMS keeps and the manifest's fractions give each other back."""


class IncompleteAssetError(ValueError):
    """The asset has neither a file nor a script nor pieces, so there is no manifest of it yet."""


@singledispatch
def is_complete(asset: Asset) -> bool:
    """Whether the asset has what a manifest needs."""
    return True


@is_complete.register
def _is_upload_complete(asset: UploadedAsset) -> bool:
    return bool(asset.source_sha256)


@is_complete.register
def _is_recording_complete(asset: MediaAsset) -> bool:
    return bool(asset.source_sha256) or asset.is_spoken_by_machine


@is_complete.register
def _is_package_complete(asset: PackageAsset) -> bool:
    return bool(asset.pieces.all())


def build_manifest(asset: Asset) -> MediaManifest:
    """What the asset is.

    Raises:
        IncompleteAssetError: there is nothing to make yet.
    """
    if not is_complete(asset):
        raise IncompleteAssetError(asset.asset_name)
    common = {
        "id": asset.asset_id,
        "name": asset.asset_name,
        "title": asset.title,
        "credit": asset.credit,
        "is_sample": asset.is_sample,
    }
    return MediaManifest(**common, **describe_origin(asset))


def build_side_files(asset: Asset) -> dict[str, str]:
    """File name → text of what stands beside the manifest."""
    if not isinstance(asset, MediaAsset):
        return {}
    texts = {_script_name(asset): asset.script, _captions_name(asset): asset.captions}
    if asset.is_spoken_by_machine:
        texts[_reading_name(asset)] = asset.reading
    return {name: normalise_text(text) for name, text in texts.items() if text.strip()}


def compute_fingerprint(asset: Asset) -> str:
    """Hash of all that an asset's files are made from; it changes when they must be made again."""
    manifest = build_manifest(asset)
    texts = [manifest.model_dump_json(), *sorted(build_side_files(asset).values()), *describe_reading(manifest)]
    return hashlib.sha256("\x00".join(texts).encode()).hexdigest()


def normalise_text(text: str) -> str:
    """NFC, `\\n` line ends, exactly one at the end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).rstrip("\n") + "\n"


@singledispatch
def describe_origin(asset: Asset) -> dict[str, object]:
    """The keys of the manifest that only this kind of asset has; another app registers its own kinds."""
    raise TypeError(f"{type(asset).__name__} has no manifest")


@describe_origin.register
def _(asset: Image) -> dict[str, object]:
    focal_point = None
    if asset.focal_point_x is not None and asset.focal_point_y is not None:
        focal_point = FocalPoint(
            x=round(min(asset.focal_point_x / asset.width, 1), FOCAL_POINT_DIGITS),
            y=round(min(asset.focal_point_y / asset.height, 1), FOCAL_POINT_DIGITS),
        )
    return {"kind": MediaKind.IMAGE, "source": _build_source(asset), "alt": asset.alt, "focal_point": focal_point}


@describe_origin.register
def _(asset: MediaAsset) -> dict[str, object]:
    side_files = build_side_files(asset)
    expected = {"script": _script_name(asset), "reading": _reading_name(asset), "captions": _captions_name(asset)}
    names = {key: name if name in side_files else None for key, name in expected.items()}
    common = {
        "alt": asset.alt,
        "recorded": asset.recorded,
        "chapters": tuple(Chapter(**chapter) for chapter in asset.chapters),
        **names,
    }
    if asset.source_sha256:
        return {
            "kind": MediaKind(asset.type),
            "source": _build_source(asset),
            "has_synthetic_voice": asset.has_synthetic_voice,
            **common,
        }
    speech = build_speech(asset)
    return {"kind": MediaKind.AUDIO, "speech": speech, "has_synthetic_voice": True, **common}


@describe_origin.register
def _(asset: Download) -> dict[str, object]:
    return {"kind": MediaKind.DOWNLOAD, "source": _build_source(asset)}


@describe_origin.register
def _(asset: Clip) -> dict[str, object]:
    cut = ClipCut(asset=asset.source.asset_name, start_ms=asset.start_ms, end_ms=asset.end_ms)
    return {
        "kind": MediaKind.CLIP,
        "clip": cut,
        "alt": asset.alt,
        "has_synthetic_voice": asset.has_synthetic_voice,
    }


@describe_origin.register
def _(asset: PackageAsset) -> dict[str, object]:
    pieces = [PackagePiece(title=piece.title, asset=piece.asset.asset_name) for piece in asset.pieces.all()]
    return {
        "kind": MediaKind.PACKAGE,
        "package": Package(pieces=tuple(pieces)),
        "has_synthetic_voice": asset.has_synthetic_voice,
    }


def _build_source(asset: UploadedAsset) -> Source:
    return Source(
        sha256=asset.source_sha256,
        file_name=asset.source_name,
        media_type=asset.source_media_type,
        size_bytes=asset.source_size_bytes,
    )


def _script_name(asset: MediaAsset) -> str:
    return f"{asset.asset_name}.txt"


def _reading_name(asset: MediaAsset) -> str:
    return f"{asset.asset_name}.cach-doc.txt"


def _captions_name(asset: MediaAsset) -> str:
    return f"{asset.asset_name}.vi.vtt"
