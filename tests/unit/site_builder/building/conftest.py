"""What several tests of building share."""

from __future__ import annotations

import pytest

from tests.unit.site_builder.building.test_incremental import GrowingSite, make_site
from tests.unit.site_builder.building.test_killed_builds import DOCUMENTS


@pytest.fixture(scope="session")
def first_site(tmp_path_factory: pytest.TempPathFactory) -> GrowingSite:
    """A built site, from which others take their share cards: these cost most of a first build."""
    site = make_site(tmp_path_factory.mktemp("first"), count=DOCUMENTS)
    site.build()
    return site
