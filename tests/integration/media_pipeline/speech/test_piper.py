"""Piper: what is missing is said, its key depends on its file, nothing of it is loaded before it is wanted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from media_pipeline.domain.voices import PiperSettings, SpeechSettings
from media_pipeline.errors import SpeechError, VoiceSetupError
from media_pipeline.manifest import SpeechEngine
from media_pipeline.presets import load_speech_preset
from media_pipeline.speech import choose_voice, compute_fingerprint, piper, speak
from tests.integration.media_pipeline.speech.voices import (
    Candidate,
    build_piper,
    install_fake_piper,
    write_piper_voice,
)


@pytest.fixture
def candidate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Candidate:
    install_fake_piper(tmp_path, monkeypatch)
    return build_piper(write_piper_voice(tmp_path))


def test_a_missing_package_is_named(candidate: Candidate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piper, "PACKAGE", "piper-tts-is-not-here")
    with pytest.raises(VoiceSetupError, match="pip install piper-tts-is-not-here"):
        speak(candidate.order(), tmp_path / "a.wav", candidate.settings)
    with pytest.raises(VoiceSetupError, match="pip install"):
        compute_fingerprint(candidate.order(), candidate.settings)


@pytest.mark.parametrize("suffix", ["", ".json"])
def test_a_missing_file_is_named(candidate: Candidate, tmp_path: Path, suffix: str) -> None:
    missing = tmp_path / f"vi_VN-mau-medium.onnx{suffix}"
    missing.unlink()
    with pytest.raises(VoiceSetupError, match=missing.name):
        speak(candidate.order(), tmp_path / "a.wav", candidate.settings)


def test_a_voice_that_this_machine_does_not_have_is_named(candidate: Candidate) -> None:
    for settings in (SpeechSettings(), SpeechSettings(piper=PiperSettings(Path("/giong/khac.onnx")))):
        with pytest.raises(VoiceSetupError, match="vi_VN-mau-medium"):
            choose_voice(SpeechEngine.PIPER, "vi_VN-mau-medium", load_speech_preset(), settings)


def test_another_file_or_speaker_is_another_voice(candidate: Candidate, tmp_path: Path) -> None:
    model = tmp_path / "vi_VN-mau-medium.onnx"
    keys = [compute_fingerprint(candidate.order(), candidate.settings)]
    write_piper_voice(tmp_path, pitch_hz=1100)
    keys.append(compute_fingerprint(candidate.order(), candidate.settings))
    write_piper_voice(tmp_path, pitch_hz=1100, speaker_count=2)
    keys.append(compute_fingerprint(candidate.order(), candidate.settings))
    second = build_piper(model, speaker=1)
    keys.append(compute_fingerprint(second.order(), second.settings))
    assert len(set(keys)) == 4


def test_what_the_package_complains_of_is_said(candidate: Candidate, tmp_path: Path) -> None:
    third = build_piper(tmp_path / "vi_VN-mau-medium.onnx", speaker=3)
    with pytest.raises(SpeechError, match="no speaker 3"):
        speak(third.order("Xin chào."), tmp_path / "a.wav", third.settings)
    (tmp_path / "vi_VN-mau-medium.onnx.json").write_text("{}")
    with pytest.raises(SpeechError, match="KeyError"):
        speak(candidate.order("Xin chào."), tmp_path / "a.wav", candidate.settings)


def test_nothing_of_it_is_loaded_by_the_pipeline_itself(candidate: Candidate) -> None:
    program = "import sys, media_pipeline.api, media_pipeline.speech.piper; sys.exit('piper' in sys.modules)"
    paths = os.pathsep.join([str(Path(__file__).parents[4]), os.environ["PYTHONPATH"]])
    process = subprocess.run([sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": paths}, check=False)
    assert process.returncode == 0
