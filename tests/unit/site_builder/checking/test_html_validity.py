"""What a strict parser says of pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.checking import html_validity
from site_builder.checking.findings import Rule
from site_builder.checking.html_validity import MIN_SHARED, find_errors, find_invalid_pages

VALID = "<!DOCTYPE html><html lang='vi'><head><title>Bài</title></head><body><p>Chữ &amp; <b>đậm</b></p></body></html>"


def test_a_valid_page_has_no_errors() -> None:
    assert find_errors(VALID.encode()) == []


@pytest.mark.parametrize(
    "broken",
    [
        VALID.replace("<!DOCTYPE html>", ""),
        VALID.replace("</b>", ""),
        VALID.replace("<p>Chữ", "<p>Chữ<div>x</div>"),
        VALID.replace("<p>", "<p class='a' class='b'>"),
        VALID.replace("<b>", "<b/>").replace("</b>", "</b></i>"),
        VALID.replace("<p>", "<table><p>"),
        VALID.replace("&amp;", "&khong;"),
    ],
)
def test_a_broken_page_has_some_with_their_place(broken: str) -> None:
    errors = find_errors(broken.encode())
    assert errors
    assert all(error.endswith(")") and ":" in error for error in errors)


def write_pages(output: Path, count: int) -> list[str]:
    output.mkdir(exist_ok=True)
    for number in range(count):
        text = VALID.replace("Bài", f"Bài {number}").replace("</b>", "" if number == count - 1 else "</b>")
        (output / f"{number}.html").write_text(text, "utf-8")
    return [f"{number}.html" for number in range(count)]


@pytest.mark.parametrize("count", [3, MIN_SHARED + 1])
def test_the_faulty_page_is_found_among_few_and_among_many(tmp_path: Path, count: int) -> None:
    files = write_pages(tmp_path / "out", count)
    findings = list(find_invalid_pages(tmp_path / "out", files, tmp_path / "cache"))
    assert {(finding.file, finding.rule) for finding in findings} == {(f"{count - 1}.html", Rule.INVALID_HTML)}


def test_a_page_that_was_valid_is_not_read_again_and_a_faulty_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = write_pages(tmp_path / "out", 3)
    first = list(find_invalid_pages(tmp_path / "out", files, tmp_path / "cache"))
    read: list[bytes] = []

    def find_and_note(html: bytes) -> list[str]:
        read.append(html)
        return find_errors(html)

    monkeypatch.setattr(html_validity, "find_errors", find_and_note)
    assert list(find_invalid_pages(tmp_path / "out", files, tmp_path / "cache")) == first
    assert read == [(tmp_path / "out" / "2.html").read_bytes()]


def test_a_changed_page_is_read_again(tmp_path: Path) -> None:
    files = write_pages(tmp_path / "out", 3)
    list(find_invalid_pages(tmp_path / "out", files, tmp_path / "cache"))
    (tmp_path / "out" / "0.html").write_text("<p>", "utf-8")
    findings = find_invalid_pages(tmp_path / "out", files, tmp_path / "cache")
    assert {finding.file for finding in findings} == {"0.html", "2.html"}


def test_progress_ends_with_all_pages(tmp_path: Path) -> None:
    files = write_pages(tmp_path / "out", 3)
    for _ in range(2):
        told: list[int] = []
        list(find_invalid_pages(tmp_path / "out", files, tmp_path / "cache", told.append))
        assert told == sorted(told)
        assert told[-1] == 3
