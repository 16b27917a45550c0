"""The corpus of the benchmark is a site like any other: it builds, and the check finds nothing."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from site_builder.documents.store import parse_document, serialise_document
from tests.bench.as_hugo import serialise_for_hugo
from tests.bench.corpus import Corpus, is_lonely
from tests.bench.sites import PROJECT, OurSite

COUNT = 30
CORPUS = Corpus(COUNT)


def _count_words(text: str) -> int:
    return len(text.split())


def _run(command: list[str]) -> dict[str, object]:
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    report: dict[str, object] = json.loads(done.stdout)
    return report


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> OurSite:
    site = OurSite(tmp_path_factory.mktemp("bench"))
    for document in CORPUS.iter_documents():
        site.put(document)
    return site


def test_the_corpus_builds_and_the_check_finds_nothing(site: OurSite) -> None:
    built = _run(site.command)
    assert built.get("problems") == []
    checked = _run([*site.command[:3], "check", "--json", *site.arguments])
    assert checked["problems"] == []


def test_its_documents_have_600_to_900_words() -> None:
    counts = [_count_words(serialise_document(CORPUS.build(position)).split("---\n", 2)[2]) for position in range(200)]
    assert min(counts) >= 600
    assert max(counts) <= 900


def test_its_documents_are_read_back_as_they_were_made() -> None:
    for document in CORPUS.iter_documents():
        text = serialise_document(document)
        assert parse_document(text, path=Path(document.meta.content_path)) == document


def test_a_document_is_the_same_whenever_it_is_made() -> None:
    assert CORPUS.build(7) == Corpus(COUNT).build(7)
    assert CORPUS.build(7) != Corpus(COUNT, seed=2).build(7)


def test_nothing_links_to_the_documents_that_may_be_deleted() -> None:
    texts = "".join(serialise_document(CORPUS.build(position)) for position in range(COUNT) if not is_lonely(position))
    assert "bai-00017" not in texts


def test_a_document_beyond_the_last_is_the_newest() -> None:
    newest = max(CORPUS.build(position).meta.published for position in range(COUNT))
    assert CORPUS.build(COUNT).meta.published > newest


def test_hugo_gets_the_same_words_and_no_link_of_ours() -> None:
    for position in range(COUNT):
        document = CORPUS.build(position)
        ours, hugo = serialise_document(document), serialise_for_hugo(document)
        assert "{filename}" not in hugo
        assert abs(_count_words(ours) - _count_words(hugo)) < 0.15 * _count_words(ours)
