"""What files say of themselves."""

from __future__ import annotations

from uuid import UUID

from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.domain.tags import SYNTHETIC_VOICE_TAG, build_tags, fit_to_mp4
from media_pipeline.manifest import MediaKind, MediaManifest, Source, Speech, SpeechEngine

SETTINGS = PipelineSettings(show_title="Tiếng Luật", publisher="Phường Mẫu")
SOURCE = Source(sha256="0" * 64, file_name="a.wav", media_type="audio/wav", size_bytes=1)


def build_manifest(**fields: object) -> MediaManifest:
    values: dict[str, object] = {"id": UUID(int=1), "name": "a", "kind": MediaKind.AUDIO, "title": "Tạm trú"}
    return MediaManifest.model_validate(values | ({"source": SOURCE} if "speech" not in fields else {}) | fields)


def test_a_recording_names_its_title_show_and_publisher() -> None:
    assert build_tags(build_manifest(), SETTINGS) == {
        "title": "Tạm trú",
        "artist": "Phường Mẫu",
        "album": "Tiếng Luật",
        "language": "vie",
    }


def test_who_is_credited_is_the_artist() -> None:
    assert build_tags(build_manifest(credit="Đài phường"), SETTINGS)["artist"] == "Đài phường"


def test_an_unknown_language_is_undetermined() -> None:
    assert build_tags(build_manifest(language="hmn"), SETTINGS)["language"] == "und"


def test_the_built_in_voice_is_named() -> None:
    spoken = build_manifest(speech=Speech(), script="a.txt", has_synthetic_voice=True)
    tags = build_tags(spoken, SETTINGS)
    assert tags[SYNTHETIC_VOICE_TAG] == "espeak-ng vi"
    assert tags["comment"]


def test_another_engine_is_named_with_its_voice() -> None:
    speech = Speech(engine=SpeechEngine.PIPER, voice="vi_VN-mau-medium")
    spoken = build_manifest(speech=speech, script="a.txt", has_synthetic_voice=True)
    assert build_tags(spoken, SETTINGS)[SYNTHETIC_VOICE_TAG] == "piper vi_VN-mau-medium"
    assert build_manifest(has_synthetic_voice=True).voice_name == ""


def test_an_uploaded_synthetic_voice_is_marked_too() -> None:
    assert build_tags(build_manifest(has_synthetic_voice=True), SETTINGS)[SYNTHETIC_VOICE_TAG] == "yes"


def test_mp4_carries_the_mark_among_its_keywords() -> None:
    tags = fit_to_mp4(build_tags(build_manifest(has_synthetic_voice=True), SETTINGS))
    assert tags["keywords"] == "SYNTHETIC_VOICE=yes"
    assert SYNTHETIC_VOICE_TAG not in tags


def test_mp4_without_a_synthetic_voice_has_no_keywords() -> None:
    assert fit_to_mp4({"title": "a"}) == {"title": "a"}
