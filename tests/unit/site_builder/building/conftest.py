"""What several tests of building share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.unit.site_builder.building.growing_sites import GrowingSite, make_site
from tests.unit.site_builder.building.test_killed_builds import DOCUMENTS


@pytest.fixture(scope="session")
def first_site(tmp_path_factory: pytest.TempPathFactory) -> GrowingSite:
    """A built site, from which others take their share cards: these cost most of a first build."""
    site = make_site(tmp_path_factory.mktemp("first"), count=DOCUMENTS)
    site.build()
    return site


@pytest.fixture(scope="module")
def drawn_cards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The share cards of such a site, which take most of a first build's time."""
    made = make_site(tmp_path_factory.mktemp("drawn"))
    made.build()
    return made.folders.cache / "share-cards"


@pytest.fixture
def site(tmp_path: Path, drawn_cards: Path) -> GrowingSite:
    """A built site with lists of several pages."""
    made = make_site(tmp_path)
    shutil.copytree(drawn_cards, made.folders.cache / "share-cards")
    made.build()
    return made
