"""Share cards and covers, measured on the pixels."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from site_builder.building import share_cards
from site_builder.building.artwork import build_cover, crop_cover, draw_cover
from site_builder.building.share_cards import EDGE_PX, HEIGHT_PX, MARGIN_PX, WIDTH_PX, draw_card, keep_card
from site_builder.messages import load_translations
from site_builder.rendering.share import CARD_VERSION, ShareCard
from site_builder.rendering.static_files import StaticFiles
from site_builder.rendering.words import KIND_NAMES
from tests.built_sites import THEME

PALETTE = StaticFiles(THEME).palette
LONG_TITLE = "Người lao động nghỉ việc phải báo trước bao nhiêu ngày theo Bộ luật Lao động và văn bản hướng dẫn " * 4


def make_card(title: str = "Đăng ký tạm trú", **changes: Any) -> ShareCard:
    usual = {"kind": "explainer", "slug": "a", "title": title, "site_title": "Tiếng Luật", "palette": PALETTE}
    return ShareCard(**(usual | changes))


def open_image(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def find_ink(image: Image.Image) -> tuple[int, int, int, int]:
    """The box of everything that is drawn right of the coloured edge."""
    box = (EDGE_PX + 2, 0, WIDTH_PX, HEIGHT_PX)
    paper = Image.new("RGB", (box[2] - box[0], box[3]), PALETTE.paper)
    difference = ImageChops.difference(image.crop(box), paper).convert("L").point(lambda value: 255 * (value > 40))
    left, top, right, bottom = difference.getbbox() or (0, 0, 0, 0)
    return left + box[0], top, right + box[0], bottom


def test_a_card_is_a_jpeg_of_the_size_that_networks_ask() -> None:
    image = open_image(draw_card(make_card(), "Bài giải thích"))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1200, 630))


@pytest.mark.parametrize("title", ["Ễ", "ỄỞẬẴỮ " * 12, LONG_TITLE, "x" * 400, "😀 “Luật” <b>mới</b>"])
def test_nothing_is_drawn_into_the_margins(title: str) -> None:
    left, top, right, bottom = find_ink(open_image(draw_card(make_card(title), "Bài giải thích")))
    assert left >= EDGE_PX + MARGIN_PX - 8
    assert right <= WIDTH_PX - MARGIN_PX + 8
    assert top >= 40
    assert bottom <= HEIGHT_PX - 20


def test_equal_cards_have_equal_bytes_and_other_titles_other_addresses() -> None:
    assert draw_card(make_card(), "Bài") == draw_card(make_card(), "Bài")
    assert make_card("A").address != make_card("B").address
    assert make_card("A").address.startswith("/share/explainer/a-")
    assert make_card(site_title="Khác").address != make_card().address


def test_a_card_has_the_colours_of_its_theme_and_another_address_with_others() -> None:
    theirs = make_card(palette=replace(PALETTE, lacquer="#0f4c5c", paper="#fcfcff"))
    edge, paper = open_image(draw_card(theirs, "Bài")).getpixel((4, 300)), find_paper(theirs)
    assert all(abs(found - wanted) < 6 for found, wanted in zip(edge, (15, 76, 92), strict=True))
    assert all(abs(found - wanted) < 6 for found, wanted in zip(paper, (252, 252, 255), strict=True))
    assert theirs.address != make_card().address


def find_paper(card: ShareCard) -> Any:
    return open_image(draw_card(card, "Bài")).getpixel((WIDTH_PX - 8, HEIGHT_PX - 8))


def test_a_card_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = keep_card(make_card(), "Bài giải thích", tmp_path)
    assert first.read_bytes() == draw_card(make_card(), "Bài giải thích")
    monkeypatch.delattr(share_cards, "draw_card")
    assert keep_card(make_card(), "Bài giải thích", tmp_path) == first


def test_a_card_of_a_full_title_stays_light() -> None:
    title = "Người thuê trọ đăng ký tạm trú ở đâu, cần giấy tờ gì và bị phạt bao nhiêu nếu chậm?"
    assert len(draw_card(make_card(title), "Bài giải thích")) < 60_000


def test_a_drawn_cover_is_square_and_large_enough() -> None:
    image = open_image(draw_cover("Pháp luật Hải An", "UBND phường", PALETTE))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1400, 1400))


@pytest.mark.parametrize(("size", "side_px"), [((4000, 3500), 3000), ((2000, 1600), 1600), ((640, 480), 1400)])
def test_a_picture_becomes_a_square_cover(tmp_path: Path, size: tuple[int, int], side_px: int) -> None:
    Image.new("CMYK", size, "red").save(tmp_path / "a.jpg")
    image = open_image(crop_cover(tmp_path / "a.jpg"))
    assert (image.mode, image.size) == ("RGB", (side_px, side_px))


def test_a_cover_keeps_the_focal_point(tmp_path: Path) -> None:
    picture = Image.new("RGB", (3000, 1500), "white")
    picture.paste("black", (2500, 0, 3000, 1500))
    picture.save(tmp_path / "a.png")
    assert open_image(crop_cover(tmp_path / "a.png", (1.0, 0.5))).getpixel((1450, 700)) < (20, 20, 20)
    assert open_image(crop_cover(tmp_path / "a.png", (0.0, 0.5))).getpixel((1450, 700)) > (235, 235, 235)


def test_a_changed_cover_gets_another_address() -> None:
    assert build_cover("hai-an", b"a").address != build_cover("hai-an", b"b").address
    assert build_cover("hai-an", b"a").address.endswith(".jpg")


def test_labels_are_those_of_this_version_of_cards() -> None:
    """A label is drawn but not part of a card's address: whoever changes one raises `CARD_VERSION`, and this number."""
    labels = [load_translations("vi").gettext(name) for name in KIND_NAMES.values()]
    assert (CARD_VERSION, labels) == (
        4,
        [
            "Trang chủ",
            "Lĩnh vực",
            "Bài giải thích",
            "Câu chuyện tình huống",
            "Bài nghe",
            "Video",
            "Chương trình podcast",
            "Bản tin loa",
            "Văn bản pháp luật",
            "Trang",
            "Hướng dẫn từng bước",
        ],
    )
