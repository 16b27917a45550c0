"""`check` over a built site that was sound until somebody broke it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.checking.findings import Rule
from tests.built_sites import BASE_URL, SiteFolders, make_small_site

EXPLAINER = "giai-thich/tam-tru/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SiteFolders:
    """A small site, built; nobody may change it."""
    site = make_small_site(tmp_path_factory.mktemp("sound"))
    assert site.build().code == 0
    return site


@pytest.fixture
def site(built: SiteFolders, tmp_path: Path) -> SiteFolders:
    """A copy to break."""
    shutil.copytree(built.root, tmp_path / "site", dirs_exist_ok=True)
    return SiteFolders(tmp_path / "site")


def replace(site: SiteFolders, path: str, old: str, new: str) -> None:
    text = site.read(path)
    assert old in text
    (site.output / path).unlink()  # it may be a link to the original
    (site.output / path).write_text(text.replace(old, new, 1), "utf-8")


def remove(site: SiteFolders, pattern: str) -> None:
    (path,) = site.output.glob(pattern)
    path.unlink()


FAULTS: list[tuple[Callable[[SiteFolders], None], Rule, str]] = [
    (
        lambda s: replace(s, EXPLAINER, "</h1>", '</h1><a href="/khong-co/">x</a>'),
        Rule.BROKEN_LINK,
        "explainer/tam-tru.md",
    ),
    (
        lambda s: replace(s, EXPLAINER, "</h1>", '</h1><a href="/#khong-co">x</a>'),
        Rule.BROKEN_ANCHOR,
        "explainer/tam-tru.md",
    ),
    (lambda s: remove(s, "media/*/*/nghe.mp3"), Rule.MISSING_FILE, "audio/tam-tru.md"),
    (lambda s: remove(s, "static/player.*.js"), Rule.MISSING_FILE, "audio/tam-tru.md"),
    (lambda s: remove(s, "share/explainer/*.jpg"), Rule.MISSING_FILE, "explainer/tam-tru.md"),
    (
        lambda s: replace(s, EXPLAINER, "</h1>", '</h1><img src="/favicon.ico">'),
        Rule.MISSING_ALT,
        "explainer/tam-tru.md",
    ),
    (lambda s: replace(s, EXPLAINER, "</h1>", "</h1></b>"), Rule.INVALID_HTML, "explainer/tam-tru.md"),
    (
        lambda s: replace(s, EXPLAINER, "</h1>", '</h1><p id="x"></p><p id="x"></p>'),
        Rule.DUPLICATE_ID,
        "explainer/tam-tru.md",
    ),
    (lambda s: replace(s, EXPLAINER, "<title>", "<title></title><meta name='"), Rule.NO_TITLE, "explainer/tam-tru.md"),
    (lambda s: replace(s, "lien-he/index.html", ' lang="vi"', ""), Rule.NO_LANGUAGE, "page/lien-he.md"),
    (lambda s: replace(s, "lien-he/index.html", "<h1>", "<h1></h1><p>"), Rule.NO_HEADING, "page/lien-he.md"),
    (lambda s: replace(s, "feed/rss.xml", "</channel>", "&"), Rule.INVALID_FEED, "feed/rss.xml"),
    (lambda s: replace(s, "linh-vuc/cu-tru/atom.xml", "<feed", "<food"), Rule.INVALID_FEED, "topic/cu-tru.md"),
    (lambda s: replace(s, "feed/rss.xml", "<channel>", "<kenh>"), Rule.INVALID_FEED, "feed/rss.xml"),
    (
        lambda s: replace(s, "podcast/loa-phuong/feed.xml", ' length="', ' length="9'),
        Rule.WRONG_ENCLOSURE,
        "show/loa-phuong.md",
    ),
    (lambda s: replace(s, "podcast/loa-phuong/feed.xml", "bia-", "bi-"), Rule.MISSING_FILE, "show/loa-phuong.md"),
    (
        lambda s: replace(s, "linh-vuc/cu-tru/rss.xml", "/nghe/tam-tru/", "/nghe/cu/"),
        Rule.BROKEN_LINK,
        "topic/cu-tru.md",
    ),
    (lambda s: replace(s, "feed/atom.xml", "/nghe/tam-tru/", "/nghe/cu/"), Rule.BROKEN_LINK, "feed/atom.xml"),
    (
        lambda s: replace(s, "sitemap-2020-2029.xml", "/lien-he/", "/lien-lac/"),
        Rule.WRONG_SITEMAP,
        "sitemap-2020-2029.xml",
    ),
    (
        lambda s: replace(s, "sitemap-2020-2029.xml", f"{BASE_URL}/lien-he/", "https://x.example/"),
        Rule.WRONG_SITEMAP,
        "sitemap-2020-2029.xml",
    ),
    (lambda s: replace(s, "sitemap.xml", "sitemap-2020-2029", "sitemap-2"), Rule.WRONG_SITEMAP, "sitemap.xml"),
    (lambda s: s.add("story/moi") and None, Rule.NOT_BUILT, "story/moi.md"),
]


@pytest.mark.parametrize(("break_site", "rule", "path"), FAULTS)
def test_a_fault_is_found_and_names_its_document(
    site: SiteFolders, break_site: Callable[[SiteFolders], None], rule: Rule, path: str
) -> None:
    break_site(site)
    checked = site.check()
    found = {(problem["rule"], problem["path"]) for problem in checked.report["problems"]}
    assert (rule, path) in found
    assert checked.code == 1


def test_each_rule_has_a_faulty_sample() -> None:
    assert {rule for _break, rule, _path in FAULTS} == set(Rule)


def test_a_removed_page_is_missed_by_those_that_link_it(site: SiteFolders) -> None:
    remove(site, "lien-he/index.html")
    rules = {problem["rule"] for problem in site.check().report["problems"]}
    assert rules == {Rule.NOT_BUILT, Rule.BROKEN_LINK, Rule.WRONG_SITEMAP}


def test_problems_are_in_the_order_of_their_documents(site: SiteFolders) -> None:
    remove(site, "favicon.ico")
    remove(site, "media/*/*/nghe.mp3")
    remove(site, "share/explainer/*.jpg")
    paths = site.check().paths
    assert paths == sorted(paths)


def test_a_copy_of_the_output_is_checked_without_the_state_of_a_build(site: SiteFolders, tmp_path: Path) -> None:
    elsewhere = SiteFolders(tmp_path / "elsewhere")
    shutil.copytree(site.output, elsewhere.output)
    shutil.copytree(site.content, elsewhere.content)
    replace(elsewhere, EXPLAINER, "</h1>", "</h1></b>")
    assert elsewhere.check().paths == ["explainer/tam-tru.md"]
