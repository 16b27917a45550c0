"""What holds for all templates of the newsroom."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted(ROOT.glob("cms/*/templates/**/*.html"))
TAKES_HEADING = re.compile(r"(?:\bas|\basvar|=|\bset) ?heading\b")
"""Wagtail's `shared/header.html` shows a variable of this name in the place of its `<h1>`."""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "cms").as_posix())
def test_none_takes_the_heading_from_the_page(path: Path) -> None:
    text = path.read_text("utf-8")
    if "wagtailadmin/shared/header.html" in text:
        assert TAKES_HEADING.search(text) is None


def test_there_are_templates_and_the_name_is_noticed() -> None:
    assert len(TEMPLATES) > 20
    assert TAKES_HEADING.search('{% translate "Diary" as heading %}')
