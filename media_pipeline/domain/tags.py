"""What a file says of itself: title, show, language, and that a machine speaks. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.manifest import MediaManifest
from media_pipeline.messages import _

_ISO_639_2 = {"vi": "vie", "en": "eng"}
"""ID3 and Matroska write languages with three letters."""
SYNTHETIC_VOICE_TAG = "SYNTHETIC_VOICE"
"""Machine-readable mark: `TXXX` in ID3, a comment field in Ogg; the value names engine and voice, or says `yes`."""


def build_tags(manifest: MediaManifest, settings: PipelineSettings) -> dict[str, str]:
    """Tags by ffmpeg's names, in the order in which they are written."""
    tags = {
        "title": manifest.title,
        "artist": manifest.credit or settings.publisher,
        "album": settings.show_title,
        **({"date": manifest.recorded.isoformat()} if manifest.recorded is not None else {}),
        "language": _ISO_639_2.get(manifest.language, "und"),
    }
    if manifest.has_synthetic_voice:
        tags["comment"] = _("The voice is made by a machine; no person is speaking.")
        tags[SYNTHETIC_VOICE_TAG] = manifest.voice_name or "yes"
    return tags


def fit_to_mp4(tags: Mapping[str, str]) -> dict[str, str]:
    """MP4 drops tags whose names it does not know, so the mark of a machine's voice goes among the keywords."""
    known = {name: value for name, value in tags.items() if name != SYNTHETIC_VOICE_TAG}
    voice = tags.get(SYNTHETIC_VOICE_TAG)
    return known if voice is None else known | {"keywords": f"{SYNTHETIC_VOICE_TAG}={voice}"}
