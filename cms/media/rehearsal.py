"""Scripts of a draft are spoken before it is published, so that people hear them and know how long they take.

What a package holds stays as it is: a rehearsal is a recording of its own, which goes when the page is published
(`packages.sync_package`).
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cms.media.asset import MAX_TITLE_LENGTH
from cms.media.models import MediaAsset, PackageAsset
from cms.media.packages import Piece


def find_recording(piece: Piece, package: PackageAsset | None) -> MediaAsset | None:
    """The recording that a piece names, or one that says its script for this package; `None` when there is none."""
    if piece.recording is not None or package is None:
        return piece.recording
    held = [held.asset for held in package.pieces.select_related("asset")]
    candidates = [*held, *MediaAsset.objects.filter(made_for=package)]
    return next((asset for asset in candidates if piece.is_said_by(asset)), None)


@transaction.atomic
def rehearse(pieces: Sequence[Piece], package: PackageAsset) -> int:
    """Ask for a recording of every script that nothing says yet; how many were asked for.

    A rehearsal whose script was rewritten since says the new one.
    """
    silent = [piece for piece in pieces if find_recording(piece, package) is None]
    rehearsals = MediaAsset.objects.filter(made_for=package, is_rehearsal=True)
    idle = [rehearsal for rehearsal in rehearsals if not any(piece.is_said_by(rehearsal) for piece in pieces)]
    for piece in silent:
        _speak(piece, package, idle.pop() if idle else MediaAsset(type="audio", made_for=package, is_rehearsal=True))
    return len(silent)


def _speak(piece: Piece, package: PackageAsset, rehearsal: MediaAsset) -> None:
    rehearsal.title = (_("%(title)s (rehearsal)") % {"title": piece.title})[:MAX_TITLE_LENGTH]
    rehearsal.script, rehearsal.reading = piece.script, piece.reading
    rehearsal.has_synthetic_voice, rehearsal.is_sample = True, package.is_sample
    rehearsal.save()
