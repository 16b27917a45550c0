"""Who reads the scripts of this newsroom: the voice of the settings, for manifests and for the pipeline.

A recording by the built-in voice keeps the voice that its asset names; with another engine all scripts are read by the
one voice that the operator has set. Manifests say which, so that files, records and pages can.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from media_pipeline.manifest import MediaManifest, Speech, SpeechEngine

if TYPE_CHECKING:
    from cms.media.models import MediaAsset
    from media_pipeline.api import SpeechSettings

BUILT_IN_VOICE = "vi"


def build_speech(asset: MediaAsset) -> Speech:
    """How a script is read."""
    engine = SpeechEngine(settings.SPEECH.engine)
    voices = {
        SpeechEngine.ESPEAK: asset.speech_voice or BUILT_IN_VOICE,
        SpeechEngine.PIPER: Path(settings.SPEECH.piper_voice).stem,
        SpeechEngine.HTTP: settings.SPEECH.http_voice,
    }
    return Speech(engine=engine, voice=voices[engine], rate_wpm=asset.speech_rate_wpm)


def describe_reading(manifest: MediaManifest) -> list[str]:
    """What the settings change in the reading of a script; empty while they change nothing, or nothing is read."""
    described = settings.SPEECH.describe_reading() if manifest.speech is not None else ""
    return [described] if described else []


def find_built_in_voice(speech: Speech) -> str:
    """What an asset keeps of a manifest's voice: one of another engine is this machine's affair, not the asset's."""
    return speech.voice if speech.engine is SpeechEngine.ESPEAK else BUILT_IN_VOICE


def build_speech_settings() -> SpeechSettings:
    """The pipeline's settings of voices, from those of the newsroom."""
    from media_pipeline import api

    chosen = settings.SPEECH
    piper = api.PiperSettings(Path(chosen.piper_voice), chosen.piper_speaker) if chosen.piper_voice else None
    http = None
    if chosen.http_url:
        http = api.HttpSettings(
            url=chosen.http_url,
            voice=chosen.http_voice,
            method=chosen.http_method,
            headers=chosen.http_headers,
            body=chosen.http_body,
            body_type=api.BodyType(chosen.http_body_type),
            version=chosen.http_version,
            time_limit_s=chosen.http_time_limit_s,
            max_answer_bytes=chosen.http_max_answer_mb * 10**6,
        )
    return api.SpeechSettings(
        piper=piper,
        http=http,
        comma_pause_ms=chosen.comma_pause_ms,
        sentence_pause_ms=chosen.sentence_pause_ms,
        paragraph_pause_ms=chosen.paragraph_pause_ms,
        notice=api.NoticePlace(chosen.notice),
    )
