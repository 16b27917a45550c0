"""Loudspeaker packages that make themselves: from a page's recording, from a bulletin's pieces.

A saved version of a page names its package; what is in the package follows what is published (`sync_package`), so that
loudspeakers play what residents read.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from cms.core.imports import is_import
from cms.media.asset import MAX_TITLE_LENGTH
from cms.media.models import MediaAsset, PackageAsset, PackagePiece


@dataclass(frozen=True, slots=True)
class Piece:
    """What a page asks to be played: a recording, or a script for the built-in voice."""

    title: str
    recording: MediaAsset | None
    script: str = ""
    reading: str = ""
    """The script in words, as the voice says it; empty: as it is written."""

    def is_said_by(self, asset: MediaAsset) -> bool:
        """Whether a recording of a voice says exactly this; one that an import brings does, in whatever words."""
        return (
            asset.is_spoken_by_machine
            and asset.script.strip() == self.script
            and (asset.reading.strip() == self.reading or is_import())
        )


class PackagedPage(models.Model):
    """Mixin of a page that has something for the loudspeakers."""

    title: Any
    is_sample: Any
    live: Any
    """Fields of the page."""

    package = models.ForeignKey(
        PackageAsset,
        verbose_name=_("loudspeaker package"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Made by itself when the page is published."),
    )

    class Meta:
        abstract = True

    def list_pieces(self) -> list[Piece]:
        """What the page asks to be played, in its order."""
        raise NotImplementedError

    def save_revision(self, *args: Any, makes_package: bool = True, **kwargs: Any) -> Any:
        """Give a page that has something to play its package, an empty one until the page is published.

        Args:
            makes_package: false leaves a page without a package as it is (an import takes what the file names).
        """
        if makes_package and self.package is None and self.list_pieces():
            self.package = PackageAsset.objects.create(
                title=self.title[:MAX_TITLE_LENGTH],
                is_sample=self.is_sample,
            )
            # no revision restores it, so that whoever publishes this version, or saves the next, finds it in the row
            type(self)._default_manager.filter(pk=self.pk).update(package=self.package)
        return super().save_revision(*args, **kwargs)  # type: ignore[misc]


@transaction.atomic
def sync_package(page: PackagedPage) -> None:
    """Make the package hold exactly the page's pieces; nothing is written when it already does."""
    package = page.package
    if package is None:
        return
    _end_rehearsals(package)
    held = [(piece.title, piece.asset) for piece in package.pieces.all()]
    known = defaultdict[str, deque[MediaAsset]](deque)  # pieces may share a title: each gets the one in its turn
    for title, asset in held:
        known[title].append(asset)
    wanted = [(piece.title, _find_or_speak(piece, package, known[piece.title])) for piece in page.list_pieces()]
    if wanted == held:
        return
    package.pieces.set(
        [PackagePiece(title=title, asset=asset, sort_order=order) for order, (title, asset) in enumerate(wanted)]
    )
    package.has_synthetic_voice = any(asset.has_synthetic_voice for _title, asset in wanted)
    package.save()


def _end_rehearsals(package: PackageAsset) -> None:
    """Delete the recordings of drafts; one that an editor has used somewhere becomes a recording of her own."""
    for rehearsal in MediaAsset.objects.filter(made_for=package, is_rehearsal=True):
        try:
            rehearsal.delete()
        except ProtectedError:
            rehearsal.is_rehearsal, rehearsal.made_for = False, None
            rehearsal.save()


def _find_or_speak(piece: Piece, package: PackageAsset, known: deque[MediaAsset]) -> MediaAsset:
    held = known.popleft() if known else None
    return piece.recording or _speak(piece, package, held)


def _speak(piece: Piece, package: PackageAsset, known: MediaAsset | None) -> MediaAsset:
    """The recording of a script: the one the package has, when it says that or was made for it, or a new one."""
    if known is not None and known.is_spoken_by_machine:
        if piece.is_said_by(known):
            return known
        if known.made_for_id == package.pk:
            known.script, known.reading = piece.script, piece.reading
            known.save()
            return known
    return MediaAsset.objects.create(
        title=piece.title[:MAX_TITLE_LENGTH],
        type="audio",
        script=piece.script,
        reading=piece.reading,
        has_synthetic_voice=True,
        made_for=package,
        is_sample=package.is_sample,
    )
