"""Voices in the settings: each variable does something, and one that cannot work stops the start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import LazySettings

from cms.media.speech import build_speech, build_speech_settings, find_built_in_voice
from cms.settings.environment import BASE_DIR
from cms.settings.speech import SpeechVariables, read_speech
from media_pipeline.domain.voices import BodyType, HttpSettings, NoticePlace, PiperSettings, SpeechSettings
from media_pipeline.manifest import Speech, SpeechEngine

EVERYTHING = {
    "SPEECH_ENGINE": "http",
    "SPEECH_PIPER_VOICE": "/giong/vi_VN-mau-medium.onnx",
    "SPEECH_PIPER_SPEAKER": "2",
    "SPEECH_HTTP_URL": "https://may-doc.example/doc?voice={voice}",
    "SPEECH_HTTP_METHOD": "put",
    "SPEECH_HTTP_HEADERS": '{"Authorization": "Bearer khoa"}',
    "SPEECH_HTTP_BODY": "text={text}",
    "SPEECH_HTTP_BODY_TYPE": "form",
    "SPEECH_HTTP_VOICE": "nu-ha-noi",
    "SPEECH_HTTP_VERSION": "3",
    "SPEECH_HTTP_TIME_LIMIT_S": "30",
    "SPEECH_HTTP_MAX_MB": "5",
    "SPEECH_COMMA_PAUSE_MS": "200",
    "SPEECH_SENTENCE_PAUSE_MS": "500",
    "SPEECH_PARAGRAPH_PAUSE_MS": "0",
    "SPEECH_NOTICE": "end",
}


@dataclass
class Script:
    """As much of an asset as its voice depends on."""

    speech_voice: str = "vi-vn-x-south"
    speech_rate_wpm: int = 130


def test_without_settings_the_built_in_voice_reads_as_it_always_did(settings: LazySettings) -> None:
    settings.SPEECH = read_speech({})
    assert SpeechVariables() == settings.SPEECH
    assert build_speech_settings() == SpeechSettings()
    assert build_speech(Script()) == Speech(voice="vi-vn-x-south", rate_wpm=130)  # type: ignore[arg-type]
    assert build_speech(Script(speech_voice="")) == Speech(voice="vi", rate_wpm=130)  # type: ignore[arg-type]


def test_every_variable_reaches_the_pipeline(settings: LazySettings) -> None:
    settings.SPEECH = read_speech(EVERYTHING)
    assert build_speech_settings() == SpeechSettings(
        piper=PiperSettings(Path("/giong/vi_VN-mau-medium.onnx"), 2),
        http=HttpSettings(
            url="https://may-doc.example/doc?voice={voice}",
            voice="nu-ha-noi",
            method="PUT",
            headers=(("Authorization", "Bearer khoa"),),
            body="text={text}",
            body_type=BodyType.FORM,
            version="3",
            time_limit_s=30,
            max_answer_bytes=5_000_000,
        ),
        comma_pause_ms=200,
        sentence_pause_ms=500,
        paragraph_pause_ms=0,
        notice=NoticePlace.END,
    )


def test_manifests_name_the_engine_and_the_voice_that_read(settings: LazySettings) -> None:
    settings.SPEECH = read_speech(EVERYTHING)
    assert build_speech(Script()).voice_name == "http nu-ha-noi"  # type: ignore[arg-type]
    settings.SPEECH = read_speech(EVERYTHING | {"SPEECH_ENGINE": "piper"})
    assert build_speech(Script()).voice_name == "piper vi_VN-mau-medium"  # type: ignore[arg-type]


def test_an_asset_keeps_no_voice_of_another_machine() -> None:
    assert find_built_in_voice(Speech(voice="vi-vn-x-south")) == "vi-vn-x-south"
    assert find_built_in_voice(Speech(engine=SpeechEngine.PIPER, voice="vi_VN-vais1000-medium")) == "vi"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SPEECH_ENGINE", "festival"),
        ("SPEECH_NOTICE", "middle"),
        ("SPEECH_HTTP_BODY_TYPE", "xml"),
        ("SPEECH_COMMA_PAUSE_MS", "-1"),
        ("SPEECH_SENTENCE_PAUSE_MS", "0,5"),
        ("SPEECH_PARAGRAPH_PAUSE_MS", "10001"),
        ("SPEECH_HTTP_HEADERS", "Authorization: Bearer x"),
        ("SPEECH_HTTP_HEADERS", '{"X": 1}'),
        ("SPEECH_HTTP_URL", ""),
        ("SPEECH_HTTP_TIME_LIMIT_S", "601"),
    ],
)
def test_a_variable_that_cannot_work_stops_the_start_and_is_named(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        read_speech(EVERYTHING | {name: value})


def test_piper_needs_its_file() -> None:
    with pytest.raises(ValueError, match="SPEECH_PIPER_VOICE"):
        read_speech({"SPEECH_ENGINE": "piper"})


def test_settings_show_no_key() -> None:
    variables = read_speech(EVERYTHING)
    assert "khoa" not in repr(variables) + variables.describe_reading()


def test_only_what_can_be_heard_makes_recordings_anew() -> None:
    assert read_speech({}).describe_reading() == ""
    assert read_speech({"SPEECH_HTTP_TIME_LIMIT_S": "30", "SPEECH_HTTP_MAX_MB": "5"}).describe_reading() == ""
    described = read_speech(EVERYTHING).describe_reading()
    same = EVERYTHING | {"SPEECH_HTTP_HEADERS": '{"Authorization": "Bearer moi"}', "SPEECH_HTTP_MAX_MB": "6"}
    assert read_speech(same).describe_reading() == described
    for name, value in (("SPEECH_NOTICE", ""), ("SPEECH_COMMA_PAUSE_MS", "201"), ("SPEECH_HTTP_VERSION", "4")):
        assert read_speech(EVERYTHING | {name: value}).describe_reading() != described


def test_every_variable_is_explained_and_listed_for_operators() -> None:
    source, readme = ((BASE_DIR / name).read_text() for name in ("cms/settings/speech.py", "README.md"))
    for name in EVERYTHING:
        assert f"`{name}`:" in source
        assert f"`{name}" in readme
