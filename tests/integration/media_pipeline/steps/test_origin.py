"""Scripts as origins: what an operator sets of voices is heard, stands in the key and in the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.domain.voices import NOTICE, HttpSettings, NoticePlace, PiperSettings, SpeechSettings
from media_pipeline.errors import VoiceSetupError
from media_pipeline.manifest import Speech, SpeechEngine
from media_pipeline.steps.origin import SpeechOrigin, list_voices
from tests.integration.media_pipeline.steps.contexts import build_manifest, build_spoken_manifest

SCRIPT = "Xin chào."
HTTP = HttpSettings("http://may-doc.example/", voice="nu-ha-noi")


def build_origin(folder: Path, **speech: object) -> SpeechOrigin:
    settings = PipelineSettings(speech=SpeechSettings(**speech))  # type: ignore[arg-type]
    return SpeechOrigin(build_spoken_manifest(), SCRIPT, folder, settings)


@pytest.mark.parametrize("place", [NoticePlace.START, NoticePlace.END])
def test_the_recording_itself_says_that_a_machine_reads(tmp_path: Path, place: NoticePlace) -> None:
    opened = build_origin(tmp_path, notice=place).open()
    assert opened.timings is not None
    said = [sentence.text for sentence in opened.timings.sentences]
    assert said == ([NOTICE, SCRIPT] if place is NoticePlace.START else [SCRIPT, NOTICE])
    assert opened.probe.duration_ms == pytest.approx(opened.timings.duration_ms, abs=2)


def test_the_key_knows_pauses_and_notice_and_not_the_voices_that_do_not_read(tmp_path: Path) -> None:
    plain = build_origin(tmp_path).fingerprint
    changed = [
        build_origin(tmp_path, comma_pause_ms=0).fingerprint,
        build_origin(tmp_path, sentence_pause_ms=351).fingerprint,
        build_origin(tmp_path, paragraph_pause_ms=751).fingerprint,
        build_origin(tmp_path, notice=NoticePlace.START).fingerprint,
        build_origin(tmp_path, notice=NoticePlace.END).fingerprint,
    ]
    assert len({plain, *changed}) == 6
    others = build_origin(tmp_path, piper=PiperSettings(Path("/giong/a.onnx")), http=HTTP)
    assert others.fingerprint == plain


def test_the_record_names_the_engine_that_read(tmp_path: Path) -> None:
    settings = PipelineSettings(speech=SpeechSettings(http=HTTP))
    assert list_voices(build_manifest(), settings) == {}
    (built_in,) = list_voices(build_spoken_manifest(), settings).items()
    assert built_in[0] == "espeak-ng" and built_in[1].startswith("espeak-ng ")
    spoken = build_manifest(
        speech=Speech(engine=SpeechEngine.HTTP, voice="nu-ha-noi"), has_synthetic_voice=True, script="tam-tru.txt"
    )
    assert list(list_voices(spoken, settings)) == ["http"]
    with pytest.raises(VoiceSetupError, match="nu-ha-noi"):
        list_voices(spoken, PipelineSettings())
