"""The officers' handbook."""

from __future__ import annotations

import re

from cms.core.handbook import READING_ORDER, find_chapter, list_chapters, render_chapter


def test_chapters_come_in_reading_order() -> None:
    assert [chapter.slug for chapter in list_chapters()][: len(READING_ORDER)] == list(READING_ORDER)


def test_every_chapter_has_a_title_and_sections() -> None:
    for chapter in list_chapters():
        assert chapter.title
        assert "<h2" in render_chapter(chapter)


def test_links_between_chapters_lead_to_chapters_that_exist() -> None:
    slugs = {chapter.slug for chapter in list_chapters()}
    for chapter in list_chapters():
        html = render_chapter(chapter)
        assert ".md" not in html
        assert set(re.findall(r'href="/quan-tri/so-tay/([a-z-]+)/"', html)) <= slugs


def test_a_path_is_no_chapter() -> None:
    assert find_chapter("../../README") is None
