"""The built-in voice, really speaking."""

from __future__ import annotations

import wave
from importlib import metadata
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from media_pipeline.domain.keys import compute_key
from media_pipeline.domain.presets import SpeechPreset
from media_pipeline.domain.timings import SpeechTimings
from media_pipeline.errors import ScriptError
from media_pipeline.presets import load_speech_preset
from media_pipeline.speech import VoiceOrder, compute_fingerprint, speak

SCRIPT = "Xin chào bà con. Ai thuê nhà thì phải khai báo tạm trú.\n\nHết."


def order(script: str = SCRIPT, *, voice: str = "vi", rate_wpm: int = 150) -> VoiceOrder:
    return VoiceOrder(script=script, voice=voice, rate_wpm=rate_wpm, preset=load_speech_preset())


def read_sound(path: Path) -> tuple[np.ndarray, int]:
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float), file.getframerate()


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SpeechTimings]:
    path = tmp_path_factory.mktemp("speech") / "a.wav"
    return path, speak(order(), path)


def test_every_word_of_the_script_has_its_time(spoken: tuple[Path, SpeechTimings]) -> None:
    words = [word for sentence in spoken[1].sentences for word in sentence.words]
    assert " ".join(word.text for word in words) == SCRIPT.replace("\n\n", " ")
    assert all(before.end_ms <= after.start_ms for before, after in pairwise(words))
    assert all(word.end_ms - word.start_ms > 50 for word in words)


def test_the_recording_is_as_long_as_its_timings(spoken: tuple[Path, SpeechTimings]) -> None:
    samples, rate_hz = read_sound(spoken[0])
    assert len(samples) / rate_hz * 1000 == pytest.approx(spoken[1].duration_ms, abs=2)


def test_something_is_heard_in_every_word_and_nothing_between_sentences(spoken: tuple[Path, SpeechTimings]) -> None:
    samples, rate_hz = read_sound(spoken[0])

    def peak(start_ms: int, end_ms: int) -> float:
        return float(np.abs(samples[start_ms * rate_hz // 1000 : end_ms * rate_hz // 1000]).max())

    for sentence in spoken[1].sentences:
        assert all(peak(word.start_ms, word.end_ms) > 1000 for word in sentence.words)
    for before, after in pairwise(spoken[1].sentences):
        assert after.start_ms - before.end_ms >= 300
        assert peak(before.end_ms + 2, after.start_ms - 2) == 0


def test_the_same_script_gives_the_same_bytes(spoken: tuple[Path, SpeechTimings], tmp_path: Path) -> None:
    assert speak(order(), tmp_path / "b.wav") == spoken[1]
    assert (tmp_path / "b.wav").read_bytes() == spoken[0].read_bytes()


def test_a_slower_voice_takes_longer(spoken: tuple[Path, SpeechTimings], tmp_path: Path) -> None:
    assert speak(order(rate_wpm=100), tmp_path / "b.wav").duration_ms > 1.2 * spoken[1].duration_ms


def test_the_voice_of_the_south_sounds_different(spoken: tuple[Path, SpeechTimings], tmp_path: Path) -> None:
    speak(order(voice="vi-vn-x-south"), tmp_path / "b.wav")
    assert (tmp_path / "b.wav").read_bytes() != spoken[0].read_bytes()


@pytest.mark.parametrize("script", ["", "…\n\n***"])
def test_a_script_without_a_word_is_refused(tmp_path: Path, script: str) -> None:
    with pytest.raises(ScriptError):
        speak(order(script), tmp_path / "b.wav")
    assert not list(tmp_path.iterdir())


def test_an_unknown_voice_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="vi-vn-x-south"):
        speak(order(voice="../../etc/passwd"), tmp_path / "b.wav")


@pytest.mark.parametrize(
    "script", ["<speak>Xin chào</speak>", "[[xin]] chào", "Xin 👋 chào \u0301", "a" * 5000, "%s &amp; \x07"]
)
def test_signs_are_no_commands(tmp_path: Path, script: str) -> None:
    assert speak(order(script), tmp_path / "b.wav").duration_ms > 500


def test_recordings_from_before_there_were_other_voices_are_still_found() -> None:
    """The key of a recording is made of this; another value would make all of them again."""
    preset = SpeechPreset(
        lead_in_ms=200,
        sentence_pause_ms=350,
        paragraph_pause_ms=750,
        lead_out_ms=300,
        pitch=45,
        amplitude=100,
        word_gap=1,
    )
    made = VoiceOrder(script="Xin chào bà con.", voice="vi", rate_wpm=150, preset=preset)
    before = {
        "order": {
            "script": "Xin chào bà con.",
            "voice": "vi",
            "rate_wpm": 150,
            "preset": {
                "lead_in_ms": 200,
                "sentence_pause_ms": 350,
                "paragraph_pause_ms": 750,
                "lead_out_ms": 300,
                "pitch": 45,
                "amplitude": 100,
                "word_gap": 1,
            },
        },
        "voice": f"espeak-ng {metadata.version('espeakng-loader')}",
    }
    assert compute_fingerprint(made) == compute_key(before)
