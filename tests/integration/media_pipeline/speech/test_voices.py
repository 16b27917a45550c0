"""One contract for all voices: the built-in one, Piper, engines behind HTTP that answer with WAV or with MP3."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from media_pipeline.domain.voices import BodyType, HttpSettings, SpeechSettings
from media_pipeline.manifest import SpeechEngine
from media_pipeline.speech import choose_voice, compute_fingerprint, speak
from tests.integration.media_pipeline.speech import voices
from tests.integration.media_pipeline.speech.voices import SCRIPT, Candidate

COMMA_COUNT = 2


@pytest.fixture(params=["built-in", "piper", "http-wav", "http-mp3"])
def candidate(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Candidate]:
    if request.param == "built-in":
        yield Candidate(SpeechEngine.ESPEAK, "vi", SpeechSettings())
        return
    if request.param == "piper":
        voices.install_fake_piper(tmp_path, monkeypatch)
        yield voices.build_piper(voices.write_piper_voice(tmp_path))
        return
    with voices.run_server() as server:
        if request.param == "http-wav":
            body = '{"text": "{text}", "voice": {"id": "{voice}", "speed": "{speed}"}, "speed": "{speed}"}'
            yield voices.build_http(HttpSettings(f"{server.base_url}/wav", body=body))
        else:
            body = "text={text}&speed={speed}"
            yield voices.build_http(HttpSettings(f"{server.base_url}/mp3", body=body, body_type=BodyType.FORM))


def read_sound(path: Path) -> tuple[np.ndarray, int]:
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float), file.getframerate()


def measure_ms(candidate: Candidate, folder: Path, script: str = SCRIPT, **pauses: int) -> float:
    """How long the file is."""
    settings = replace(candidate.settings, **pauses)  # type: ignore[arg-type]
    path = folder / "measured.wav"
    speak(candidate.order(script, settings=settings), path, settings)
    samples, rate_hz = read_sound(path)
    return len(samples) / rate_hz * 1000


def test_a_script_becomes_sound_and_times_that_fit_each_other(candidate: Candidate, tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    timings = speak(candidate.order(), path, candidate.settings)
    words = [word for sentence in timings.sentences for word in sentence.words]
    assert " ".join(word.text for word in words) == SCRIPT.replace("\n\n", " ")
    assert all(before.end_ms <= after.start_ms for before, after in pairwise(words))
    samples, rate_hz = read_sound(path)
    assert len(samples) / rate_hz * 1000 == pytest.approx(timings.duration_ms, abs=2)
    for sentence in timings.sentences:
        assert np.abs(samples[sentence.start_ms * rate_hz // 1000 : sentence.end_ms * rate_hz // 1000]).max() > 1000
    for before, after in pairwise(timings.sentences):
        pause = samples[(before.end_ms + 2) * rate_hz // 1000 : (after.start_ms - 2) * rate_hz // 1000]
        assert len(pause) > 0.3 * rate_hz and not pause.any()


def test_the_same_order_gives_the_same_bytes_and_leaves_nothing_else(candidate: Candidate, tmp_path: Path) -> None:
    folder = tmp_path / "spoken"
    folder.mkdir()
    script = "Xin chào bà con."
    first = speak(candidate.order(script), folder / "a.wav", candidate.settings)
    assert speak(candidate.order(script), folder / "b.wav", candidate.settings) == first
    assert (folder / "a.wav").read_bytes() == (folder / "b.wav").read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == ["a.wav", "b.wav"]


def test_the_rate_sets_the_speed(candidate: Candidate, tmp_path: Path) -> None:
    script = "Ai thuê nhà thì phải khai báo"
    spoken = [
        speak(candidate.order(script, rate_wpm=rate_wpm), tmp_path / "a.wav", candidate.settings).sentences[0]
        for rate_wpm in (100, 150, 225)
    ]
    slow_ms, plain_ms, fast_ms = (sentence.end_ms - sentence.start_ms for sentence in spoken)
    assert slow_ms / plain_ms == pytest.approx(1.5, rel=0.2)
    assert plain_ms / fast_ms == pytest.approx(1.5, rel=0.2)


def test_a_pause_makes_the_file_longer_by_just_that(candidate: Candidate, tmp_path: Path) -> None:
    plain_ms = measure_ms(candidate, tmp_path, comma_pause_ms=200, sentence_pause_ms=300, paragraph_pause_ms=700)
    longer = {
        "comma_pause_ms": (600, COMMA_COUNT * 400),
        "sentence_pause_ms": (800, 500),
        "paragraph_pause_ms": (1000, 300),
    }
    for name, (pause_ms, difference_ms) in longer.items():
        pauses = {"comma_pause_ms": 200, "sentence_pause_ms": 300, "paragraph_pause_ms": 700, name: pause_ms}
        assert measure_ms(candidate, tmp_path, **pauses) - plain_ms == pytest.approx(difference_ms, abs=2), name


def test_signs_are_no_commands(candidate: Candidate, tmp_path: Path) -> None:
    script = '<speak>Xin</speak> [[chào]] {text} {voice} "bà" \\ con & %s 👋'
    assert speak(candidate.order(script), tmp_path / "a.wav", candidate.settings).duration_ms > 800


def test_the_key_changes_with_all_that_is_heard_and_with_nothing_else(candidate: Candidate) -> None:
    settings = candidate.settings
    paused = replace(settings, comma_pause_ms=250)
    keys = [
        compute_fingerprint(candidate.order(), settings),
        compute_fingerprint(candidate.order("Hết."), settings),
        compute_fingerprint(candidate.order(rate_wpm=151), settings),
        compute_fingerprint(candidate.order(settings=paused), paused),
    ]
    assert len(set(keys)) == len(keys)
    assert compute_fingerprint(candidate.order(), settings) == keys[0]


def test_a_voice_says_what_it_is(candidate: Candidate) -> None:
    order = candidate.order()
    voice = choose_voice(order.engine, order.voice, order.preset, candidate.settings)
    assert (voice.engine, voice.name) == (candidate.engine, candidate.voice)
    assert voice.read_version() == voice.read_version() != ""
