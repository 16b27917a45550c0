"""`site.yaml` is read strictly; a fault is told by line and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from site_builder.errors import ContentFileError
from site_builder.settings import SiteSettings, load_settings
from tests.unit.site_builder.documents.samples import CONTENT

TEXT = "title: Tiếng Luật\nward: phường Hải An\nhotline: '113'\nbase_url: https://luat.example.vn\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "site.yaml"
    path.write_text(text, "utf-8")
    return path


def test_settings_are_read(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, TEXT))
    assert settings == SiteSettings(
        title="Tiếng Luật", ward="phường Hải An", hotline="113", base_url="https://luat.example.vn"
    )


def test_the_settings_of_content_are_valid() -> None:
    assert load_settings(CONTENT / "site.yaml").title == "Tiếng Luật"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("hotline: '113'", "hotline: 113", ["site.yaml:3", "hotline", "'113'"]),
        ("ward:", "phuong:", ["site.yaml:2", "phuong"]),
        ("title: Tiếng Luật\n", "", ["site.yaml:1", "title"]),
        ("title: Tiếng Luật", "title: ''", ["site.yaml:1", "title"]),
        ("https://luat.example.vn", "luat.example.vn", ["site.yaml:4", "base_url", "https://"]),
        ("https://luat.example.vn", "https://luat.example.vn/", ["site.yaml:4", "base_url"]),
        ("ward:", "title:", ["site.yaml:2", "title"]),
        ("ward: phường Hải An", "feedback_url: /gop-y/", ["site.yaml:2", "feedback_url"]),
        ("ward: phường Hải An", "feedback_url: https://a.vn/; script-src *", ["site.yaml:2", "feedback_url"]),
        ("title: Tiếng", "title: Tiếng: ", ["site.yaml:1"]),
    ],
)
def test_a_fault_is_told_by_line_and_key(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    with pytest.raises(ContentFileError) as caught:
        load_settings(write(tmp_path, TEXT.replace(old, new, 1)))
    assert [word for word in words if word not in str(caught.value)] == []
    assert not str(caught.value).endswith("..")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentFileError, match=r"site\.yaml"):
        load_settings(tmp_path / "site.yaml")


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ContentFileError, match=r"site\.yaml"):
        load_settings(path)


@pytest.mark.parametrize(
    ("values", "origin"),
    [
        ({"feedback_url": "https://soan.example.vn:8443/gop-y/"}, "https://soan.example.vn:8443"),
        ({"feedback_url": "http://127.0.0.1:8000/gop-y/"}, "http://127.0.0.1:8000"),
        ({"feedback_url": "https://soan.example.vn/gop-y/", "has_feedback": False}, ""),
        ({}, ""),
    ],
)
def test_answers_go_to_the_host_of_their_address_alone(values: dict[str, Any], origin: str) -> None:
    settings = SiteSettings(title="Tiếng Luật", base_url="https://luat.example.vn", **values)
    assert settings.feedback_origin == origin
