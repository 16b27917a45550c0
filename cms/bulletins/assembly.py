"""How long a bulletin takes, piece by piece: exactly for what is made, about for what is not, and it says which."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.bulletins.models import BulletinPage
from cms.media.asset import AssetState
from cms.media.loudspeaker import find_sound
from cms.media.models import MediaAsset
from cms.media.packages import Piece
from cms.media.rehearsal import find_recording

SYLLABLE_MS = 350
"""Measured on the samples, pauses included: the built-in voice at 150 words a minute."""
_SYLLABLE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PieceLength:
    """A piece of a bulletin and how long it takes."""

    title: str
    length_ms: int
    is_exact: bool
    """Measured on the file that the loudspeakers play; else an estimate, or 0 of a recording."""
    is_silent: bool
    """Nobody has asked yet for a recording of its script."""
    state: str
    """A sentence for the editor."""
    has_synthetic_voice: bool
    href: str
    """The file, when it is made."""

    @property
    def length(self) -> str:
        """For people."""
        if self.is_exact:
            return write_length(self.length_ms)
        if not self.length_ms:
            return _("length not known yet")
        return _("about %(length)s") % {"length": write_length(round(self.length_ms, -3))}


@dataclass(frozen=True, slots=True)
class Assembly:
    """All pieces of a bulletin."""

    pieces: tuple[PieceLength, ...]

    @property
    def exact_ms(self) -> int:
        """Of what is made."""
        return sum(piece.length_ms for piece in self.pieces if piece.is_exact)

    @property
    def missing(self) -> tuple[PieceLength, ...]:
        """What is not made yet."""
        return tuple(piece for piece in self.pieces if not piece.is_exact)

    @property
    def has_silent(self) -> bool:
        """Whether something is to be asked for."""
        return any(piece.is_silent for piece in self.pieces)

    @property
    def total(self) -> str:
        """A sentence about the whole."""
        exact = write_length(self.exact_ms)
        if not self.missing:
            return _("Total: %(length)s, measured on the finished files.") % {"length": exact}
        about = write_length(round(sum(piece.length_ms for piece in self.missing), -3))
        return _("Made so far: %(exact)s. %(count)d not made yet: about %(about)s more.") % {
            "exact": exact,
            "count": len(self.missing),
            "about": about,
        }


def measure(page: BulletinPage) -> Assembly:
    """The lengths of a version of a bulletin, as its package will have them."""
    return Assembly(tuple(_measure_piece(piece, find_recording(piece, page.package)) for piece in page.list_pieces()))


def write_length(length_ms: int) -> str:
    """«2 phút 5,3 giây»; tenths only when there are some."""
    tenths = round(length_ms / 100)
    minutes, rest = divmod(tenths, 600)
    seconds = str(rest // 10) if rest % 10 == 0 else f"{rest // 10},{rest % 10}"
    if not minutes:
        return _("%(seconds)s s") % {"seconds": seconds}
    return _("%(minutes)d min %(seconds)s s") % {"minutes": minutes, "seconds": seconds}


def _measure_piece(piece: Piece, asset: MediaAsset | None) -> PieceLength:
    sound = find_sound(asset) if asset is not None else None
    return PieceLength(
        title=piece.title,
        length_ms=sound.length_ms if sound else estimate_ms(piece.reading or piece.script),
        is_exact=sound is not None,
        is_silent=asset is None,
        state=_("Ready") if sound else _describe(asset),
        has_synthetic_voice=asset.has_synthetic_voice if asset else True,
        href=sound.href if sound else "",
    )


def estimate_ms(spoken: str) -> int:
    """About how long the built-in voice takes for a text in words."""
    return SYLLABLE_MS * len(_SYLLABLE.findall(spoken))


def _describe(asset: MediaAsset | None) -> str:
    if asset is None:
        return _("Not spoken yet")
    return asset.error or str(AssetState(asset.state).label)
