"""Which assets are made from which: clips from recordings, packages from their pieces."""

from __future__ import annotations

from itertools import chain

from cms.media.asset import Asset
from cms.media.models import Clip, MediaAsset, PackageAsset


def list_dependents(asset: Asset) -> list[Asset]:
    """The assets that must be made again when this one has changed."""
    if not isinstance(asset, MediaAsset):
        return []
    packages = PackageAsset.objects.filter(pieces__asset=asset).distinct()
    return list(chain(Clip.objects.filter(source=asset), packages))


def list_ingredients(asset: Asset) -> list[MediaAsset]:
    """The recordings that this asset is made from."""
    if isinstance(asset, Clip):
        return [asset.source]
    if isinstance(asset, PackageAsset):
        return [piece.asset for piece in asset.pieces.all()]
    return []
