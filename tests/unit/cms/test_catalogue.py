"""Every string an editor may see has Vietnamese, and what is committed is what runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation

from cms.core.catalogue import (
    CATALOGUE_PATH,
    OVERLAY_DIR,
    compile_catalogue,
    extract_messages,
    find_untranslated,
    list_catalogues,
    load_catalogue,
)
from site_builder.documents.blocks import BLOCKS


def test_every_string_of_the_newsroom_is_translated() -> None:
    assert find_untranslated(load_catalogue(), extract_messages()) == []


def test_the_catalogue_holds_nothing_that_the_code_does_not() -> None:
    known = set(extract_messages())
    assert [entry.id for entry in load_catalogue() if entry.id and entry.id not in known] == []


def test_labels_of_blocks_are_among_the_strings() -> None:
    messages = extract_messages()
    labels = {block.label for block in BLOCKS} | {field.label for block in BLOCKS for field in block.fields}
    assert labels <= set(messages)


def test_strings_of_templates_are_among_the_strings() -> None:
    messages = extract_messages()
    assert "Write a new explainer" in messages
    assert ("Used %(usage_count)s time", "Used %(usage_count)s times") in messages


@pytest.mark.parametrize("path", list_catalogues(), ids=lambda path: f"{path.parts[-4]}-{path.stem}")
def test_compiled_catalogues_are_current(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == compile_catalogue(path)


@pytest.mark.parametrize("path", list_catalogues(), ids=lambda path: f"{path.parts[-4]}-{path.stem}")
def test_no_translation_is_a_guess_or_loses_a_placeholder(path: Path) -> None:
    catalogue = load_catalogue(path)
    entries = [entry for entry in catalogue if entry.id]
    assert [entry.id for entry in entries if entry.fuzzy] == []
    for entry in entries:
        if entry.python_format:
            assert [str(error) for error in entry.check(catalogue)] == [], entry.id


def test_the_overlay_covers_what_an_editor_meets() -> None:
    overlay = load_catalogue(OVERLAY_DIR / "django.po")
    assert len([entry for entry in overlay if entry.id and entry.string]) >= 350


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Save draft", "Lưu bản nháp"),
        ("Publish", "Xuất bản"),
        ("Unpublish", "Gỡ xuống"),
        ("Submit for moderation", "Gửi để duyệt"),
        ("Sign in", "Đăng nhập"),
        ("Choose another image", "Chọn ảnh khác"),
        ("The page could not be saved due to validation errors.", "Chưa lưu được trang vì có ô bị lỗi."),
    ],
)
def test_wagtails_buttons_are_in_vietnamese(english: str, vietnamese: str) -> None:
    with translation.override("vi"):
        assert translation.gettext(english) == vietnamese


def test_the_catalogue_lies_where_django_looks() -> None:
    assert CATALOGUE_PATH.is_file()
