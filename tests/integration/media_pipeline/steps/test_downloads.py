"""Documents are offered as they are, once their content is what their name says."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from media_pipeline import documents
from media_pipeline.documents import MEDIA_TYPES, probe_document
from media_pipeline.errors import MediaRejected, TruncatedSourceError, UnreadableSourceError, WrongKindError
from media_pipeline.manifest import MediaKind, RenditionRole
from media_pipeline.steps.downloads import offer_original
from tests.integration.media_pipeline.steps.contexts import LocalOrigin, Newsroom, build_manifest

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def write_zip(path: Path, members: Mapping[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


WRITERS: dict[str, Callable[[Path], object]] = {
    ".pdf": lambda path: path.write_bytes(PDF),
    ".rtf": lambda path: path.write_bytes(b"{\\rtf1 Xin ch\\'e0o}"),
    ".txt": lambda path: path.write_text("Xin chào\tbà con\r\n", encoding="utf-8"),
    ".csv": lambda path: path.write_text("\ufeffTên;Số\nLan;1\n", encoding="utf-8"),
    ".zip": lambda path: write_zip(path, {"mau-don.txt": "Đơn"}),
    ".docx": lambda path: write_zip(path, {"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}),
    ".xlsx": lambda path: write_zip(path, {"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}),
    ".odt": lambda path: write_zip(path, {"mimetype": MEDIA_TYPES[".odt"], "content.xml": "<a/>"}),
    ".ods": lambda path: write_zip(path, {"mimetype": MEDIA_TYPES[".ods"], "content.xml": "<a/>"}),
}


@pytest.mark.parametrize("suffix", sorted(MEDIA_TYPES))
def test_each_kind_of_document_is_known_by_its_content(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"mau{suffix.upper()}"
    WRITERS[suffix](path)
    assert probe_document(path).media_type == MEDIA_TYPES[suffix]


ZIPS = {".docx", ".xlsx", ".odt", ".ods", ".zip"}
TEXTS = {".txt", ".csv"}
LIES = [
    (suffix, written_as)
    for suffix in sorted(MEDIA_TYPES)
    for written_as in sorted(MEDIA_TYPES)
    if suffix != written_as
    and not {suffix, written_as} <= TEXTS
    and not (suffix == ".zip" and written_as in ZIPS)  # office files are ZIPs
    and not (suffix in TEXTS and written_as not in ZIPS)  # the PDF and the RTF of this test are plain text
]


@pytest.mark.parametrize(("suffix", "written_as"), LIES)
def test_a_name_that_says_something_else_is_refused(tmp_path: Path, suffix: str, written_as: str) -> None:
    path = tmp_path / f"mau{suffix}"
    WRITERS[written_as](path)
    with pytest.raises(MediaRejected):
        probe_document(path)


def test_a_pdf_without_its_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF[:-8] + b"x" * 9_000)
    with pytest.raises(TruncatedSourceError):
        probe_document(tmp_path / "a.pdf")


def test_a_text_that_is_not_in_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Xin chào".encode("utf-16"))
    with pytest.raises(UnreadableSourceError):
        probe_document(tmp_path / "a.txt")


def test_a_program_named_as_a_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"MZ\x00\x01\x02 program")
    with pytest.raises(WrongKindError):
        probe_document(tmp_path / "a.txt")


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    WRITERS[".docx"](tmp_path / "a.docx")
    content = bytearray((tmp_path / "a.docx").read_bytes())
    content[50] ^= 0xFF
    (tmp_path / "a.docx").write_bytes(content[:-10])
    with pytest.raises(UnreadableSourceError):
        probe_document(tmp_path / "a.docx")


def test_a_document_with_macros_is_refused(tmp_path: Path) -> None:
    write_zip(tmp_path / "a.docx", {"word/document.xml": "<a/>", "word/vbaProject.bin": "x"})
    with pytest.raises(UnreadableSourceError):
        probe_document(tmp_path / "a.docx")


def test_a_bomb_is_refused_without_being_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_UNPACKED_BYTES", 1_000)
    write_zip(tmp_path / "a.zip", {"lon.txt": "0" * 1_001})
    with pytest.raises(UnreadableSourceError):
        probe_document(tmp_path / "a.zip")


def test_a_kind_that_is_not_offered_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.exe").write_bytes(b"MZ")
    with pytest.raises(WrongKindError, match="pdf"):
        probe_document(tmp_path / "a.exe")


def test_a_document_is_offered_byte_for_byte_under_its_assets_name(tmp_path: Path) -> None:
    (tmp_path / "Mẫu đơn.PDF").write_bytes(PDF)
    newsroom = Newsroom(tmp_path)
    manifest = build_manifest("mau-don", MediaKind.DOWNLOAD)
    (original,) = offer_original(newsroom.build_context(manifest, LocalOrigin(tmp_path / "Mẫu đơn.PDF")))
    assert original.role is RenditionRole.ORIGINAL
    assert original.path.endswith("/mau-don.pdf")
    assert original.media_type == "application/pdf"
    assert newsroom.read(original) == PDF
