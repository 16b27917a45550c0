"""Another voice in the settings: scripts are asked to be read again, once, and nothing else is."""

from __future__ import annotations

from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from cms.jobs.models import Job
from cms.media.manifests import build_manifest
from cms.media.models import MediaAsset
from cms.settings.speech import read_speech

pytestmark = pytest.mark.django_db

PIPER = {"SPEECH_ENGINE": "piper", "SPEECH_PIPER_VOICE": "/giong/vi_VN-mau-medium.onnx"}


def read_again() -> list[str]:
    out = StringIO()
    call_command("read_again", stdout=out)
    return out.getvalue().split()


@pytest.mark.parametrize("variables", [PIPER, {"SPEECH_NOTICE": "end"}, {"SPEECH_SENTENCE_PAUSE_MS": "600"}])
def test_what_is_read_otherwise_is_asked_for_once(settings: LazySettings, variables: dict[str, str]) -> None:
    settings.SPEECH = read_speech({})
    for title in ("Tin một", "Tin hai"):
        MediaAsset.objects.create(title=title, type="audio", script="Xin chào.", has_synthetic_voice=True)
    Job.objects.all().delete()
    assert read_again() == []
    settings.SPEECH = read_speech(variables)
    assert read_again() == ["tin-mot", "tin-hai"]
    assert sorted(job.target for job in Job.objects.all()) == ["tin-hai", "tin-mot"]
    assert read_again() == []


def test_the_manifest_names_the_voice_that_is_set(settings: LazySettings) -> None:
    settings.SPEECH = read_speech(PIPER)
    spoken = MediaAsset.objects.create(title="Tin", type="audio", script="Xin chào.", has_synthetic_voice=True)
    assert build_manifest(spoken).voice_name == "piper vi_VN-mau-medium"
