"""Loudspeaker packages that make themselves: from a page's recording, from a bulletin's pieces.

A saved version of a page names its package (`attach_package`); what is in the package follows what is published
(`sync_package`), so that loudspeakers play what residents read.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page

from cms.bulletins.models import BulletinPage
from cms.media.asset import MAX_TITLE_LENGTH
from cms.media.models import MediaAsset, PackageAsset, PackagePiece
from cms.podcasts.listenable import ListenablePage

PackagedPage = BulletinPage | ListenablePage


@dataclass(frozen=True, slots=True)
class Piece:
    """What a page asks to be played: a recording, or a script for the built-in voice."""

    title: str
    recording: MediaAsset | None
    script: str = ""


def attach_package(page: PackagedPage) -> None:
    """Give a page that has something to play its package, an empty one until the page is published."""
    if page.package_id is None and list_pieces(page):
        title = page.title[:MAX_TITLE_LENGTH]
        page.package = PackageAsset.objects.create(title=title, is_sample=page.is_sample)


def list_pieces(page: Page) -> list[Piece]:
    """What a page asks to be played, in its order."""
    if isinstance(page, BulletinPage):
        values = [block.value for block in page.body if block.block_type == "piece"]
        return [
            Piece(value["title"], value.get("audio"), (value.get("script") or "").strip())
            for value in values
            if value.get("audio") or (value.get("script") or "").strip()
        ]
    if isinstance(page, ListenablePage) and page.audio_id:
        return [Piece(page.title[:MAX_TITLE_LENGTH], page.audio)]
    return []


@transaction.atomic
def sync_package(page: PackagedPage) -> None:
    """Make the package hold exactly the published pieces; nothing is written when it already does."""
    package = page.package
    if package is None:
        return
    known = {piece.title: piece.asset for piece in package.pieces.all()}
    wanted = [
        (piece.title, piece.recording or _speak(piece, package, known.get(piece.title))) for piece in list_pieces(page)
    ]
    if wanted == [(piece.title, piece.asset) for piece in package.pieces.all()]:
        return
    package.pieces.set(
        [PackagePiece(title=title, asset=asset, sort_order=order) for order, (title, asset) in enumerate(wanted)]
    )
    package.has_synthetic_voice = any(asset.has_synthetic_voice for _title, asset in wanted)
    package.save()


def _speak(piece: Piece, package: PackageAsset, known: MediaAsset | None) -> MediaAsset:
    """The recording of a script: the one the package has, when it says that or was made for it, or a new one."""
    if known is not None and known.is_spoken_by_machine:
        if known.script.strip() == piece.script:
            return known
        if known.made_for_id == package.pk:
            known.script = piece.script
            known.save()
            return known
    return MediaAsset.objects.create(
        title=piece.title[:MAX_TITLE_LENGTH],
        type="audio",
        script=piece.script,
        has_synthetic_voice=True,
        made_for=package,
        is_sample=package.is_sample,
    )
