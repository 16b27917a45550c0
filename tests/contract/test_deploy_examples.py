"""The configurations of `docs/deploy/` say what `netlify.toml` says; policy and rules come from a built site."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.built_sites import ROOT, SiteFolders, make_small_site

DEPLOY = ROOT / "docs" / "deploy"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[SiteFolders, Path]:
    """A site with a moved and a removed page, and what the script makes of it."""
    site = make_small_site(tmp_path_factory.mktemp("deployed"))
    moved = "- {from: /giai-thich/cu/, to: /giai-thich/tam-tru/, since: 2026-11-24}\n"
    site.write("redirects.yaml", moved + "- {from: /giai-thich/da-go/, to: null, since: 2026-11-24}\n")
    built = site.build()
    assert built.code == 0, built.messages
    target = site.root / "server"
    target.mkdir()
    subprocess.run(["sh", str(DEPLOY / "headers.sh"), str(site.output), str(target)], check=True)
    return site, target


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_every_header_of_netlify_is_given_by_the_other_servers_too(name: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    for rule in tomllib.loads((ROOT / "netlify.toml").read_text("utf-8"))["headers"]:
        if rule["for"] in ("/*", "/static/*", "/media/*", "/oembed/*"):
            for header, value in rule["values"].items():
                assert re.search(rf'{header} "{re.escape(value)}"', text), header


def test_the_policy_is_that_of_the_site(written: tuple[SiteFolders, Path]) -> None:
    site, target = written
    own, framed = re.findall("  Content-Security-Policy: (.*)", site.read("_headers"))
    assert "'sha256-" in own and "frame-ancestors 'none'" in own and "frame-ancestors *" in framed
    assert (target / "policy.map").read_text() == f'default "{own}";\n~^/embed/ "{framed}";\n'
    assert (target / "policy.caddy").read_text() == (
        f'@framed path /embed/*\nheader @framed Content-Security-Policy "{framed}"\n'
        f'@own not path /embed/*\nheader @own Content-Security-Policy "{own}"\n'
    )


def test_moved_and_removed_pages_are_answered(written: tuple[SiteFolders, Path]) -> None:
    _site, target = written
    assert (target / "ended.map").read_text() == (
        "/chu/giai-thich/cu/ /chu/giai-thich/tam-tru/;\n/chu/giai-thich/da-go/ gone;\n"
        "/embed/giai-thich/cu/ /embed/giai-thich/tam-tru/;\n/embed/giai-thich/da-go/ gone;\n"
        "/giai-thich/cu/ /giai-thich/tam-tru/;\n/giai-thich/da-go/ gone;\n"
    )
    assert (target / "ended.caddy").read_text() == (
        "# moved and removed pages\n"
        "redir /chu/giai-thich/cu/ /chu/giai-thich/tam-tru/ 301\nerror /chu/giai-thich/da-go/ 410\n"
        "redir /embed/giai-thich/cu/ /embed/giai-thich/tam-tru/ 301\nerror /embed/giai-thich/da-go/ 410\n"
        "redir /giai-thich/cu/ /giai-thich/tam-tru/ 301\nerror /giai-thich/da-go/ 410\n"
    )
