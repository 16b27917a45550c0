"""Posters, read back from the PDF by a reader that is not ours."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader

from site_builder.documents.block_values import build_block
from site_builder.documents.kinds import Kind
from site_builder.errors import ThemeError
from site_builder.rendering import Renderer, poster_sheet
from site_builder.rendering.page import RenderedPage
from site_builder.rendering.poster import Poster, PosterPart
from site_builder.rendering.poster_sheet import FOOT_PT, HEIGHT_PT, MARGIN_PT, WIDTH_PT, draw_poster, keep_poster
from site_builder.settings import SiteSettings
from tests.unit.site_builder.rendering import samples
from tests.unit.site_builder.rendering.conftest import THEME
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary

SETTINGS = samples.SETTINGS.model_copy(update={"language": "vi"})
ANSWERS = {
    "who": "Người ở từ 30 ngày trở lên.",
    "deadline": "03 ngày làm việc.",
    "cost": "15.000 đồng.",
    "where": "Công an phường.",
}
STEPS = ("Chuẩn bị giấy tờ", "Nộp hồ sơ", "Nhận kết quả")
WORD = "chuyển nhượng quyền sử dụng đất "


def render(library: InMemoryLibrary, store: Path, settings: SiteSettings = SETTINGS, **values: Any) -> RenderedPage:
    steps = [build_block("step", title=title, body="") for title in STEPS]
    document = samples.build_document(
        Kind.EXPLAINER, "tam-tru", build_block("steps", title="", items=steps), **(ANSWERS | values)
    )
    return Renderer(THEME, settings, library, store).render_document(document)


@pytest.fixture
def poster(library: InMemoryLibrary, store: Path) -> Poster:
    title = "Đăng ký tạm trú tại phường Hải An"
    found = render(library, store, title=title, cites=samples.CITES, reviewed="2026-11-09", is_sample=True).poster
    assert found is not None
    return found


@pytest.fixture
def long_poster(poster: Poster) -> Poster:
    """More than a sheet holds, everywhere."""
    many = tuple(PosterPart(part.heading, (WORD * 60,) * 3) for part in poster.parts)
    steps = PosterPart("Cần làm gì?", tuple(f"Bước {number} {WORD}" for number in range(90)), is_numbered=True)
    return replace(
        poster,
        title=("Trình tự, thủ tục đăng ký biến động " + WORD * 9)[:255],
        lead=WORD * 30,
        parts=(*many, steps),
        basis=WORD * 90,
        site_title="Pháp luật và đời sống của người dân thành phố " * 3,
        contacts=(WORD * 12, WORD * 12),
    )


def open_page(poster: Poster) -> PageObject:
    reader = PdfReader(io.BytesIO(draw_poster(poster)))
    assert len(reader.pages) == 1
    return reader.pages[0]


def read_words(poster: Poster) -> str:
    return " ".join(open_page(poster).extract_text().replace("\u00a0", " ").split())


def list_texts(poster: Poster) -> list[tuple[float, float, str]]:
    """Each line with the place of its baseline, from the lower left corner."""
    found: list[tuple[float, float, str]] = []

    def note(text: str, _cm: object, matrix: list[float], _font: object, _size: float) -> None:
        if text.strip():
            found.append((matrix[4], matrix[5], text.strip()))

    open_page(poster).extract_text(visitor_text=note)
    return found


def test_it_says_what_a_resident_asks_in_the_order_of_the_page(poster: Poster) -> None:
    words = read_words(poster)
    expected = [
        "Ủy ban nhân dân phường Hải An",
        "Tiếng Luật",
        "Bài giải thích",
        "Đăng ký tạm trú tại phường Hải An",
        "Nội dung minh họa",
        "Tóm tắt tam-tru.",
        "Ai cần biết?",
        *STEPS,
        *("03 ngày làm việc.", "15.000 đồng.", "Công an phường."),
        "Căn cứ: Luat cu tru (68/2020/QH14), khoản 1 Điều 27.",
        "https://luat.example.vn/giai-thich/tam-tru/",
        "Số 1 phố Chợ",
        "12/11/2026",
        "09/11/2026",
    ]
    places = [words.find(each) for each in expected]
    assert -1 not in places, expected[places.index(-1)]
    assert places == sorted(places)


def test_it_is_one_upright_a4_page_in_vietnamese_with_its_title(poster: Poster) -> None:
    reader = PdfReader(io.BytesIO(draw_poster(poster)))
    assert [float(side) for side in reader.pages[0].mediabox] == pytest.approx([0, 0, WIDTH_PT, HEIGHT_PT], abs=0.01)
    root, information = reader.trailer["/Root"], reader.metadata
    assert root["/Lang"] == "vi-VN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is not False
    assert information is not None and information.title == "Đăng ký tạm trú tại phường Hải An"
    assert information.author == "Ủy ban nhân dân phường Hải An"
    assert information["/CreationDate"].startswith("D:20261112080000")


def test_it_is_tagged_with_one_title_headings_and_a_described_code(poster: Poster) -> None:
    root = PdfReader(io.BytesIO(draw_poster(poster))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    document = root["/StructTreeRoot"]["/K"][0].get_object()
    elements = [element.get_object() for element in document["/K"]]
    kinds = [element["/S"] for element in elements]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == len(poster.parts)
    (figure,) = [element for element in elements if element["/S"] == "/Figure"]
    assert poster.url in figure["/Alt"]


def test_its_fonts_are_embedded_and_hold_the_letters_in_use_alone(poster: Poster) -> None:
    fonts = open_page(poster)["/Resources"]["/Font"].values()
    descriptors = [font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert len(descriptors) == 2
    for descriptor in descriptors:
        assert "+NotoSans" in descriptor["/FontName"]
        assert 2_000 < len(descriptor["/FontFile2"].get_object().get_data()) < 30_000


def test_a_long_text_stays_on_the_page_and_is_cut_where_the_code_leads_on(poster: Poster, long_poster: Poster) -> None:
    texts = list_texts(long_poster)
    assert all(MARGIN_PT - 1 <= left < WIDTH_PT - MARGIN_PT and 20 < base < HEIGHT_PT for left, base, _text in texts)
    foot = [text for _left, base, text in texts if base < FOOT_PT]
    assert foot[0].startswith("Đọc đầy đủ")
    assert not any(text.startswith("Bước") for text in foot)
    words = read_words(long_poster)
    assert "…" in words and "Bước 0" in words and "Bước 89" not in words
    assert "https://luat.example.vn/giai-thich/tam-tru/" in words
    assert max(base for _left, base, text in texts if text.startswith("Trình tự")) < HEIGHT_PT - 80
    assert "…" not in read_words(poster)


def test_a_short_text_is_larger_than_a_long_one(poster: Poster, long_poster: Poster) -> None:
    assert read_size(poster, "Người ở") > 1.5 * read_size(long_poster, "Bước")


def read_size(poster: Poster, start: str) -> float:
    found: list[float] = []

    def note(text: str, _cm: object, _matrix: object, _font: object, size: float) -> None:
        if text.strip().startswith(start):
            found.append(size)

    open_page(poster).extract_text(visitor_text=note)
    return found[0]


def test_a_word_that_no_line_holds_is_parted_and_cut(poster: Poster) -> None:
    words = read_words(replace(poster, title="W" * 255))
    assert words.count("W") > 100 and "W…" in words


def test_equal_posters_have_equal_bytes_and_every_change_another_address(poster: Poster) -> None:
    assert draw_poster(poster) == draw_poster(replace(poster))
    assert poster.address.startswith("/share/explainer/tam-tru-ap-phich-") and poster.address.endswith(".pdf")
    for changes in ({"lead": "Khác"}, {"basis": ""}, {"palette": replace(poster.palette, sign="#0f4c5c")}):
        assert replace(poster, **changes).address != poster.address


def test_it_has_the_colours_of_the_theme(poster: Poster) -> None:
    theirs = replace(poster, palette=replace(poster.palette, sign="#0f4c5c"))
    plate = b"0.0588 0.298 0.3608 rg"
    assert plate in open_page(theirs).get_contents().get_data()
    assert plate not in open_page(poster).get_contents().get_data()


def test_a_logo_that_cannot_be_drawn_is_named(poster: Poster) -> None:
    with pytest.raises(ThemeError, match=r"logo\.svg"):
        draw_poster(replace(poster, logo="<p>no picture</p>"))


def test_it_is_drawn_once(poster: Poster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = keep_poster(poster, tmp_path)
    monkeypatch.delattr(poster_sheet, "draw_poster")
    assert keep_poster(poster, tmp_path) == first


def test_the_page_offers_it_with_its_size(library: InMemoryLibrary, store: Path) -> None:
    page = render(library, store)
    assert page.poster is not None
    size = round(len(draw_poster(page.poster)) / 1000)
    assert f'href="{page.poster.address}"' in page.html
    assert f'Áp phích A4 <span class="file__size">(PDF, {size}\u00a0kB)</span>' in page.html


def test_a_site_can_do_without(library: InMemoryLibrary, store: Path) -> None:
    page = render(library, store, SETTINGS.model_copy(update={"posters": False}))
    assert page.poster is None and ".pdf" not in page.html


def test_a_changed_law_is_told(library: InMemoryLibrary, store: Path) -> None:
    ended = [{"law": "law/luat-cu"}]
    page = render(library, store, cites=ended, reviewed="2026-11-09")
    assert page.poster is not None
    assert any("đã thay đổi" in notice for notice in page.poster.notices)
