"""The still part of a clip, and the lettering on it."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageDraw

from media_pipeline.domain.clip_layout import HEIGHT, LACQUER, SAFE_BOTTOM, SAFE_RIGHT, WIDTH, plan_clip_layout
from media_pipeline.pictures.backdrop import BackdropText, draw_backdrop
from media_pipeline.pictures.lettering import draw_lettering, fit_text

TITLE = "Đăng ký tạm trú: ở trễ hạn thì bị xử phạt thế nào?"
STACKED = "ẤẦẨẪẬẮẰẲẴẶẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự"


def draw(title: str, *, aspect: float | None = None, notices: tuple[str, ...] = ()) -> Image.Image:
    layout = plan_clip_layout(film_aspect=aspect, has_captions=True)
    return draw_backdrop(layout, BackdropText(title, "Tiếng Luật", notices))


def find_ink(image: Image.Image, background: str) -> tuple[int, int, int, int]:
    found = ImageChops.difference(image.convert("RGB"), Image.new("RGB", image.size, background)).getbbox()
    assert found is not None
    return found


def test_no_mark_is_cut_off_or_touches_the_line_above() -> None:
    lettering = fit_text(" ".join(STACKED), width_px=600, height_px=2_000, largest_px=60, smallest_px=60)
    whole = Image.new("RGB", (600, lettering.height_px), "white")
    draw_lettering(ImageDraw.Draw(whole), lettering, left_px=0, top_px=0, fill="black")
    _left, top, right, bottom = find_ink(whole, "white")
    assert top > 0
    assert bottom < lettering.height_px
    assert right <= 600
    rows = [whole.crop((0, y, 600, y + 1)).convert("L").getextrema()[0] for y in range(lettering.height_px)]
    gaps = [y for y, darkest in enumerate(rows) if darkest > 200 and top < y < bottom]
    assert len(gaps) >= len(lettering.lines) - 1


@pytest.mark.parametrize("aspect", [None, 16 / 9, 1.0])
@pytest.mark.parametrize("title", ["A", TITLE, TITLE * 3, "https://example.org/" + "x" * 180])
def test_nothing_is_written_where_a_phone_has_its_buttons(title: str, aspect: float | None) -> None:
    image = draw(title, aspect=aspect, notices=("Giọng đọc máy", "Nội dung minh họa"))
    below = image.crop((40, SAFE_BOTTOM, WIDTH, HEIGHT))
    assert len(below.getcolors(16) or ()) == 1
    film = plan_clip_layout(film_aspect=aspect, has_captions=True).film
    right = image.crop((SAFE_RIGHT + 1, 0, WIDTH, film.top if film else HEIGHT))
    assert len(right.getcolors(16) or ()) == 1


def test_a_title_of_two_lines_breaks_where_its_sense_does() -> None:
    with_break = draw("Thấy cháy: hô to rồi thoát ra")
    box = plan_clip_layout(film_aspect=None, has_captions=True).title
    first_line = with_break.crop((box.left, box.top, box.right, box.top + 131))
    expected = Image.new("RGB", first_line.size, "#FFFDF7")
    lettering = fit_text("Thấy cháy:", width_px=box.width, height_px=131, largest_px=96, smallest_px=96)
    draw_lettering(ImageDraw.Draw(expected), lettering, left_px=0, top_px=0, fill="#1D1B16")
    assert ImageChops.difference(first_line, expected).getbbox() is None


def test_notices_are_seen() -> None:
    assert ImageChops.difference(draw(TITLE), draw(TITLE, notices=("Giọng đọc máy",))).getbbox() is not None


def test_over_a_film_that_fills_the_clip_only_the_title_is_opaque() -> None:
    image = draw(TITLE, aspect=9 / 16)
    assert image.mode == "RGBA"
    assert image.getchannel("A").getpixel((540, 900)) == 0
    assert image.convert("RGB").getpixel((10, 200)) == tuple(int(LACQUER[i : i + 2], 16) for i in (1, 3, 5))
