"""Who kept the address of a question that was taken out of a pathway is led to the pathway, until it is there again."""

from __future__ import annotations

from pathlib import Path

from tests.unit.site_builder.building.growing_sites import GrowingSite, assert_same, make_site, reask

TAKEN_OUT = "/loi-di/loi-di/cau-2/"
PAGE = f"{TAKEN_OUT[1:]}index.html"


def read_rule(site: GrowingSite) -> str | None:
    lines = (line.split() for line in site.folders.tree["_redirects"].decode().splitlines())
    return next((line[1] for line in lines if line and line[0] == TAKEN_OUT), None)


def test_a_question_that_went_and_came_back(tmp_path: Path) -> None:
    site = make_site(tmp_path, 4)
    reask(site, 2)
    site.build()
    assert PAGE in site.folders.tree
    reask(site, 0)
    site.folders.write("redirects.yaml", f"- {{from: {TAKEN_OUT}, to: /loi-di/loi-di/, since: 2026-11-28}}\n")
    site.build()
    assert read_rule(site) == "/loi-di/loi-di/"
    assert_same(site.folders.tree, site.build_anew())
    reask(site, 2)
    site.build()
    assert read_rule(site) is None
    assert_same(site.folders.tree, site.build_anew())
