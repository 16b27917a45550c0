"""Folders and an open index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.index import Index
from tests.unit.site_builder.index.folders import Folders


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path, [])


@pytest.fixture
def index(folders: Folders) -> Iterator[Index]:
    index = Index.open(folders.index_path)
    yield index
    index.close()
