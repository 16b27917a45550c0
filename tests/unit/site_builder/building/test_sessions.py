"""Packages of the loudspeakers' sessions on the site: the list, the feed, the files at addresses that stay."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from lxml import etree, html

from media_pipeline.manifest import (
    SESSION_PREFIX,
    Approval,
    BroadcastSession,
    MediaKind,
    Package,
    PackagePiece,
)
from site_builder.building.feeds.sessions import SessionFeed, SessionFile, build_session_feed
from site_builder.index import queries
from tests.built_sites import BASE_URL, SiteFolders, make_small_site

MORNING, EVENING = "goi-phat-thanh-2026-11-24-0530", "goi-phat-thanh-2026-11-24-1700"
FEED = "loa/feed.xml"
PODCAST = "{https://podcastindex.org/namespace/1.0}"


@pytest.fixture
def site(tmp_path: Path) -> SiteFolders:
    return make_small_site(tmp_path)


def add_session(site: SiteFolders, name: str, *, title: str = "Phiên", piece: str = "Phòng cháy") -> None:
    starts = datetime.strptime(name, "goi-phat-thanh-%Y-%m-%d-%H%M")
    approval = Approval(author="Mai", approver="Hùng", approved=date(2026, 11, 23))
    package = Package(
        pieces=(PackagePiece(title=piece, asset="nghe", approval=approval),),
        session=BroadcastSession(starts=starts, station="Phường Hải An"),
    )
    site.add_asset(
        name, MediaKind.PACKAGE, title=title, package=package.model_dump(mode="json"), has_synthetic_voice=True
    )


def remove_session(site: SiteFolders, name: str) -> None:
    (site.content / "media" / f"{name}.json").unlink()


def build(site: SiteFolders) -> dict[str, object]:
    built = site.build()
    assert built.code == 0, built.report
    return built.report


def build_anew(site: SiteFolders) -> dict[str, bytes]:
    """The tree of a build that knows nothing of earlier ones but drawn pictures."""
    fresh = site.root / "fresh"
    for name in ("output", "cache"):
        shutil.rmtree(fresh / name, ignore_errors=True)
    for name in ("share-cards", "covers"):
        shutil.copytree(site.cache / name, fresh / "cache" / name)
    assert site.build(output=fresh / "output", cache=fresh / "cache").code == 0
    return SiteFolders(fresh).tree


def list_items(site: SiteFolders) -> list[etree._Element]:
    return list(etree.fromstring(site.tree[FEED]).iter("item"))


def test_a_site_without_sessions_has_a_feed_that_says_so(site: SiteFolders) -> None:
    build(site)
    assert list_items(site) == []
    page = html.fromstring(site.read("loa/index.html"))
    assert page.xpath("//link[@rel='alternate'][@href='/loa/feed.xml']") or page.xpath(
        f"//link[@rel='alternate'][@href='{BASE_URL}/loa/feed.xml']"
    )
    assert not page.xpath("//section[@class='sessions']")
    followed = [" ".join(each.text_content().split()) for each in page.xpath("//p[@class='feed']")]
    assert followed == ["Theo dõi: Các phiên phát loa – RSS", "Theo dõi: Tiếng Luật – RSS · Atom"]
    assert site.check().report["problems"] == []


def test_a_session_is_on_the_page_and_in_the_feed_with_files_that_are_there(site: SiteFolders) -> None:
    add_session(site, EVENING)
    add_session(site, MORNING, piece="Tạm trú <b>")
    build(site)
    page = html.fromstring(site.read("loa/index.html"))
    titles = page.xpath("//section[@class='sessions']//h3//text()")
    assert titles == ["Phiên 05:30 ngày 24/11/2026", "Phiên 17:00 ngày 24/11/2026"]
    assert page.xpath("//section[@class='sessions']//time/@datetime")[0] == "2026-11-24T05:30+07:00"
    assert "Tạm trú <b>" in page.xpath("//section[@class='sessions']//li//text()")
    assert "Giọng máy" in "".join(page.xpath("//section[@class='sessions']//strong//text()"))
    links = page.xpath("//section[@class='sessions']//a/@href")
    assert links[:2] == [f"/loa/{MORNING}.zip", f"/loa/{MORNING}.mp3"]

    assert [item.find("enclosure").get("url") for item in list_items(site)] == [BASE_URL + link for link in links]
    for item in list_items(site):
        enclosure = item.find("enclosure")
        file = site.output / enclosure.get("url").removeprefix(f"{BASE_URL}/")
        assert file.stat().st_size == int(enclosure.get("length"))
        assert item.find(f"{PODCAST}txt").get("purpose") == "ai-content"
        assert "giọng máy" in item.findtext("description")
    types = [item.find("enclosure").get("type") for item in list_items(site)[:2]]
    assert types == ["application/zip", "audio/mpeg"]
    assert site.check().report["problems"] == []


def test_sessions_that_come_change_and_go_leave_what_a_full_build_makes(site: SiteFolders) -> None:
    build(site)
    add_session(site, MORNING)
    assert build(site)["written"]
    assert site.tree == build_anew(site)
    add_session(site, EVENING)
    build(site)
    assert site.tree == build_anew(site)
    add_session(site, MORNING, title="Phiên khác", piece="Tạm trú")
    build(site)
    assert site.tree == build_anew(site)
    remove_session(site, MORNING)
    build(site)
    assert site.tree == build_anew(site)
    assert not (site.output / f"loa/{MORNING}.zip").exists()
    assert build(site)["written"] == 0


def test_only_what_asks_for_sessions_is_made_for_one(site: SiteFolders) -> None:
    build(site)
    before = site.tree
    add_session(site, MORNING)
    build(site)
    changed = {path for path, content in site.tree.items() if before.get(path) != content}
    plain = {path for path in changed if not path.endswith((".gz", ".br"))}
    assert plain == {"loa/index.html", "chu/loa/index.html", FEED, f"loa/{MORNING}.zip", f"loa/{MORNING}.mp3"}


@pytest.mark.parametrize("is_copied", [False, True], ids=["linked", "copied"])
def test_a_package_made_anew_in_the_same_size_takes_the_place_of_the_old_one(
    site: SiteFolders, *, is_copied: bool
) -> None:
    add_session(site, MORNING, title="Phiên 1")
    build(site)
    file = site.output / f"loa/{MORNING}.zip"
    (first,) = {item.findtext("guid") for item in list_items(site) if ".zip" in item.findtext("guid")}
    if is_copied:  # as on a file system without links
        content = file.read_bytes()
        file.unlink()
        file.write_bytes(content)
    before = file.read_bytes()
    add_session(site, MORNING, title="Phiên 2")
    build(site)
    assert len(file.read_bytes()) == len(before)
    assert file.read_bytes() != before
    (second,) = {item.findtext("guid") for item in list_items(site) if ".zip" in item.findtext("guid")}
    assert first != second, "devices fetch it once more"


def test_another_package_whose_name_begins_alike_is_no_session(site: SiteFolders) -> None:
    piece = PackagePiece(title="Một", asset="nghe")
    site.add_asset(
        "goi-phat-thanh-mua-kho", MediaKind.PACKAGE, package=Package(pieces=(piece,)).model_dump(mode="json")
    )
    build(site)
    assert list_items(site) == []


def test_a_session_whose_package_is_gone_from_the_store_is_named(site: SiteFolders) -> None:
    add_session(site, MORNING)
    for path in site.store.rglob(f"{MORNING}.zip"):
        path.unlink()
    built = site.build()
    assert built.code != 0
    assert built.paths == [f"media/{MORNING}.json"]


def test_the_index_knows_sessions_by_the_name_that_the_pipeline_gives_them() -> None:
    assert queries.SESSION_PREFIX == SESSION_PREFIX


def test_a_hostile_title_is_text_in_the_feed() -> None:
    hostile = "]]><script>\x00&“ẫ"
    file = SessionFile(hostile, hostile, f"{BASE_URL}/loa/a.zip", "a" * 64, "application/zip", 12, 900)
    updated = datetime.fromisoformat("2026-11-10T08:00:00+07:00")
    feed = SessionFeed(hostile, hostile, "vi", hostile, f"{BASE_URL}/loa/", updated, (file,))
    content = build_session_feed(feed, f"{BASE_URL}/loa/feed.xml")
    assert content == build_session_feed(feed, f"{BASE_URL}/loa/feed.xml")
    item = etree.fromstring(content).find("channel/item")
    assert item.findtext("title") == "]]><script>&“ẫ"
    assert item.findtext("guid") == f"{BASE_URL}/loa/a.zip#{'a' * 16}"
