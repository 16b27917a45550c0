"""Chapters as a file of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from media_pipeline.manifest import Chapter, RenditionRole
from media_pipeline.steps.chapters import make_chapters
from tests.integration.media_pipeline.steps.contexts import Newsroom, build_manifest
from tests.integration.media_pipeline.steps.probed_origin import ProbedOrigin
from tests.integration.media_pipeline.steps.samples import run

BEEP = "gt(t,3)*0.2*sin(2*PI*440*t)"
CHAPTERS = (Chapter(start_ms=2_000, title="Mở đầu"), Chapter(start_ms=4_000, title="Khai báo “bắt buộc”"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    run("-f", "lavfi", "-i", f"aevalsrc='{BEEP}':s=16000:d=6", tmp_path / "a.wav")
    return tmp_path / "a.wav"


def test_they_are_counted_from_the_start_of_the_finished_files(source: Path, tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    (made,) = make_chapters(newsroom.build_context(build_manifest(chapters=CHAPTERS), ProbedOrigin(source)))
    assert (made.role, made.media_type) == (RenditionRole.CHAPTERS, "application/json+chapters")
    assert made.path.endswith("/tam-tru.chapters.json")
    file = json.loads(newsroom.read(made))
    assert file["version"] == "1.2.0"
    assert [chapter["title"] for chapter in file["chapters"]] == ["Mở đầu", "Khai báo “bắt buộc”"]
    assert [chapter["startTime"] for chapter in file["chapters"]] == [0, pytest.approx(1.5, abs=0.02)]


def test_a_recording_without_chapters_has_no_such_file(source: Path, tmp_path: Path) -> None:
    assert make_chapters(Newsroom(tmp_path).build_context(build_manifest(), ProbedOrigin(source))) == ()
