"""An upload that is not what its name promises is refused while its editor still looks on."""

from __future__ import annotations

from pathlib import Path

import pytest

from media_pipeline.domain.probe import FileNature
from media_pipeline.errors import MediaRejected, UnreadableSourceError, WrongKindError
from media_pipeline.probing.files import probe_file
from tests.integration.media_pipeline.steps import samples


def test_a_document_is_one_by_name_and_content(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\ntrailer<<>>\n%%EOF\n")
    assert probe_file(tmp_path / "a.pdf").nature is FileNature.DOCUMENT


def test_a_picture_named_as_a_document_is_refused(tmp_path: Path) -> None:
    samples.draw_picture(64, 64).save(tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "a.pdf")
    with pytest.raises(WrongKindError, match=r"\.pdf"):
        probe_file(tmp_path / "a.pdf")


@pytest.mark.parametrize("suffix", [".jpg", ".PNG", ".webp"])
def test_a_text_named_as_a_picture_is_refused_as_a_picture(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_text("Đây là một văn bản.\n" * 20, encoding="utf-8")
    with pytest.raises(UnreadableSourceError, match="JPEG"):
        probe_file(tmp_path / f"a{suffix}")


def test_a_picture_is_known_under_any_name(tmp_path: Path) -> None:
    samples.draw_picture(64, 64).save(tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "a.mp3")
    assert probe_file(tmp_path / "a.mp3").nature is FileNature.PICTURE


def test_a_truncated_picture_is_refused_at_once(tmp_path: Path) -> None:
    samples.write_phone_photo(tmp_path / "a.jpg")
    samples.cut_off(tmp_path / "a.jpg")
    with pytest.raises(MediaRejected):
        probe_file(tmp_path / "a.jpg")
