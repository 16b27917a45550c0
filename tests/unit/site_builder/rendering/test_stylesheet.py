"""The style sheet that stands in every page."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.errors import ThemeError
from site_builder.rendering.static_files import StaticFiles
from site_builder.rendering.stylesheet import minify_css
from tests.unit.site_builder.rendering.conftest import THEME


def test_comments_and_space_go_and_nothing_else() -> None:
    css = '/* a */ a:hover > b ,\n c::after {\n  content: "/* no */  ;";\n  margin: calc(1px + 2px) 0;\n}\n'
    assert minify_css(css) == 'a:hover>b,c::after{content:"/* no */  ;";margin:calc(1px + 2px) 0}'


def test_a_selector_keeps_the_space_before_its_colon() -> None:
    assert minify_css("main :focus { color: red }") == "main :focus{color:red}"


def test_a_sheet_that_would_end_its_element_is_refused(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "site.css").write_text('a::after { content: "</style>" }')
    with pytest.raises(ThemeError):
        _ = StaticFiles(tmp_path).inline_css


def test_the_style_of_blocks_can_be_left_out() -> None:
    static = StaticFiles(THEME)
    blocks = minify_css((THEME / "static" / "css" / "50-blocks.css").read_text())
    assert blocks in static.inline_css and blocks not in static.plain_css
    assert static.inline_css.replace(blocks, "") == static.plain_css


def test_no_text_is_cut_and_nothing_is_fetched() -> None:
    css = minify_css(StaticFiles(THEME).css)
    assert "overflow:hidden" not in css
    assert "url(" not in css and "@import" not in css
