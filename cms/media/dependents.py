"""Which assets are made from which: clips from recordings, packages from their pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import singledispatch
from itertools import chain

from cms.media.asset import Asset
from cms.media.models import Clip, MediaAsset, PackageAsset

FindDependents = Callable[[MediaAsset], Iterable[Asset]]

_FINDERS: list[FindDependents] = []


def finds_dependents(finder: FindDependents) -> FindDependents:
    """Let the decorated function of another app name assets that are made from a recording."""
    _FINDERS.append(finder)
    return finder


def list_dependents(asset: Asset) -> list[Asset]:
    """The assets that must be made again when this one has changed."""
    if not isinstance(asset, MediaAsset):
        return []
    packages = PackageAsset.objects.filter(pieces__asset=asset).distinct()
    return list(chain(Clip.objects.filter(source=asset), packages, *(finder(asset) for finder in _FINDERS)))


@singledispatch
def list_ingredients(asset: Asset) -> list[MediaAsset]:
    """The recordings that this asset is made from; another app registers its own kinds."""
    return []


@list_ingredients.register
def _list_source(asset: Clip) -> list[MediaAsset]:
    return [asset.source]


@list_ingredients.register
def _list_pieces(asset: PackageAsset) -> list[MediaAsset]:
    return [piece.asset for piece in asset.pieces.all()]
