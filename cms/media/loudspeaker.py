"""What the loudspeakers play of a recording, as it is packed."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from cms.media import pipeline
from cms.media.asset import AssetState
from cms.media.models import MediaAsset
from media_pipeline.manifest import RenditionRole


@dataclass(frozen=True, slots=True)
class LoudspeakerSound:
    """A finished file."""

    length_ms: int
    """Measured on the file."""
    href: str
    media_type: str


def find_sound(asset: MediaAsset) -> LoudspeakerSound | None:
    """The sound of a recording whose files are those of its present version; `None` while they are not made."""
    if asset.state != AssetState.READY:
        return None
    record = pipeline.load_record(asset.asset_name)
    sounds = record.with_role(RenditionRole.LOUDSPEAKER) if record else ()
    if record is None or not sounds:
        return None
    href = reverse("serve_rendition", args=(sounds[0].site_path,))
    return LoudspeakerSound(sounds[0].duration_ms or record.duration_ms or 0, href, sounds[0].media_type)
