"""The built-in voice speaks, says when, and does so the same each time."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from media_pipeline.errors import ScriptError
from media_pipeline.manifest import Speech
from media_pipeline.speech.voice import MAX_SCRIPT_LENGTH, build_fingerprint, speak

SCRIPT = "Xin chào bà con.\n\nHôm nay nói về tạm trú. Mời bà con nghe."


def test_a_script_becomes_sound_and_times(tmp_path: Path) -> None:
    timings = speak(SCRIPT, Speech(), tmp_path / "a.wav")
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert file.getnchannels() == 1
        duration_ms = file.getnframes() * 1000 // file.getframerate()
    assert abs(duration_ms - timings.duration_ms) <= 1
    assert [sentence.paragraph for sentence in timings.sentences] == [0, 1, 1]
    assert [word.text for word in timings.sentences[0].words] == ["Xin", "chào", "bà", "con."]
    begins = [word.start_ms for sentence in timings.sentences for word in sentence.words]
    assert begins == sorted(begins)
    assert len(set(begins)) == len(begins)
    first, second, third = timings.sentences
    assert second.start_ms - first.end_ms > third.start_ms - second.end_ms > 0


def test_the_same_script_gives_the_same_bytes(tmp_path: Path) -> None:
    first = speak(SCRIPT, Speech(), tmp_path / "a.wav")
    assert speak(SCRIPT, Speech(), tmp_path / "b.wav") == first
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


def test_a_slower_voice_takes_longer_and_is_another_recording(tmp_path: Path) -> None:
    calm, slow = Speech(rate_wpm=150), Speech(rate_wpm=100)
    assert speak(SCRIPT, slow, tmp_path / "a.wav").duration_ms > speak(SCRIPT, calm, tmp_path / "b.wav").duration_ms
    assert build_fingerprint(SCRIPT, slow) != build_fingerprint(SCRIPT, calm)


@pytest.mark.parametrize("script", ["", "  \n — \n", "x" * (MAX_SCRIPT_LENGTH + 1)])
def test_a_script_that_cannot_be_read_is_refused(script: str, tmp_path: Path) -> None:
    with pytest.raises(ScriptError):
        speak(script, Speech(), tmp_path / "a.wav")
    assert not (tmp_path / "a.wav").exists()


def test_a_voice_that_there_is_not_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="khong-co"):
        speak("Xin chào.", Speech(voice="khong-co"), tmp_path / "a.wav")


def test_signs_of_all_kinds_do_not_stop_the_voice(tmp_path: Path) -> None:
    timings = speak('«Điều 20» & <b>khoản 1</b> 🔊 100% [[x]] \\ "x"', Speech(), tmp_path / "a.wav")
    assert timings.duration_ms > 500
