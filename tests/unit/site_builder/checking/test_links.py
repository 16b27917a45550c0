"""Links as a browser resolves them."""

from __future__ import annotations

import pytest

from site_builder.checking.findings import Rule
from site_builder.checking.links import SiteLinks
from site_builder.checking.page_facts import PageFacts

BASE = "https://luat.example.vn"
LINKS = SiteLinks(
    base_url=BASE,
    files={"index.html", "404.html", "giai-thich/a/index.html", "media/ab/a b.mp3", "feed/rss.xml"},
    ended_addresses={"/giai-thich/cu/"},
    ids={"giai-thich/a/index.html": frozenset({"điều-1"}), "index.html": frozenset()},
)


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/giai-thich/a/",
        "/giai-thich/a",
        "/giai-thich/a/?x=1",
        "/giai-thich/a/#%C4%91i%E1%BB%81u-1",
        "#điều-1",
        "#",
        "#top",
        "",
        "../a/",
        "../../",
        "/404.html",
        "/giai-thich/cu/",
        "/media/ab/a%20b.mp3",
        "/media/ab/a b.mp3#t=10",
        f"{BASE}/giai-thich/a/",
        BASE,
        "https://elsewhere.example/x",
        "//elsewhere.example/x",
        "mailto:a@b.example",
        "tel:113",
        "data:image/png;base64,AA==",
    ],
)
def test_a_sound_link_breaks_no_rule(target: str) -> None:
    assert LINKS.judge("giai-thich/a/index.html", target) is None


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("/giai-thich/b/", Rule.BROKEN_LINK),
        ("b/", Rule.BROKEN_LINK),
        (f"{BASE}/khong-co/", Rule.BROKEN_LINK),
        ("/giai-thich/", Rule.BROKEN_LINK),
        ("/giai-thich/a/#khong-co", Rule.BROKEN_ANCHOR),
        ("#khong-co", Rule.BROKEN_ANCHOR),
        ("/#x", Rule.BROKEN_ANCHOR),
        ("/media/ab/b.mp3", Rule.MISSING_FILE),
        ("/static/a.js", Rule.MISSING_FILE),
        ("http://[", Rule.BROKEN_LINK),
    ],
)
def test_a_faulty_link_breaks_its_rule(target: str, rule: Rule) -> None:
    assert LINKS.judge("giai-thich/a/index.html", target) is rule


def test_a_finding_names_the_page_and_the_target() -> None:
    page = PageFacts("giai-thich/a/index.html", frozenset(), ("/khong-co/", "/"), ())
    (finding,) = LINKS.iter_findings([page])
    assert (finding.file, finding.rule) == ("giai-thich/a/index.html", Rule.BROKEN_LINK)
    assert "/khong-co/" in finding.message
