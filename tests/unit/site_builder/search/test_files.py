"""The bytes of the files."""

from __future__ import annotations

import json

from site_builder.search.files import (
    FoundPage,
    find_box,
    name_box,
    name_catalogue,
    name_shelf,
    write_box,
    write_catalogue,
    write_shelf,
)

HOSTILE = '</script><script>alert("1")</script>\u2028'


def test_files_stand_beside_the_page_in_a_folder_for_each_numbering() -> None:
    assert name_catalogue() == "tim-kiem/muc-luc.json"
    assert name_shelf(12, "con") == "tim-kiem/12/am-con.json"
    assert name_box(12, find_box(64)) == "tim-kiem/12/bai-1.json"


def test_the_order_of_what_is_given_does_not_matter() -> None:
    assert write_shelf({"b": {"y": "1", "x": "2"}, "a": {}}) == b'{"a":{},"b":{"x":"2","y":"1"}}'
    assert json.loads(write_catalogue(9, ["b", "a-", "a"], ["Trang"])) == {
        "bits": 9,
        "box": 6,
        "kinds": ["Trang"],
        "shelves": "a a- b",
    }


def test_a_page_is_written_as_it_is_and_without_an_empty_note() -> None:
    pages = {3: FoundPage(HOSTILE, "/a/", 1, "Tóm tắt", ""), 2: FoundPage("A", "/b/", 0, "", "68/2020/QH14")}
    assert json.loads(write_box(pages)) == {
        "2": ["A", "/b/", 0, "", "68/2020/QH14"],
        "3": [HOSTILE, "/a/", 1, "Tóm tắt"],
    }
