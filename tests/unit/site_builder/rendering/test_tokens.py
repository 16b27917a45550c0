"""The tokens: contrast as it is stated, and a ward's own face by tokens and logo alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from site_builder.rendering import Renderer
from site_builder.rendering.block_building import PAGE_ANCHORS
from site_builder.rendering.renderer import build_title
from tests.unit.site_builder.rendering.conftest import THEME
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary
from tests.unit.site_builder.rendering.samples import SETTINGS, build_documents

TOKENS = THEME / "static" / "css" / "10-tokens.css"
SCHEMES = ("light", "dark")
LINE = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,6});(?: /\* ([\d.]+)(?: on --([\w-]+))?)?")
TEXT_COLOURS = ("ink", "muted", "link", "visited", "lacquer", "right")
AAA_CONTRAST, LINE_CONTRAST = 7.0, 3.0
OTHER_WARD = {"#94201a": "#0f4c5c", "#6e1712": "#0b3641", "#f5b71f": "#ffd166", "#fffdf7": "#fcfcff"}
"""Our colours and what another ward has instead."""
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b")


def read_tokens(scheme: str) -> dict[str, tuple[str, float | None, str]]:
    """Colour, stated contrast and what it stands on, by the token's name; the night keeps what it does not change."""
    light, _, dark = TOKENS.read_text().partition("@media (prefers-color-scheme: dark)")
    found = {}
    for part in (light, dark)[: 1 + SCHEMES.index(scheme)]:
        for name, colour, contrast, ground in LINE.findall(part):
            found[name] = (colour, float(contrast) if contrast else None, ground or "paper")
    return found


def measure_contrast(first: str, second: str) -> float:
    """The ratio of WCAG 2.2."""
    darker, lighter = sorted(map(_measure_luminance, (first, second)))
    return (lighter + 0.05) / (darker + 0.05)


def _measure_luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    pairs = [digits[at : at + 2] for at in (0, 2, 4)] if len(digits) == 6 else [digit * 2 for digit in digits]
    parts = [int(pair, 16) / 255 for pair in pairs]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_stated_contrast_is_the_computed_one(scheme: str) -> None:
    tokens = read_tokens(scheme)
    stated = {name: value for name, value in tokens.items() if value[1] is not None}
    assert set(TEXT_COLOURS) <= set(stated)
    for name, (colour, contrast, ground) in stated.items():
        assert contrast == pytest.approx(measure_contrast(colour, tokens[ground][0]), abs=0.06), name


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_has_the_contrast_of_aaa_on_paper_and_card(scheme: str) -> None:
    tokens = read_tokens(scheme)
    for ground in ("paper", "card"):
        for name in TEXT_COLOURS:
            assert measure_contrast(tokens[name][0], tokens[ground][0]) >= AAA_CONTRAST, f"{name} on {ground}"
        assert measure_contrast(tokens["line"][0], tokens[ground][0]) >= LINE_CONTRAST
    for name in ("sign", "lacquer", "turmeric"):
        assert measure_contrast(tokens[f"on-{name}"][0], tokens[name][0]) >= AAA_CONTRAST, name


def test_no_other_file_has_a_colour() -> None:
    others = [path for path in TOKENS.parent.glob("*.css") if path not in (TOKENS, TOKENS.with_name("90-print.css"))]
    found = {path.name: set(COLOUR.findall(path.read_text())) for path in others}
    # a film's own black
    assert found.pop("40-parts.css") == {"#000"}
    assert set().union(*found.values()) == set()
    templates = [path for path in (THEME / "templates").rglob("*.html") if re.search(r"#[0-9a-f]{6}", path.read_text())]
    assert templates == []


def test_another_wards_tokens_and_logo_alone_change_every_page(
    tmp_path: Path, library: InMemoryLibrary, store: Path
) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    tokens = theme / "static" / "css" / "10-tokens.css"
    text = tokens.read_text()
    for our_colour, their_colour in OTHER_WARD.items():
        text = text.replace(our_colour, their_colour)
    tokens.write_text(text)
    (theme / "static" / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>')
    settings = SETTINGS.model_copy(update={"title": "Luật và ta"})
    ours, theirs = (Renderer(each, settings, library, store) for each in (THEME, theme))
    for document in build_documents():
        before, after = (each.render_document(document).html for each in (ours, theirs))
        assert set(OTHER_WARD) <= set(COLOUR.findall(before)), document.meta.ref
        assert not set(OTHER_WARD) & set(COLOUR.findall(after)), document.meta.ref
        assert '<meta name="theme-color" media="(prefers-color-scheme: light)" content="#0f4c5c">' in after
        assert 'viewBox="0 0 8 8"' in after
        assert build_title(document.meta.title, settings) in after.replace("&#39;", "'")


def test_no_heading_can_take_the_id_of_a_part_of_the_page() -> None:
    templates = "".join(path.read_text() for path in (THEME / "templates").rglob("*.html"))
    assert set(re.findall(r'\b(?:id|anchor)="([\w-]+)"', templates)) == PAGE_ANCHORS
