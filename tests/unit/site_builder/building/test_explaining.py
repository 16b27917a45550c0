"""`build --explain`: why a file was last made."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.building.explaining import explain_output
from site_builder.building.reasons import Cause, Reason
from site_builder.documents.block_values import build_block
from site_builder.errors import OutputError
from site_builder.index import Asked, Question
from site_builder.rendering.library import Selection
from site_builder.rendering.selections import write_selection
from tests.built_sites import SiteFolders, make_small_site, run_command


@pytest.fixture
def site(tmp_path: Path) -> SiteFolders:
    """A built site."""
    made = make_small_site(tmp_path)
    made.build()
    return made


def test_the_document_that_changed_is_named(site: SiteFolders) -> None:
    site.add("page/lien-he", build_block("text", body="Số mới"))
    site.build()
    for path in ("/lien-he/", "lien-he/index.html", str(site.output / "lien-he/index.html")):
        (sentence,) = explain_output(site.cache, site.output, path)
        assert sentence == "lien-he/index.html ← document page/lien-he: Chính bài page/lien-he đã đổi."


def test_the_list_that_changed_is_named(site: SiteFolders) -> None:
    site.add("explainer/moi", topic="cu-tru")
    site.build()
    (sentence,) = explain_output(site.cache, site.output, "/linh-vuc/cu-tru/rss.xml")
    assert "topic cu-tru" in sentence


def test_an_asset_belongs_to_every_page_that_shows_it(site: SiteFolders) -> None:
    picture = next(path for path in site.tree if path.startswith("media/") and path.endswith(".jpg"))
    parts = [sentence.split(" ← ")[1].split(":")[0] for sentence in explain_output(site.cache, site.output, picture)]
    assert {"document explainer/tam-tru", "document topic/cu-tru"} <= set(parts)


def test_a_file_of_nobody_is_told(site: SiteFolders) -> None:
    with pytest.raises(OutputError, match="khong-co"):
        explain_output(site.cache, site.output, "khong-co.txt")


def test_the_command_line_explains_and_builds_nothing(site: SiteFolders) -> None:
    before = site.tree
    site.add("page/lien-he", build_block("text", body="Số mới"))
    said = run_command("build", "--explain", "/lien-he/", *site.build_arguments)
    assert said.code == 0
    assert said.stdout.startswith("lien-he/index.html ← document page/lien-he: ")
    assert site.tree == before


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_a_sentence(cause: Cause) -> None:
    reason = Reason(cause, Question("body", "page/a") if cause is Cause.ANSWER else None)
    assert Reason.parse(reason.to_text()) == reason
    assert reason.sentence


@pytest.mark.parametrize("asked", Asked)
def test_every_question_has_a_sentence(asked: Asked) -> None:
    assert Reason(Cause.ANSWER, Question(asked.value, write_selection(Selection()))).sentence
