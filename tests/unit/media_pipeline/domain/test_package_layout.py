"""What stands in a loudspeaker package, whatever the titles hold."""

from __future__ import annotations

import csv
import io
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.domain.package_layout import (
    LONGEST_STEM,
    PackageFacts,
    PieceFacts,
    build_guide,
    build_playlist,
    build_schedule,
    build_texts,
    fold_title,
    format_duration,
)


def make_package(*titles: str, **changes: object) -> PackageFacts:
    pieces = tuple(PieceFacts(title, 61_400, True, -15.02, script="Xin chào.") for title in titles)
    return PackageFacts("Bản tin tuần", pieces, **changes)


def read_rows(package: PackageFacts) -> list[list[str]]:
    text = build_schedule(package)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Đăng ký tạm trú", "dang-ky-tam-tru"),
        (unicodedata.normalize("NFD", "Ở trễ hạn"), "o-tre-han"),
        ("\"Nhà của bạn\" & 'tôi'", "nha-cua-ban-toi"),
        ("🔊 Loa 🎉", "loa"),
        ("..", "muc"),
        ("../../etc/passwd", "etc-passwd"),
        ("🔊", "muc"),
        ("CON: NUL", "con-nul"),
    ],
)
def test_a_title_is_folded_to_a_name_every_player_takes(title: str, stem: str) -> None:
    assert fold_title(title) == stem


@given(st.lists(st.text(), min_size=1, max_size=12))
def test_names_are_plain_unique_and_in_order(titles: list[str]) -> None:
    names = make_package(*titles).sound_names
    assert all(re.fullmatch(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*\.mp3", name) for name in names)
    assert list(names) == sorted(set(names))


def test_a_long_title_is_cut_between_words() -> None:
    stem = fold_title("thông báo " * 40)
    assert len(stem) <= LONGEST_STEM
    assert stem.endswith(("thong", "bao"))


def test_a_hundred_pieces_still_sort_by_name() -> None:
    names = make_package(*["Mục"] * 100).sound_names
    assert (names[0], names[-1]) == ("001-muc.mp3", "100-muc.mp3")


def test_a_playlist_has_one_entry_for_each_piece_whatever_its_title() -> None:
    lines = build_playlist(make_package("Một\r\n#EXTINF:9,giả\nxx.mp3", "Hai")).split("\n")
    assert lines == [
        "#EXTM3U",
        "#PLAYLIST:Bản tin tuần",
        "#EXTINF:61,Một #EXTINF:9,giả xx.mp3",
        "01-mot-extinf-9-gia-xx-mp3.mp3",
        "#EXTINF:61,Hai",
        "02-hai.mp3",
        "",
    ]


def test_a_schedule_opens_in_a_vietnamese_spreadsheet() -> None:
    rows = read_rows(make_package("Mở; đầu"))
    assert len(rows[0]) == 6
    assert rows[1][:4] == ["1", "01-mo-dau.mp3", "Mở; đầu", "0:01:01"]
    assert rows[1][5] == "-15,0"


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+84", "-1", "@SUM(A1)", " =1", "\t=1"])
def test_a_title_is_never_a_formula(title: str) -> None:
    assert read_rows(make_package(title))[1][2].startswith("'")


def test_the_guide_says_that_a_machine_speaks_and_what_is_a_sample() -> None:
    spoken = build_guide(make_package("Một"))
    own = build_guide(PackageFacts("Gói", (PieceFacts("Một", 1_000, has_synthetic_voice=False),)))
    sample = build_guide(make_package("Một", is_sample=True))
    assert len(spoken.splitlines()) == len(own.splitlines()) + 1
    assert len(sample.splitlines()) == len(spoken.splitlines()) + 1
    assert "\n" not in spoken.replace("\r\n", "")


def test_only_pieces_with_words_have_a_script() -> None:
    package = PackageFacts("Gói", (PieceFacts("Nhạc", 1_000, False), PieceFacts("Lời", 1_000, False, script="A\nB")))
    texts = build_texts(package)
    assert [path for path in texts if "/" in path] == ["kich-ban/02-loi.txt"]
    assert texts["kich-ban/02-loi.txt"] == "Lời\r\n\r\nA\r\nB\r\n".encode()


def test_durations_are_rounded_to_the_second() -> None:
    assert [format_duration(ms) for ms in (0, 499, 59_600, 3_599_700)] == ["0:00:00", "0:00:00", "0:01:00", "1:00:00"]
