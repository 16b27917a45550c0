"""Chapters follow the part of a recording that is kept."""

from __future__ import annotations

from uuid import UUID

import pytest
from pydantic import ValidationError

from media_pipeline.domain.chapters import FileChapter, format_ffmetadata, plan_chapters
from media_pipeline.domain.edges import Cut
from media_pipeline.manifest import Chapter, MediaManifest, Source

CHAPTERS = (Chapter(start_ms=0, title="Mở đầu"), Chapter(start_ms=5_000, title="Nội dung"))


def test_each_chapter_lasts_until_the_next_and_the_last_to_the_end() -> None:
    planned = plan_chapters(CHAPTERS, Cut(0, 9_000))
    assert planned == (FileChapter(0, 5_000, "Mở đầu"), FileChapter(5_000, 9_000, "Nội dung"))


def test_silence_that_is_cut_moves_them() -> None:
    planned = plan_chapters(CHAPTERS, Cut(2_000, 8_000))
    assert planned == (FileChapter(0, 3_000, "Mở đầu"), FileChapter(3_000, 6_000, "Nội dung"))


def test_a_chapter_behind_the_end_is_left_out() -> None:
    assert plan_chapters(CHAPTERS, Cut(0, 4_000)) == (FileChapter(0, 4_000, "Mở đầu"),)
    assert plan_chapters((), Cut(0, 4_000)) == ()


def test_signs_that_ffmpeg_would_read_are_escaped() -> None:
    text = format_ffmetadata((FileChapter(0, 1_000, "Điều 1; khoản 2 = mới #3"),))
    assert text.startswith(";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\n")
    assert text.endswith("title=Điều 1\\; khoản 2 \\= mới \\#3\n")


def test_chapters_out_of_order_are_refused() -> None:
    source = Source(sha256="0" * 64, file_name="a.wav", media_type="audio/wav", size_bytes=1)
    with pytest.raises(ValidationError, match="in order"):
        MediaManifest(id=UUID(int=1), name="a", kind="audio", title="A", source=source, chapters=CHAPTERS[::-1])
