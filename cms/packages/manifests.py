"""What the media library must know of a session's package: its manifest, what it is made from, what is made from what.

Imported for its registrations when the app is ready.
"""

from __future__ import annotations

from collections.abc import Iterable

from cms.broadcasts.schedule.clock import to_ward_time
from cms.media.asset import Asset
from cms.media.dependents import finds_dependents, list_ingredients
from cms.media.manifests import describe_origin, is_complete
from cms.media.models import MediaAsset
from cms.packages.models import SessionPackage, SessionPiece
from media_pipeline.manifest import (
    Approval,
    BroadcastClass,
    BroadcastSession,
    MediaKind,
    Package,
    PackagePiece,
)


@is_complete.register
def _has_all_pieces(asset: SessionPackage) -> bool:
    pieces = list(asset.pieces.all()) if asset.pk else []
    return bool(pieces) and all(piece.asset_id for piece in pieces)


@list_ingredients.register
def _list_pieces(asset: SessionPackage) -> list[MediaAsset]:
    found = (piece.asset for piece in asset.pieces.select_related("asset"))
    return list({each.pk: each for each in found if each is not None}.values())


@finds_dependents
def find_packages(recording: MediaAsset) -> Iterable[Asset]:
    """The packages of sessions that hold a recording."""
    return SessionPackage.objects.filter(pieces__asset=recording).distinct()


@describe_origin.register
def _(asset: SessionPackage) -> dict[str, object]:
    session = BroadcastSession(
        starts=to_ward_time(asset.starts_at).replace(tzinfo=None),
        station=asset.station,
        clusters=tuple(asset.clusters),
    )
    pieces = tuple(_build_piece(piece, piece.asset) for piece in asset.pieces.select_related("asset") if piece.asset)
    return {
        "kind": MediaKind.PACKAGE,
        "package": Package(pieces=pieces, session=session),
        "has_synthetic_voice": asset.has_synthetic_voice,
    }


def _build_piece(piece: SessionPiece, recording: MediaAsset) -> PackagePiece:
    return PackagePiece(
        title=piece.title,
        asset=recording.asset_name,
        broadcast_class=BroadcastClass(piece.broadcast_class),
        expires=piece.expires,
        approval=Approval(author=piece.author, approver=piece.approver, approved=piece.approved),
    )
