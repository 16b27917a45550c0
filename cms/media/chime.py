"""The chime that bulletins begin with when the ward has no signal of its own: one recording, made when it is needed."""

from __future__ import annotations

from uuid import UUID

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from cms.media.models import MediaAsset
from media_pipeline.domain.chime import build_chime

CHIME_ID = UUID("6f1f0a52-6d0e-5a0b-9a5e-2f3c7f0f9b11")
"""Of its manifest, in every newsroom: an import brings back the same recording."""


def get_chime() -> MediaAsset:
    """The recording of the chime."""
    known = MediaAsset.objects.filter(asset_id=CHIME_ID).first()
    if known is not None:
        return known
    return MediaAsset.objects.create(
        asset_id=CHIME_ID,
        title=_("Chime"),
        type="audio",
        file=ContentFile(build_chime(), name="nhac-hieu.wav"),
        credit="Tiếng Luật",
    )
