"""A renderer over a small site in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.rendering import Renderer
from site_builder.rendering.scope import Scope
from site_builder.rendering.words import Words
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary
from tests.unit.site_builder.rendering.samples import SETTINGS, build_documents, build_media

THEME = Path(__file__).parents[4] / "themes" / "tieng_luat"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The media store of the small site."""
    return tmp_path_factory.mktemp("media-store")


@pytest.fixture(scope="session")
def library(store: Path) -> InMemoryLibrary:
    """The small site."""
    return InMemoryLibrary(build_documents(), build_media(store))


@pytest.fixture
def renderer(library: InMemoryLibrary, store: Path) -> Renderer:
    """The project's theme on the small site."""
    return Renderer(THEME, SETTINGS, library, store)


@pytest.fixture
def scope(library: InMemoryLibrary, store: Path) -> Scope:
    """A page being made."""
    return Scope(library, Words("en"), store, "explainer/tam-tru.md")
