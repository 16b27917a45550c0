"""A build after a change: the same bytes as a full build, and no more work than the change asks for."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.compression import is_companion
from site_builder.documents.block_values import build_block
from site_builder.listings import PAGE_SIZE
from tests.built_sites import ROOT
from tests.unit.site_builder.building.growing_sites import (
    DOCUMENT_COUNT,
    EDITS,
    FIRST_DAY,
    GrowingSite,
    assert_same,
    ease,
    make_site,
    reask,
    refeature,
)
from tests.unit.site_builder.building.served_links import iter_dead_links

SEARCH_FILES = "tim-kiem/"
"""They hold words of every document; `test_search_index.py` looks at them."""

STEPS = st.lists(
    st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, DOCUMENT_COUNT - 1)), min_size=1, max_size=4),
    min_size=3,
    max_size=6,
)


@pytest.mark.parametrize("count", [2 * PAGE_SIZE - 1, DOCUMENT_COUNT])
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(steps=STEPS)
def test_after_every_step_the_site_is_as_built_anew(
    tmp_path_factory: pytest.TempPathFactory, drawn_cards: Path, count: int, steps: list[list[tuple[str, int]]]
) -> None:
    site = make_site(tmp_path_factory.mktemp("growing"), count)
    shutil.copytree(drawn_cards, site.folders.cache / "share-cards")
    site.build()
    for step in steps:
        for edit, number in step:
            EDITS[edit](site, number)
        if not {"delete", "readdress", "move", "end"}.isdisjoint(dict(step)):
            refeature(site, -1)
            reask(site, -1)
        site.build()
        tree = site.folders.tree
        assert_same(tree, site.build_anew())
        assert list(iter_dead_links(tree, [path for path in tree if path.endswith(".html")])) == []
        again = site.build()
        assert again["rendered"] == 0
        assert again["unchanged"] == sum(not is_companion(path) for path in tree)
    shutil.rmtree(site.folders.root)


def test_a_pathway_changes_its_own_pages_and_those_of_explainers_that_it_comes_to_or_leaves(site: GrowingSite) -> None:
    steps = {f"loi-di/loi-di/{name}/index.html" for name in ("cau-0", "cau-1", "cau-2", "het")}
    changed = list_changes(site, lambda: reask(site, 8))
    assert steps < changed
    assert list_explainers(changed) == {8, 9}
    changed = list_changes(site, lambda: reask(site, 9))
    assert list_explainers(changed) == {8, 10}
    gone = steps - site.folders.tree.keys()
    assert gone == {"loi-di/loi-di/cau-1/index.html", "loi-di/loi-di/cau-2/index.html"} and gone < changed
    changed = list_changes(site, (site.folders.content / "pathway/loi-di.md").unlink)
    assert list_explainers(changed) == {9, 10}
    assert not any(path.startswith("loi-di/loi-di/") for path in site.folders.tree)


def list_explainers(paths: set[str]) -> set[int]:
    """The numbers of those whose pages are among the files."""
    found = (re.fullmatch(r"giai-thich/bai-(\d+)/index\.html", path) for path in paths)
    return {int(match[1]) for match in found if match}


LATER = FIRST_DAY + dt.timedelta(days=60)


def test_a_body_edit_makes_its_page_alone(site: GrowingSite) -> None:
    assert list_changes(site, lambda: site.put(7, text="Chữ khác")) == {
        "giai-thich/bai-7/index.html",
        "chu/giai-thich/bai-7/index.html",
    }


def test_a_page_that_links_a_document_in_its_text_does_not_care_how_it_is_called(site: GrowingSite) -> None:
    link = "[Hỏi thêm]({filename}/explainer/bai-7.md)"
    assert list_changes(site, lambda: site.folders.add("page/lien-he", build_block("text", body=link)))
    assert '<a href="/giai-thich/bai-7/">Hỏi thêm</a>' in site.folders.read("lien-he/index.html")
    changed = list_changes(site, lambda: site.put(7, title="Tên khác"))
    assert "giai-thich/bai-7/index.html" in changed and "lien-he/index.html" not in changed


def test_an_easy_read_version_is_a_page_that_comes_and_goes_with_its_sentences(site: GrowingSite) -> None:
    page, easy = "giai-thich/bai-7/index.html", "giai-thich/bai-7/de-doc/index.html"
    assert list_changes(site, lambda: ease(site, 7)) == {page, easy}
    assert list_changes(site, lambda: site.put(7, easy_read=[{"text": "Câu khác."}])) == {easy}
    assert list_changes(site, lambda: ease(site, 7)) == {page, easy}
    assert easy not in site.folders.tree


def test_a_place_that_is_cited_is_on_the_page_of_its_law_as_long_as_it_is(site: GrowingSite) -> None:
    page, law = "giai-thich/bai-0/index.html", "van-ban/luat-cu-tru/index.html"
    before = site.folders.tree
    site.put(0, cites=[{"law": "law/luat-cu-tru", "article": "27", "clause": "1"}])
    site.build()
    after = site.folders.tree
    assert_same(after, site.build_anew())
    assert {path for path in after if after[path] != before.get(path) and path.endswith(".html")} == {
        page,
        law,
        f"chu/{page}",
        f"chu/{law}",
    }
    assert 'href="/van-ban/luat-cu-tru/#dieu-27-khoan-1"' in site.folders.read(page)
    assert '<h3 id="dieu-27-khoan-1">' in site.folders.read(law)
    site.put(0, cites=[{"law": "law/luat-cu-tru"}])
    site.build()
    assert_same(site.folders.tree, before)


def test_an_update_is_told_by_feeds_and_sitemap_too(site: GrowingSite) -> None:
    newest = DOCUMENT_COUNT - 1
    assert list_changes(site, lambda: site.put(newest, text="Chữ khác", updated=LATER)) == {
        f"giai-thich/bai-{newest}/index.html",
        f"chu/giai-thich/bai-{newest}/index.html",
        "feed/rss.xml",
        "feed/atom.xml",
        "linh-vuc/cu-tru/rss.xml",
        "linh-vuc/cu-tru/atom.xml",
        "sitemap-2020-2029.xml",
        "sitemap.xml",
    }


def test_an_old_document_changes_the_pages_of_lists_that_hold_it(site: GrowingSite) -> None:
    changed = list_changes(site, lambda: site.put(0, title="Tên khác"))
    assert {path for path in changed if not path.startswith("share/")} == {
        "giai-thich/bai-0/index.html",
        "embed/giai-thich/bai-0/index.html",
        "oembed/giai-thich/bai-0.json",
        "giai-thich/trang/2026-10/index.html",
        "linh-vuc/cu-tru/trang/2026-10/index.html",
        "luu-tru/trang/2026-10/index.html",
        "the/nha-tro/trang/2026-10/index.html",
        "van-ban/luat-cu-tru/trang/2026-10/index.html",
        "chu/giai-thich/bai-0/index.html",
        "chu/giai-thich/trang/2026-10/index.html",
        "chu/linh-vuc/cu-tru/trang/2026-10/index.html",
        "chu/van-ban/luat-cu-tru/trang/2026-10/index.html",
    }


def test_a_new_document_leaves_the_older_pages_of_lists_alone(site: GrowingSite) -> None:
    changed = list_changes(site, lambda: site.put(99, topic="cu-tru", published=LATER))
    assert "giai-thich/bai-99/index.html" in changed
    assert {path for path in changed if "/trang/" in path or "giai-thich/bai-" in path} == {
        "giai-thich/bai-99/index.html",
        "chu/giai-thich/bai-99/index.html",
        "embed/giai-thich/bai-99/index.html",
        "oembed/giai-thich/bai-99.json",
    }


def list_changes(site: GrowingSite, edit: Callable[[], object]) -> set[str]:
    """The files that a build made otherwise after an edit; no others were made, and the site is as built anew."""
    before = site.folders.tree
    edit()
    report = site.build()
    after = site.folders.tree
    assert_same(after, site.build_anew())
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path) and not is_companion(path)}
    assert report["rendered"] <= len(changed)
    assert report["written"] + report["deleted"] == len(changed)
    return {path for path in changed if not path.startswith(SEARCH_FILES)}


def test_a_build_without_a_change_makes_nothing_and_loads_no_pelican(site: GrowingSite) -> None:
    code = (
        "import sys; from site_builder.cli import main; main(sys.argv[1:]); "
        "print(sorted({'pelican', 'jinja2'} & sys.modules.keys()))"
    )
    arguments = [*site.folders.build_arguments, "--theme", str(site.theme)]
    process = subprocess.run(
        [sys.executable, "-c", code, "build", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert process.stdout.splitlines()[-1] == "[]"


def test_a_document_that_cannot_be_rendered_changes_nothing_and_is_tried_again(site: GrowingSite) -> None:
    before = site.folders.tree
    template = site.theme / "templates" / "documents" / "explainer.html"
    good = template.read_text("utf-8")
    template.write_text(good.replace("{% block main %}", "{% block main %}{{ page.title.fail() }}", 1), "utf-8")
    site.put(3, text="Chữ khác")
    for _attempt in range(2):
        assert site.folders.build(theme=site.theme).code == 1
        assert site.folders.tree == before
    template.write_text(good, "utf-8")
    site.build()
    assert_same(site.folders.tree, site.build_anew())


def test_a_fault_is_told_by_every_build_until_it_is_mended(site: GrowingSite) -> None:
    site.folders.write("explainer/sai.md", "không phải bài")
    for _attempt in range(2):
        assert site.folders.build(theme=site.theme).paths == ["explainer/sai.md"]
    (site.folders.content / "explainer/sai.md").unlink()
    assert site.build()["rendered"] == 0


def test_two_documents_of_one_address_are_refused_whoever_came_first(site: GrowingSite) -> None:
    before = site.folders.tree
    site.folders.add("page/luu-tru")
    assert site.folders.build(theme=site.theme).paths == ["page/luu-tru.md"]
    assert site.folders.tree == before


def test_an_output_folder_that_went_is_made_again(site: GrowingSite) -> None:
    before = site.folders.tree
    shutil.rmtree(site.folders.output)
    site.build()
    assert_same(site.folders.tree, before)


def test_a_full_build_mends_what_was_changed_by_hand(site: GrowingSite) -> None:
    before = site.folders.tree
    (site.folders.output / "giai-thich/bai-3/index.html").write_text("bằng tay", "utf-8")
    (site.folders.output / "luu-tru/index.html").unlink()
    assert site.build()["rendered"] == 0
    report = site.folders.build(theme=site.theme, is_full=True).report
    assert report["written"] == 2
    assert_same(site.folders.tree, before)


def test_an_index_that_was_deleted_costs_a_full_build(site: GrowingSite) -> None:
    before = site.folders.tree
    for path in site.folders.cache.rglob("index.sqlite*"):
        path.unlink()
    site.put(3, text="Chữ khác")
    site.build()
    changed = {path for path, content in site.folders.tree.items() if before.get(path) != content}
    assert {path for path in changed if not is_companion(path) and not path.startswith(SEARCH_FILES)} == {
        "giai-thich/bai-3/index.html",
        "chu/giai-thich/bai-3/index.html",
    }
