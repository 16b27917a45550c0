"""Captions and transcripts: from a checked file, from the voice's own timing, or the script alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from media_pipeline.domain.timings import SpeechTimings, SpokenSentence, SpokenWord
from media_pipeline.domain.webvtt import Cue, parse_captions
from media_pipeline.errors import CutError
from media_pipeline.manifest import MediaManifest
from media_pipeline.steps.captions import make_captions
from tests.integration.media_pipeline.steps.contexts import (
    LocalOrigin,
    Newsroom,
    build_manifest,
    build_spoken_manifest,
)

SCRIPT = "Xin chào bà con.\nHết tin.\n"
VTT = "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nXin chào\n"


def build_sentence(text: str, start_ms: int) -> SpokenSentence:
    """A sentence with 300 ms for each word."""
    words = tuple(SpokenWord(word, start_ms + 300 * i, start_ms + 300 * (i + 1)) for i, word in enumerate(text.split()))
    return SpokenSentence(text, start_ms, words[-1].end_ms, 0, words)


TIMINGS = SpeechTimings((build_sentence("Xin chào bà con.", 200), build_sentence("Hết tin.", 2_000)), 2_800)


def make(tmp_path: Path, manifest: MediaManifest, side_files: dict[str, str], **origin: object) -> dict[str, str]:
    """Role → text of what is made."""
    (tmp_path / "a.wav").write_bytes(b"x")
    newsroom = Newsroom(tmp_path)
    context = newsroom.build_context(manifest, LocalOrigin(tmp_path / "a.wav", **origin), side_files)  # type: ignore[arg-type]
    return {rendition.role.value: newsroom.read(rendition).decode() for rendition in make_captions(context)}


def test_a_side_file_is_brought_into_one_form_and_the_script_is_the_transcript(tmp_path: Path) -> None:
    manifest = build_manifest(script="tam-tru.txt", captions="tam-tru.vi.vtt")
    subrip = "1\r\n00:00:00,500 --> 00:00:02,000\r\nXin chào\r\n"
    texts = make(tmp_path, manifest, {"tam-tru.txt": SCRIPT, "tam-tru.vi.vtt": subrip}, duration_ms=2_500)
    assert texts == {"captions": VTT, "transcript": SCRIPT}


def test_captions_without_a_script_give_the_transcript_too(tmp_path: Path) -> None:
    texts = make(tmp_path, build_manifest(captions="tam-tru.vi.vtt"), {"tam-tru.vi.vtt": VTT}, duration_ms=2_500)
    assert texts == {"captions": VTT, "transcript": "Xin chào\n"}


def test_the_built_in_voice_is_captioned_by_its_own_timing(tmp_path: Path) -> None:
    texts = make(tmp_path, build_spoken_manifest(), {"tam-tru.txt": SCRIPT}, timings=TIMINGS)
    assert parse_captions(texts["captions"]) == (Cue(200, 1_400, "Xin chào bà con."), Cue(2_000, 2_800, "Hết tin."))
    assert texts["transcript"] == SCRIPT


def test_captions_an_editor_checked_go_before_the_voices_own(tmp_path: Path) -> None:
    manifest = build_spoken_manifest(captions="tam-tru.vi.vtt")
    texts = make(tmp_path, manifest, {"tam-tru.txt": SCRIPT, "tam-tru.vi.vtt": VTT}, timings=TIMINGS, duration_ms=2_800)
    assert texts["captions"] == VTT


def test_a_recording_with_a_script_alone_gets_its_transcript_alone(tmp_path: Path) -> None:
    texts = make(tmp_path, build_manifest(script="tam-tru.txt"), {"tam-tru.txt": SCRIPT})
    assert texts == {"transcript": SCRIPT}


def test_nothing_written_gives_nothing(tmp_path: Path) -> None:
    assert make(tmp_path, build_manifest(), {}) == {}


def test_captions_of_a_longer_recording_are_refused(tmp_path: Path) -> None:
    late = "WEBVTT\n\n00:01:00.000 --> 00:01:02.000\nXin chào\n"
    with pytest.raises(CutError, match=r"00:01:00\.000"):
        make(tmp_path, build_manifest(captions="tam-tru.vi.vtt"), {"tam-tru.vi.vtt": late}, duration_ms=2_500)
