"""Netlify's build: its command, in a clean export of what the site is made from, with no CMS anywhere near.

The pinned packages are those of this environment, so `pip install` alone is left out. The content is small, so that
real encoding takes seconds: one spoken episode, its package for the loudspeakers and a drawing of the repository.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from lxml import etree

from tests.built_sites import ROOT, SITE_YAML, SiteFolders

URL = "https://thu-nghiem.example"
FOLDERS = ("themes", "media_pipeline", "site_builder")
RECORDING, PACKAGE, PICTURE = "nghe-goi-114", "goi-goi-114", "minh-hoa-goi-114"

pytestmark = pytest.mark.xdist_group("netlify")


@pytest.fixture(scope="module")
def settings() -> dict[str, dict[str, object]]:
    """`netlify.toml`."""
    return tomllib.loads((ROOT / "netlify.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Netlify would clone, with a small content."""
    root = tmp_path_factory.mktemp("netlify")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *FOLDERS],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    for name in (*filter(None, listed.stdout.decode().split("\0")), "requirements.txt", "netlify.toml"):
        if (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, root / name)
    fill_content(SiteFolders(root))
    return root


def fill_content(site: SiteFolders) -> None:
    """A site that has something to hear, to see and to play."""
    site.write("site.yaml", SITE_YAML)
    shutil.copytree(ROOT / "content/media/sources", site.content / "media/sources")
    for path in (ROOT / "content/media").glob("*.*"):
        if path.name.split(".")[0] in (RECORDING, PACKAGE, PICTURE):
            shutil.copyfile(path, site.content / "media" / path.name)
    site.add("home/trang-chu", image=PICTURE)
    site.add("show/loa-phuong", image=PICTURE)
    site.add("audio/goi-114", audio=RECORDING, package=PACKAGE, show="loa-phuong", image=PICTURE)


@pytest.fixture(scope="module")
def built(checkout: Path, settings: dict[str, dict[str, object]]) -> subprocess.CompletedProcess[str]:
    """The command, run."""
    steps = [step.strip() for step in str(settings["build"]["command"]).split("&&")]
    assert steps[0] == "pip install -r requirements.txt"
    return subprocess.run(
        " && ".join(steps[1:]),
        shell=True,
        cwd=checkout,
        env={
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "HOME": str(checkout),
            "LANG": "C.UTF-8",
            "URL": URL,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_ends_well_with_nothing_found(built: subprocess.CompletedProcess[str]) -> None:
    assert built.returncode == 0, built.stderr
    assert "0 lỗi" in built.stdout


def test_there_was_no_newsroom(checkout: Path) -> None:
    assert not (checkout / "cms").exists()


def test_the_published_folder_holds_the_site_for_its_address(
    checkout: Path, built: subprocess.CompletedProcess[str], settings: dict[str, dict[str, object]]
) -> None:
    output = checkout / str(settings["build"]["publish"])
    assert (output / "nghe/goi-114/index.html").is_file()
    assert f"Sitemap: {URL}/sitemap.xml" in (output / "robots.txt").read_text("utf-8")


def test_its_podcast_has_a_real_recording(checkout: Path, built: subprocess.CompletedProcess[str]) -> None:
    feed = etree.fromstring((checkout / "output/podcast/loa-phuong/feed.xml").read_bytes())
    enclosure = feed.find("channel/item/enclosure")
    assert enclosure is not None
    recording = checkout / "output" / enclosure.get("url", "").removeprefix(f"{URL}/")
    assert recording.stat().st_size == int(enclosure.get("length", "0")) > 100_000


def test_nothing_else_was_written(checkout: Path, built: subprocess.CompletedProcess[str]) -> None:
    expected = {*FOLDERS, "content", "output", "var", "requirements.txt", "netlify.toml"}
    assert {path.name for path in checkout.iterdir()} == expected


def test_addresses_of_feeds_have_their_content_type(settings: dict[str, list[dict[str, object]]]) -> None:
    rules = {str(rule["for"]): rule["values"] for rule in settings["headers"]}
    assert "application/rss+xml" in str(rules["/podcast/*/feed.xml"])
    assert "application/atom+xml" in str(rules["/*/atom.xml"])
