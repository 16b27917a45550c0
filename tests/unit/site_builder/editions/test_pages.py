"""Pages for a disk: links without a server, one file of each picture and recording."""

from __future__ import annotations

import pytest

from site_builder.editions.choosing import choose_media
from site_builder.editions.pages import Place, find_path, iter_targets, prune_page, relink_page
from site_builder.editions.search_scripts import name_script, write_script

FILES = {
    "index.html",
    "giai-thich/index.html",
    "giai-thich/con/index.html",
    "giai-thich/tam-tru/index.html",
    "tim-kiem/index.html",
    "media/a.jpg",
    "media/a.mp3",
}
WORDS = {"film": "Xem trên mạng"}
PLACE = Place("giai-thich/tam-tru/index.html", FILES, "https://luat.example.vn")


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ('<a href="/">a</a>', '<a href="../../index.html">a</a>'),
        ('<a href="/giai-thich/">a</a>', '<a href="../index.html">a</a>'),
        ('<a href="/giai-thich/con/#b1">a</a>', '<a href="../con-/index.html#b1">a</a>'),
        ('<a href="/giai-thich/tam-tru/">a</a>', '<a href="index.html">a</a>'),
        ('<a href="/tim-kiem/?q=a&amp;b=1">a</a>', '<a href="../../tim-kiem/index.html?q=a&amp;b=1">a</a>'),
        ('<form action="/tim-kiem/">', '<form action="../../tim-kiem/index.html">'),
        ('<a href="#b1">a</a>', '<a href="#b1">a</a>'),
        ('<a href="tel:113">a</a>', '<a href="tel:113">a</a>'),
        ('<a href="//khac.example/">a</a>', '<a href="//khac.example/">a</a>'),
        ('<a href="/feed/rss.xml">a</a>', '<a href="https://luat.example.vn/feed/rss.xml">a</a>'),
        ('<img src="/media/a.jpg" alt="b">', '<img src="../../media/a.jpg" alt="b">'),
        ('<img src="/media/b.jpg" alt="b">', '<img src="data:," alt="b">'),
        (
            '<meta http-equiv="refresh" content="0; url=/giai-thich/">',
            '<meta http-equiv="refresh" content="0; url=../index.html">',
        ),
        (
            '<audio controls><source src="/media/a.mp3"></audio>',
            '<audio controls><source src="../../media/a.mp3"></audio>',
        ),
        (
            '<video poster="/media/a.jpg"><source src="/media/a.mp4"></video>',
            '<p><a href="https://luat.example.vn/giai-thich/tam-tru/">Xem trên mạng</a></p>',
        ),
    ],
)
def test_a_link_is_relative_or_leads_to_the_web(element: str, expected: str) -> None:
    assert relink_page(element, PLACE, WORDS) == expected


def test_one_file_of_each_picture_and_recording_is_kept() -> None:
    picture = (
        '<picture>\n<source type="image/avif" srcset="/media/a.avif 400w" sizes="46vw">'
        '<img src="/media/a-1600.jpg" srcset="/media/a-400.jpg 400w, /media/a-800.jpg 800w, /media/a-1600.jpg 1600w"'
        ' sizes="46vw" width="1600" height="900" alt="Tờ đơn">\n</picture>'
    )
    audio = '<audio controls>\n<source src="/media/a.opus" type="audio/ogg">\n<source src="/media/a.mp3">\n</audio>'
    page = prune_page(f'<link rel="alternate" type="application/rss+xml" href="/feed/rss.xml">\n{picture}{audio}')
    assert list(iter_targets(page)) == ["media/a-800.jpg", "media/a.mp3"]
    assert 'width="1600" height="900" alt="Tờ đơn"' in page
    assert "srcset" not in page and "sizes" not in page


def test_a_wide_picture_alone_is_kept() -> None:
    page = prune_page('<img src="/media/a.jpg" srcset="/media/a.jpg 1600w" alt="">')
    assert page == '<img src="/media/a.jpg" alt="">'


def test_the_search_gets_its_files_by_scripts() -> None:
    page = prune_page('<script type="module" src="/static/search.1.js" data-worker="/sw.js"></script>')
    assert page == '<script src="/tim-kiem/tu-dia.js"></script>\n<script src="/static/search.1.js" defer></script>'


def test_the_file_of_an_address() -> None:
    assert [find_path(each) for each in ("/", "/a/", "/a/b.mp3", "/a%20b/")] == [
        "index.html",
        "a/index.html",
        "a/b.mp3",
        "a b/index.html",
    ]


def test_a_file_of_the_search_is_a_script_that_puts_its_value() -> None:
    link = Place("tim-kiem/index.html", FILES, "https://luat.example.vn").link
    box = '{"7":["Tạm trú\u2028","/giai-thich/tam-tru/",0,"Ai phải làm"]}'.encode()
    assert write_script("tim-kiem/9/bai-1.json", box, link).decode() == (
        'searchFiles["9/bai-1.json"]={"7":["Tạm trú\\u2028","../giai-thich/tam-tru/index.html",0,"Ai phải làm"]};\n'
    )
    assert write_script("tim-kiem/muc-luc.json", b'{"bits":9}', link) == b'searchFiles["muc-luc.json"]={"bits":9};\n'
    assert name_script("tim-kiem/9/bai-1.json") == "tim-kiem/9/bai-1.js"


SIZES = {
    "media/b.jpg": 30,
    "media/a.jpg": 20,
    "media/a.mp3": 40,
    "media/a.pdf": 10,
    "media/a.mp4": 5,
    "static/x.js": 99,
}


@pytest.mark.parametrize(
    ("largest_bytes", "has_video", "expected"),
    [
        (0, False, set()),
        (49, False, {"media/a.jpg", "media/a.pdf"}),
        (50, False, {"media/a.jpg", "media/b.jpg"}),
        (90, False, {"media/a.jpg", "media/b.jpg", "media/a.mp3"}),
        (105, True, {"media/a.jpg", "media/b.jpg", "media/a.mp3", "media/a.pdf", "media/a.mp4"}),
        (105, False, {"media/a.jpg", "media/b.jpg", "media/a.mp3", "media/a.pdf"}),
        (2**40, False, {"media/a.jpg", "media/b.jpg", "media/a.mp3", "media/a.pdf"}),
    ],
)
def test_pictures_come_first_then_recordings_and_films_only_when_asked_for(
    largest_bytes: int, has_video: bool, expected: set[str]
) -> None:
    assert choose_media(SIZES, largest_bytes, has_video=has_video) == expected | {"static/x.js"}


def test_what_a_stick_cannot_hold_is_left_out() -> None:
    assert choose_media({"media/a.mp3": 2**32}, 2**40, has_video=False) == set()
