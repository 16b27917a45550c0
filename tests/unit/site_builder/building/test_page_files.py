"""What stands beside the page of an explainer: made with it, kept as long as it is the same, gone with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_builder.building.build_list import describe_builds
from tests.built_sites import SITE_YAML, SiteFolders, make_small_site

EMBED, OEMBED = "embed/giai-thich/tam-tru/index.html", "oembed/giai-thich/tam-tru.json"


@pytest.fixture
def site(tmp_path: Path) -> SiteFolders:
    made = make_small_site(tmp_path)
    made.write("site.yaml", SITE_YAML.replace("posters: false", "posters: true"))
    assert made.build().code == 0
    return made


def list_beside(site: SiteFolders) -> list[str]:
    paths = [path for path in site.tree if not path.endswith((".br", ".gz"))]
    return sorted(path for path in paths if path.endswith(".pdf") or path.startswith(("embed/", "oembed/")))


def test_an_explainer_has_a_poster_a_page_for_frames_and_its_description(site: SiteFolders) -> None:
    embed, oembed, poster = list_beside(site)
    assert (embed, oembed) == (EMBED, OEMBED)
    assert poster.startswith("share/explainer/tam-tru-ap-phich-")
    assert f'href="/{poster}"' in site.read("giai-thich/tam-tru/index.html")
    assert json.loads(site.read(OEMBED))["html"] in site.read("giai-thich/tam-tru/index.html").replace(
        "&lt;", "<"
    ).replace("&gt;", ">").replace("&#34;", '"')
    assert site.check().report["problems"] == []


def test_a_build_without_a_change_makes_none_anew_and_a_full_one_the_same(site: SiteFolders) -> None:
    before = site.tree
    assert site.build().report["written"] == 0
    assert site.build(is_full=True).code == 0
    assert site.tree == before


def test_a_changed_answer_changes_all_three_and_takes_the_old_poster_away(site: SiteFolders) -> None:
    before = site.tree
    site.add("explainer/tam-tru", topic="cu-tru", summary="Ở từ 30 ngày.", deadline="03 ngày")
    assert site.build().code == 0
    old, new = ({path for path in tree if path.endswith(".pdf")} for tree in (before, site.tree))
    assert len(old) == len(new) == 1 and old != new
    assert "03\u00a0ngày" in site.read(EMBED)
    assert site.tree[OEMBED] == before[OEMBED]
    told = "\n".join(describe_builds(site.cache, site.output))
    assert "/giai-thich/tam-tru/" in told and "/embed/" not in told


def test_what_is_gone_leaves_nothing_and_what_has_moved_is_followed(site: SiteFolders) -> None:
    (site.content / "explainer" / "tam-tru.md").unlink()
    site.add("explainer/o-tro", topic="cu-tru", summary="Ở từ 30 ngày.")
    site.write("redirects.yaml", "- {from: /giai-thich/tam-tru/, to: /giai-thich/o-tro/, since: 2026-11-24}\n")
    assert site.build().code == 0
    assert [path for path in list_beside(site) if "tam-tru" in path] == [EMBED]
    assert "/embed/giai-thich/o-tro/" in site.read(EMBED)
    assert "/embed/giai-thich/tam-tru/ /embed/giai-thich/o-tro/ 301!" in site.read("_redirects")


def test_a_ward_can_do_without(site: SiteFolders) -> None:
    site.write("site.yaml", f"{SITE_YAML}embeds: false\n")
    assert site.build().code == 0
    assert list_beside(site) == []
    assert "/embed/" not in site.read("_headers")
    page = site.read("giai-thich/tam-tru/index.html")
    assert "/oembed/" not in page and "&lt;iframe" not in page
