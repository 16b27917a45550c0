"""What a package for a session says, read back by other programs' rules."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from media_pipeline.domain.package_layout import PackageFacts, PieceFacts
from media_pipeline.domain.session_layout import (
    FileFacts,
    WholeFacts,
    build_manifest_json,
    build_session_guide,
    build_session_schedule,
    build_session_texts,
    build_xspf,
    name_whole,
)
from media_pipeline.manifest import Approval
from tests.unit.media_pipeline.domain.sessions import APPROVAL, build_facts, build_session
from tests.unit.media_pipeline.domain.xspf_schema import NAMES, parse_xspf

HOSTILE = ['"a" & <b>', "]]>\ufffe\x00", "a\r\nb", "=1+1", "🔊", "../x", "&amp;"]


def read_rows(package: PackageFacts) -> list[list[str]]:
    content = build_session_texts(package)["lich-phat.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_schedule_says_when_each_piece_is_played() -> None:
    head, first, second = read_rows(build_facts())
    assert len(head) == len(first) == len(second) == 14
    assert first[:4] == ["1", "24/11/2026", "05:30:00", "01-mo-dau.mp3"]
    assert second[:6] == ["2", "24/11/2026", "05:31:01", "02-dang-ky-tam-tru.mp3", "Đăng ký tạm trú", "0:01:01"]
    assert second[8:] == ["-15,0", "Tổ 1, Tổ 7", "Nguyễn Thị Bưởi", "Trần Văn Ổi", "23/11/2026", "01/12/2026"]
    assert first[6] != second[6]
    assert first[7] != second[7]


def test_a_session_over_midnight_goes_on_on_the_next_day() -> None:
    package = build_facts(starts="2026-11-24T23:59")
    assert [row[1:3] for row in read_rows(package)[1:]] == [["24/11/2026", "23:59:00"], ["25/11/2026", "00:00:01"]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝", "|", "%"])
def test_nothing_that_people_write_is_a_formula(start: str) -> None:
    text = f"{start}HYPERLINK(1)"
    approval = Approval(author=text, approver=f"{text}2", approved=APPROVAL.approved)
    piece = PieceFacts(text, 1_000, has_synthetic_voice=False, approval=approval)
    package = PackageFacts(text, (piece,), session=build_session(clusters=(text,)))
    (row,) = read_rows(package)[1:]
    assert [cell[:1] for cell in (row[4], row[9], row[10], row[11])] == ["'"] * 4


def test_a_schedule_cell_keeps_what_separates_cells() -> None:
    assert read_rows(build_facts('Mở; "đầu"'))[1][4] == 'Mở; "đầu"'
    assert build_session_schedule(build_facts()).count("\r\n") == 3


@given(st.lists(st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(HOSTILE)), min_size=1))
def test_a_playlist_keeps_the_rules_of_xspf_whatever_the_titles(titles: list[str]) -> None:
    playlist = parse_xspf(build_xspf(build_facts(*titles)).encode())
    assert len(playlist.findall("x:trackList/x:track", NAMES)) == len(titles)


def test_an_xspf_playlist_names_pieces_durations_and_the_instant() -> None:
    playlist = parse_xspf(build_xspf(build_facts("Một & <hai>", "Ba")).encode())
    assert playlist.findtext("x:date", namespaces=NAMES) == "2026-11-24T05:30:00+07:00"
    tracks = playlist.findall("x:trackList/x:track", NAMES)
    read = [
        [track.findtext(f"x:{name}", namespaces=NAMES) for name in ("location", "title", "duration")]
        for track in tracks
    ]
    assert read == [["01-mot-hai.mp3", "Một & <hai>", "61400"], ["02-ba.mp3", "Ba", "61400"]]


def test_the_rules_of_xspf_find_a_playlist_that_breaks_them() -> None:
    broken = build_xspf(build_facts()).replace("<trackNum>1</trackNum>", "<trackNum>một</trackNum>")
    with pytest.raises(etree.DocumentInvalid):
        parse_xspf(broken.encode())


def test_the_manifest_says_what_is_played_when_and_lists_every_file() -> None:
    files = {"b.mp3": FileFacts(2, "2" * 64), "a.txt": FileFacts(1, "1" * 64)}
    read = json.loads(build_manifest_json(build_facts(), WholeFacts(122_800, -15.0), files))
    assert (read["name"], read["starts"]) == ("goi-phat-thanh-2026-11-24-0530", "2026-11-24T05:30:00+07:00")
    assert read["duration_ms"] == sum(piece["duration_ms"] for piece in read["pieces"])
    assert [piece["start_ms"] for piece in read["pieces"]] == [0, 61_400]
    assert read["pieces"][1]["starts"] == "2026-11-24T05:31:01+07:00"
    assert read["pieces"][1]["class"] == "priority"
    assert [piece["approver"] for piece in read["pieces"]] == ["Trần Văn Ổi"] * 2
    assert read["files"] == [
        {"path": "a.txt", "size_bytes": 1, "sha256": "1" * 64},
        {"path": "b.mp3", "size_bytes": 2, "sha256": "2" * 64},
    ]


def test_the_guide_tells_how_to_check_with_and_without_our_verifier() -> None:
    guide = build_session_guide(build_facts())
    assert all(words in guide for words in ("kiem-tra.py", "sha256sum -c SHA256SUMS", "certutil", "05:30", "Tổ 7"))
    assert name_whole(build_session()) in guide
    assert "\n" not in guide.replace("\r\n", "")


def test_a_session_for_all_loudspeakers_says_so() -> None:
    assert read_rows(build_facts(clusters=()))[1][9] == "tất cả các loa"
