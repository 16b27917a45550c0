"""Faults of a theme are named with template and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from site_builder.errors import ThemeError
from site_builder.rendering import Renderer
from site_builder.rendering.templates import Templates
from site_builder.rendering.words import Words
from tests.unit.site_builder.rendering.conftest import THEME
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary
from tests.unit.site_builder.rendering.samples import SETTINGS


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a\n{% if %}", 2),
        ("a\n\n{{ nothing }}", 3),
        ("{{ page.nothing }}", 1),
        ("a\n{{ 1 / 'x' }}", 2),
        ("a\n{% include 'parts/none.html' %}", 0),
    ],
)
def test_an_error_names_template_and_line(tmp_path: Path, source: str, line: int) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text(source)
    with pytest.raises(ThemeError) as caught:
        Templates(tmp_path, Words("en")).render("a.html", page=object())
    assert (f"a.html, line {line}" if line else "parts/none.html") in str(caught.value).replace("dòng", "line")


def test_a_theme_without_a_logo_is_named(tmp_path: Path, library: InMemoryLibrary, store: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme, ignore=shutil.ignore_patterns("logo.svg"))
    with pytest.raises(ThemeError, match=r"logo\.svg"):
        Renderer(theme, SETTINGS, library, store).render_error_page(404)
