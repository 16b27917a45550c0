"""Which document a file of the output comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.checking.owners import find_owner


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("content")
    for path in (
        "home/trang-chu.md",
        "explainer/a.md",
        "topic/cu-tru.md",
        "show/loa.md",
        "page/lien-he.md",
        "pathway/den-o.md",
    ):
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).touch()
    return root


@pytest.mark.parametrize(
    ("file", "owner"),
    [
        ("index.html", "home/trang-chu.md"),
        ("giai-thich/a/index.html", "explainer/a.md"),
        ("embed/giai-thich/a/index.html", "explainer/a.md"),
        ("lien-he/index.html", "page/lien-he.md"),
        ("linh-vuc/cu-tru/index.html", "topic/cu-tru.md"),
        ("linh-vuc/cu-tru/trang/3/index.html", "topic/cu-tru.md"),
        ("linh-vuc/cu-tru/rss.xml", "topic/cu-tru.md"),
        ("podcast/loa/feed.xml", "show/loa.md"),
        ("giai-thich/index.html", "giai-thich/index.html"),
        ("giai-thich/trang/3/index.html", "giai-thich/trang/3/index.html"),
        ("giai-thich/khong-co/index.html", "giai-thich/khong-co/index.html"),
        ("loi-di/den-o/index.html", "pathway/den-o.md"),
        ("loi-di/den-o/o-bao-lau/index.html", "pathway/den-o.md"),
        ("loi-di/index.html", "loi-di/index.html"),
        ("404.html", "404.html"),
        ("sitemap.xml", "sitemap.xml"),
    ],
)
def test_a_file_belongs_to(content: Path, file: str, owner: str) -> None:
    assert find_owner(content, file) == owner
