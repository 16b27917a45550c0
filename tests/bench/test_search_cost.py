"""What a question costs a resident on a site of a thousand documents."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

import brotli
import pytest

from site_builder.building.search_index import iter_search_files
from site_builder.documents.model import ContentDocument
from site_builder.search.files import name_catalogue, name_shelf
from site_builder.search.folding import split_syllables
from site_builder.search.shelves import find_shelf
from tests.bench.corpus import Corpus

DOCUMENT_COUNT = 1000
FIRST_RESULT_BUDGET_BYTES = 60_000
SHOWN = 10
BROTLI_QUALITY = 5


class CorpusSource:
    """The documents of a corpus as the search's source."""

    def __init__(self, corpus: Corpus) -> None:
        self._documents = {document.meta.ref: document for document in corpus.iter_documents()}

    def list_changed(self, since: str) -> tuple[str, None]:
        return "", None

    def list_stamps(self, refs: Collection[str] | None = None) -> list[tuple[str, str, bytes]]:
        return [(str(document.meta.id), ref, b"") for ref, document in self._documents.items()]

    def load_document(self, ref: str) -> ContentDocument:
        return self._documents[ref]


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """Compressed bytes of each file of the search."""
    database = tmp_path_factory.mktemp("cost") / "search.sqlite"
    files = dict(iter_search_files(database, CorpusSource(Corpus(DOCUMENT_COUNT)), str))
    assert json.loads(files[name_catalogue()])["bits"] == 13
    return {path: len(brotli.compress(content, quality=BROTLI_QUALITY)) for path, content in files.items()}


@pytest.mark.parametrize("query", ["đăng ký tạm trú", "tranh chấp đất đai", "của người dân và các cơ quan có thẩm"])
def test_the_first_results_cost_less_than_60_kb(sizes: dict[str, int], query: str) -> None:
    names = {Path(path).stem.removeprefix("am-") for path in sizes if "/am-" in path}
    shelves = {find_shelf(syllable.folded, names) for syllable in split_syllables(query)} - {None}
    boxes = sorted(size for path, size in sizes.items() if "/bai-" in path)[-SHOWN:]
    asked = sum(sizes[name_shelf(13, shelf)] for shelf in shelves if shelf)
    assert asked > 0
    assert sizes[name_catalogue()] + asked + sum(boxes) < FIRST_RESULT_BUDGET_BYTES
