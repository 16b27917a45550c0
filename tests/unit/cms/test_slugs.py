"""Slugs: Vietnamese folds to ASCII, on the server as in the editor's browser."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.panels import build_folding_formatters
from cms.core.slugs import MAX_SLUG_LENGTH, SLUG_VALIDATOR, build_slug, find_free_slug, fold_vietnamese


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đăng ký biến động đất đai", "dang-ky-bien-dong-dat-dai"),
        ("ĐIỀU 27, khoản 1 – điểm đ", "dieu-27-khoan-1-diem-d"),
        ("Nồng độ cồn: 0,25 mg/l?", "nong-do-con-025-mgl"),
        ("Trợ giúp “pháp lý” 🏠 <b>miễn phí</b>", "tro-giup-phap-ly-bmien-phib"),
        ("hoà giải ở cơ sở_khu phố", "hoa-giai-o-co-so-khu-pho"),
        ("🏠🔥", ""),
    ],
)
def test_a_title_becomes_a_readable_ascii_slug(title: str, slug: str) -> None:
    assert build_slug(title) == slug


def test_a_title_of_decomposed_letters_gives_the_same_slug() -> None:
    import unicodedata

    assert build_slug(unicodedata.normalize("NFD", "Đất đai ở phường")) == build_slug("Đất đai ở phường")


def test_a_long_title_is_cut_at_a_word() -> None:
    slug = build_slug("giải quyết tranh chấp " * 12)
    assert len(slug) <= MAX_SLUG_LENGTH
    assert slug.rpartition("-")[2] in {"giai", "quyet", "tranh", "chap"}


@given(st.text(max_size=300))
def test_every_slug_is_valid_or_empty(title: str) -> None:
    slug = build_slug(title)
    assert slug == "" or re.match(SLUG_VALIDATOR.regex, slug)


def test_a_taken_slug_gets_the_next_free_number() -> None:
    taken = {"cu-tru", "cu-tru-2"}
    assert find_free_slug("cu-tru", taken.__contains__) == "cu-tru-3"


def test_a_numbered_slug_stays_within_its_length() -> None:
    base = "a" * MAX_SLUG_LENGTH
    assert len(find_free_slug(base, {base}.__contains__)) == MAX_SLUG_LENGTH


@pytest.mark.parametrize("text", ["đặt ở ựỹ", "ĐẶT Ở ỰỸ", "Hộ tịch, khai sinh, giấy tờ, quyền lợi"])
def test_the_browsers_rules_fold_like_the_server(text: str) -> None:
    in_browser = text
    for pattern, letter in build_folding_formatters():
        in_browser = re.sub(pattern, letter, in_browser)
    assert in_browser.lower() == fold_vietnamese(text).lower()
