"""The run sheet, read back from the PDF."""

from __future__ import annotations

import io
import unicodedata

import pytest
from pypdf import PdfReader

from media_pipeline.domain.package_layout import PackageFacts, PieceFacts
from media_pipeline.packing.run_sheet import build_run_sheet
from tests.unit.media_pipeline.domain.sessions import APPROVAL, build_facts, build_session

DIACRITICS = "ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữự đĐ ỲÝỶỸỴ"


def read(package: PackageFacts) -> PdfReader:
    return PdfReader(io.BytesIO(build_run_sheet(package)))


def read_words(package: PackageFacts) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(package).pages).split())


def build_one(script: str, title: str = "Mục") -> PackageFacts:
    piece = PieceFacts(title, 3_000, has_synthetic_voice=True, script=script, approval=APPROVAL)
    return PackageFacts("Bản tin", (piece,), session=build_session())


def test_it_has_times_approvals_durations_and_scripts() -> None:
    words = read_words(build_facts())
    for expected in (
        "PHIẾU PHÁT THANH",
        "Trạm truyền thanh phường Hạnh Phúc",
        "Ngày: 24/11/2026",
        "Giờ: 05:30:00 – 05:32:02",
        "Thời lượng: 0:02:03",
        "Nơi phát: Tổ 1, Tổ 7",
        "05:31:01",
        "Soạn: Nguyễn Thị Bưởi Duyệt: Trần Văn Ổi ngày 23/11/2026",
        "Hạn phát: 01/12/2026",
        "Thưa bà con, ở trọ thì phải đăng ký tạm trú.",
        "02-dang-ky-tam-tru.mp3",
        "giọng máy",
        "Người phát (họ tên, chữ ký)",
    ):
        assert expected in words


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_vietnamese_letter_is_read_back(form: str) -> None:
    assert DIACRITICS in read_words(build_one(unicodedata.normalize(form, DIACRITICS)))


def test_fonts_are_embedded() -> None:
    fonts = [font for page in read(build_facts()).pages for font in page["/Resources"]["/Font"].values()]
    descriptors = [font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert descriptors
    assert all(
        "/FontFile2" in descriptor.get_object() and "NotoSans" in descriptor["/FontName"] for descriptor in descriptors
    )


def test_a_long_script_goes_on_on_numbered_pages() -> None:
    package = build_one("Thưa bà con, đây là một câu dài để in ra giấy. " * 300)
    pages = read(package).pages
    assert len(pages) > 3
    assert f"Trang {len(pages)}/{len(pages)}" in pages[-1].extract_text()
    assert read_words(package).count("câu dài") == 300


def test_letters_that_the_font_lacks_are_left_out() -> None:
    assert "Loa vui" in read_words(build_one("Loa 🔊vui", title="🔊 Tên"))


def test_a_recording_without_a_script_says_so() -> None:
    assert "Không có lời đọc" in read_words(build_one("  "))


def test_it_is_of_the_day_of_its_session_and_names_no_program() -> None:
    information = read(build_facts()).metadata
    assert information is not None
    assert information["/CreationDate"].startswith("D:20261124053000")
    assert not information.get("/Producer")
    assert read(build_facts()).trailer["/Root"]["/Lang"] == "vi"


def test_the_outline_leads_to_each_script() -> None:
    assert [entry.title for entry in read(build_facts()).outline] == ["1. Mở đầu", "2. Đăng ký tạm trú"]
