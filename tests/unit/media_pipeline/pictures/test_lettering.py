"""Text on pictures: in its box, balanced, with room for stacked marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.pictures.lettering import (
    BOLD,
    LINE_HEIGHT,
    REGULAR,
    drop_missing,
    fit_text,
    load_font,
    measure_text,
)

TITLE = "Đăng ký tạm trú: ở trễ hạn thì bị xử phạt thế nào?"
LONG = "Người lao động nghỉ việc phải báo trước bao nhiêu ngày theo Bộ luật Lao động và văn bản hướng dẫn " * 4
STACKED = "ẤẦẨẪẬẮẰẲẴẶẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự"


def test_every_vietnamese_letter_is_in_the_font() -> None:
    assert drop_missing(STACKED) == STACKED
    assert drop_missing("Xin chào 🎉") == "Xin chào "


def test_stacked_marks_fit_into_their_line() -> None:
    for size_px in (44, 84):
        left, top, right, bottom = load_font("NotoSans-Bold.ttf", size_px).getbbox("ỄỞẬẴỮỘgp", anchor="ls")
        assert bottom - top <= size_px * LINE_HEIGHT
        assert right > left


def test_a_line_is_as_long_as_its_words_and_spaces() -> None:
    """What `lettering` builds on: it measures words, never lines."""
    words = LONG.split()
    for font_name in (BOLD, REGULAR):
        for size_px in (24, 44, 84):
            font = load_font(font_name, size_px)
            total = sum(map(font.getlength, words)) + (len(words) - 1) * font.getlength(" ")
            assert font.getlength(" ".join(words)) == total


@given(st.lists(st.text("aiđmwỄgp.", min_size=1, max_size=9), min_size=1, max_size=30), st.integers(300, 1000))
def test_no_line_leaves_its_box_and_the_next_size_would(words: list[str], width_px: int) -> None:
    box = {"width_px": width_px, "height_px": 360}
    lettering = fit_text(" ".join(words), **box, largest_px=84, smallest_px=44)
    font = load_font(lettering.font_name, lettering.size_px)
    assert all(font.getlength(line) <= width_px for line in lettering.lines)
    assert lettering.height_px <= box["height_px"]
    if lettering.size_px < 84 and lettering.size_px > 44:
        larger = lettering.size_px + 2
        assert fit_text(" ".join(words), **box, largest_px=larger, smallest_px=44).size_px == lettering.size_px


def test_a_long_title_is_cut_with_an_ellipsis() -> None:
    lettering = fit_text(LONG * 3, width_px=900, height_px=360, largest_px=84, smallest_px=44)
    assert lettering.height_px <= 360
    assert lettering.lines[-1].endswith("…")


def test_a_title_of_two_lines_leaves_no_single_word_on_the_last() -> None:
    lettering = fit_text(
        "Đăng ký tạm trú tại phường Hải An", width_px=996, height_px=360, largest_px=84, smallest_px=44
    )
    assert lettering.lines == ("Đăng ký tạm trú", "tại phường Hải An")


def test_characters_without_a_letter_in_the_font_are_left_out() -> None:
    assert drop_missing("Luật 😀 mới \u200d漢") == "Luật  mới "


def test_a_longer_title_is_written_smaller_then_cut() -> None:
    short, long = (
        fit_text(text, width_px=800, height_px=300, largest_px=96, smallest_px=56) for text in ("Tạm trú", TITLE * 4)
    )
    assert short.size_px == 96
    assert long.size_px == 56
    assert long.lines[-1].endswith("…")
    assert all(measure_text(line, size_px=56) <= 800 for line in long.lines)
