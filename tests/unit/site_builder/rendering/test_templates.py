"""Faults of a theme are named with template and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from site_builder.errors import ThemeError
from site_builder.rendering import Renderer
from site_builder.rendering.templates import Templates, escape_text
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


def write_templates(theme: Path, **sources: str) -> None:
    (theme / "templates").mkdir(exist_ok=True)
    for name, source in sources.items():
        (theme / "templates" / f"{name}.html").write_text(source)


def test_small_templates_know_nothing_of_each_other(tmp_path: Path) -> None:
    write_templates(
        tmp_path, a="{% set seen = 1 %}{{ block }}", b="{{ block }}{{ 'leaked' if seen is defined else '' }}"
    )
    assert Templates(tmp_path, Words("en")).render_each("{}.html", [("a", "<1>"), ("b", "2")]) == "&lt;1&gt;\n2"


def test_words_are_translated_and_their_values_escaped(tmp_path: Path) -> None:
    plain = """{{ _("Legal basis") }} {{ _("50%% of <i>") }} {{ gettext("Tags") }} """
    write_templates(tmp_path, a=plain + """{{ _("<b>%(name)s</b>", name="<x>") }}""")
    expected = "Căn cứ pháp lý 50% of <i> Thẻ <b>&lt;x&gt;</b>"
    assert [Templates(tmp_path, Words("vi")).render("a.html") for _time in range(2)] == [expected] * 2


@given(st.one_of(st.text(), st.text(alphabet="<>&\"' a").map(Markup), st.integers(), st.none(), st.just(["<"])))
def test_what_stands_in_a_page_is_escaped_as_everywhere(value: object) -> None:
    assert escape_text(value) == escape(value)


def test_a_compiled_template_is_taken_up_until_its_source_changes(tmp_path: Path) -> None:
    compiled = tmp_path / "cache" / "templates"
    write_templates(tmp_path, a="một")
    assert Templates(tmp_path, Words("vi"), compiled).render("a.html") == "một"
    (kept,) = compiled.iterdir()
    stamp = kept.stat().st_mtime_ns
    assert Templates(tmp_path, Words("vi"), compiled).render("a.html") == "một"
    assert kept.stat().st_mtime_ns == stamp
    write_templates(tmp_path, a="hai")
    assert Templates(tmp_path, Words("vi"), compiled).render("a.html") == "hai"


@pytest.mark.parametrize("damage", [b"", b"x" * 100])
def test_a_damaged_compiled_template_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    write_templates(tmp_path, a="một")
    Templates(tmp_path, Words("vi"), tmp_path / "cache").render("a.html")
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_bytes(kept.read_bytes()[: len(kept.read_bytes()) // 2] + damage)
    assert Templates(tmp_path, Words("vi"), tmp_path / "cache").render("a.html") == "một"


def test_a_theme_without_a_logo_is_named(tmp_path: Path, library: InMemoryLibrary, store: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme, ignore=shutil.ignore_patterns("logo.svg"))
    with pytest.raises(ThemeError, match=r"logo\.svg"):
        Renderer(theme, SETTINGS, library, store).render_error_page(404)
