"""Scripts found in recordings: how exact the times are, and whether a wrong script is told from the right one.

The recordings are spoken by the built-in voice at another pace, pitch, accent and with other pauses than its reading,
under noise and as an MP3; one is a voice of another make. What is true is what the voice itself reported.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from media_pipeline.alignment import Alignment, align, build_aligned_cues
from media_pipeline.domain.presets import SpeechPreset
from media_pipeline.domain.timings import SpeechTimings
from media_pipeline.domain.webvtt import parse_captions
from media_pipeline.errors import ScriptError, ScriptMismatchError
from media_pipeline.speech import VoiceOrder, speak
from tests.integration.media_pipeline.steps.samples import run

MEDIA = Path(__file__).parents[4] / "content" / "media"
OTHER_VOICE = MEDIA / "sources" / "448e28f0c15f068f296f8341b1d76372dfe1d1d0224b8092929557fcf560edea.wav"
PAUSES = SpeechPreset(
    lead_in_ms=900, sentence_pause_ms=600, paragraph_pause_ms=1_300, lead_out_ms=800, pitch=70, amplitude=80, word_gap=2
)
PACES = [("vi", 110, 70), ("vi-vn-x-south", 200, 20), ("vi-vn-x-central", 150, 90)]


def read_script(name: str) -> str:
    return (MEDIA / f"{name}.txt").read_text(encoding="utf-8")


def record(script: str, folder: Path, *, voice: str = "vi", rate_wpm: int = 120, pitch: int = 70) -> SpeechTimings:
    """Write `noisy.mp3`: the script under pink noise; when its words are said."""
    order = VoiceOrder(script=script, voice=voice, rate_wpm=rate_wpm, preset=PAUSES.model_copy(update={"pitch": pitch}))
    timings = speak(order, folder / "clean.wav")
    noise = ("-f", "lavfi", "-i", "anoisesrc=color=pink:amplitude=0.02:seed=3")
    mix = ("-filter_complex", "[0][1]amix=inputs=2:duration=first:normalize=0")
    run("-i", folder / "clean.wav", *noise, *mix, "-b:a", "48k", folder / "noisy.mp3")
    return timings


def measure_errors(found: Alignment, true: SpeechTimings) -> np.ndarray:
    """Seconds between when each word starts and when it was found to."""
    found_ms = [word.start_ms for aligned in found.sentences for word in aligned.sentence.words]
    true_ms = [word.start_ms for sentence in true.sentences for word in sentence.words]
    return np.abs(np.array(found_ms) - np.array(true_ms)) / 1000


@pytest.mark.parametrize(("voice", "rate_wpm", "pitch"), PACES)
def test_words_are_found_within_a_tenth_of_a_second(tmp_path: Path, voice: str, rate_wpm: int, pitch: int) -> None:
    script = "\n\n".join(read_script(name) for name in ("tin-mo-dau-tam-tru", "video-thoat-nan-khi-chay"))
    true = record(script, tmp_path, voice=voice, rate_wpm=rate_wpm, pitch=pitch)
    found = align(tmp_path / "noisy.mp3", script, tmp_path)
    errors_s = measure_errors(found, true)
    median_s, most_s = float(np.median(errors_s)), float(np.percentile(errors_s, 90))
    print(f"{voice} at {rate_wpm} words a minute: median {median_s:.3f} s, 90% within {most_s:.3f} s")
    assert median_s < 0.1
    assert most_s < 0.2
    assert not any(sentence.is_doubtful for sentence in found.sentences)


def test_another_voice_is_found_by_its_pauses(tmp_path: Path) -> None:
    found = align(OTHER_VOICE, read_script("thu-giong-doc"), tmp_path)
    words = [word for aligned in found.sentences for word in aligned.sentence.words]
    starts_ms, position = [], 0
    for cue in parse_captions((MEDIA / "thu-giong-doc.vi.vtt").read_text(encoding="utf-8")):
        starts_ms.append((words[position].start_ms, cue.start_ms))
        position += len(cue.text.split())
    assert max(abs(found_ms - true_ms) for found_ms, true_ms in starts_ms) < 150
    assert not found.is_doubtful


def test_words_after_music_and_an_added_pause_are_found(tmp_path: Path) -> None:
    script = read_script("tin-mo-dau-tam-tru")
    true = record(script, tmp_path)
    jingle = ("-f", "lavfi", "-i", "aevalsrc='0.3*sin(2*PI*t*(300+200*floor(mod(t*3,4))))':d=5")
    whole = ("-filter_complex", "[0][1]concat=n=2:v=0:a=1")
    run(*jingle, "-i", tmp_path / "noisy.mp3", *whole, tmp_path / "music.mp3")
    found = align(tmp_path / "music.mp3", script, tmp_path)
    shifted_ms = [word.start_ms - 5_000 for aligned in found.sentences for word in aligned.sentence.words]
    true_ms = [word.start_ms for sentence in true.sentences for word in sentence.words]
    assert np.median(np.abs(np.array(shifted_ms) - np.array(true_ms))) < 100


@pytest.mark.parametrize("other", ["nghe-goi-114", "video-dang-ky-tam-tru", "tin-hanh-kho"])
def test_a_script_of_another_recording_is_doubted(tmp_path: Path, other: str) -> None:
    found = align(OTHER_VOICE, read_script(other), tmp_path)
    assert found.is_doubtful
    assert all(cue.is_doubtful for cue in build_aligned_cues(found))


def test_only_the_part_that_is_not_said_is_doubted(tmp_path: Path) -> None:
    lines = read_script("thu-giong-doc").splitlines()
    foreign = read_script("tin-nhac-nha-cho-thue").split(". ")[:8]
    found = align(OTHER_VOICE, "\n".join(lines[:16]) + "\n\n" + ".\n".join(foreign) + ".", tmp_path)
    doubts = [sentence.is_doubtful for sentence in found.sentences]
    said = sum(1 for sentence in found.sentences if sentence.sentence.paragraph == 0)
    assert np.mean(doubts[:said]) < 0.25
    assert np.mean(doubts[said:]) > 0.75


def test_cues_are_laid_out_for_readers(tmp_path: Path) -> None:
    script = read_script("tin-mo-dau-tam-tru")
    record(script, tmp_path)
    cues = [aligned.cue for aligned in build_aligned_cues(align(tmp_path / "noisy.mp3", script, tmp_path))]
    assert " ".join(" ".join(cue.text.split()) for cue in cues) == " ".join(script.split())
    assert all(len(line) <= 42 for cue in cues for line in cue.text.split("\n"))
    assert all(cue.text.count("\n") <= 1 for cue in cues)
    assert all(cue.end_ms - cue.start_ms <= 6_500 for cue in cues)
    assert all(cue.end_ms <= after.start_ms for cue, after in pairwise(cues))


def test_a_much_longer_script_is_refused(tmp_path: Path) -> None:
    record("Xin chào bà con. Mời bà con nghe bản tin.", tmp_path)
    with pytest.raises(ScriptMismatchError, match=r"00:0"):
        align(tmp_path / "noisy.mp3", read_script("nghe-chuyen-o-tro"), tmp_path)


def test_a_recording_without_speech_is_refused(tmp_path: Path) -> None:
    run("-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono", "-t", "2", tmp_path / "silence.wav")
    with pytest.raises(ScriptMismatchError):
        align(tmp_path / "silence.wav", "Xin chào bà con.", tmp_path)


@pytest.mark.parametrize("script", ["", " \n", "…\n—"])
def test_an_empty_script_is_refused(tmp_path: Path, script: str) -> None:
    with pytest.raises(ScriptError):
        align(OTHER_VOICE, script, tmp_path)
