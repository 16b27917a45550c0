"""Sitemap, robots, rules of ended addresses and the theme's static files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from site_builder.building.sitemap import (
    SHARD_SIZE,
    SitemapEntry,
    SitemapFilm,
    SitemapPicture,
    build_index,
    build_robots,
    build_shard,
    plan_shards,
)
from site_builder.errors import ThemeError
from site_builder.redirect_rules import build_rule, parse_rules, serialise_rules
from site_builder.rendering.static_files import StaticFiles

NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
    "v": "http://www.google.com/schemas/sitemap-video/1.1",
}
BASE = "https://luat.example"
DAY = "2026-11-10T08:00:00+07:00"


def test_the_sitemap_is_an_index_of_shards() -> None:
    index = etree.fromstring(build_index([SitemapEntry(f"{BASE}/sitemap-1.xml", DAY)]))
    assert [loc.text for loc in index.findall("s:sitemap/s:loc", NS)] == [f"{BASE}/sitemap-1.xml"]
    (entry,) = etree.fromstring(build_shard([SitemapEntry(f"{BASE}/a/", DAY)])).findall("s:url", NS)
    assert entry.find("s:lastmod", NS).text == DAY


def test_pictures_and_films_are_told_with_what_the_extensions_require() -> None:
    film = SitemapFilm("Phim", "Một phim", f"{BASE}/media/a.mp4", f"{BASE}/media/a.jpg", 67, DAY)
    entry = SitemapEntry(f"{BASE}/xem/a/", DAY, (SitemapPicture(f"{BASE}/media/b.jpg"),), (film,))
    (url,) = etree.fromstring(build_shard([entry])).findall("s:url", NS)
    assert [each.text for each in url.findall("i:image/i:loc", NS)] == [f"{BASE}/media/b.jpg"]
    told = {etree.QName(each).localname: each.text for each in url.find("v:video", NS)}
    assert told == {
        "thumbnail_loc": f"{BASE}/media/a.jpg",
        "title": "Phim",
        "description": "Một phim",
        "content_loc": f"{BASE}/media/a.mp4",
        "duration": "67",
        "publication_date": DAY,
        "family_friendly": "yes",
    }


def test_a_shard_without_media_names_no_extension() -> None:
    shard = build_shard([SitemapEntry(f"{BASE}/a/", DAY)])
    assert b"sitemap-image" not in shard and b"sitemap-video" not in shard


@given(st.dictionaries(st.integers(2000 * 12, 2027 * 12), st.integers(1, SHARD_SIZE), max_size=40))
def test_the_shards_hold_every_month_once_in_order(counts: dict[int, int]) -> None:
    shards = plan_shards(counts)
    months = [month for shard in shards for month in range(shard.period.first, shard.period.last) if month in counts]
    assert months == sorted(counts)
    assert len({shard.path for shard in shards}) == len(shards)


def test_robots_name_the_sitemap() -> None:
    assert f"Sitemap: {BASE}/sitemap.xml" in build_robots(BASE).decode().splitlines()


def test_ended_addresses_are_forced_rules_of_netlify() -> None:
    text = serialise_rules([build_rule("/cu/", "/moi/"), build_rule("/da-go/", None)])
    assert text == "/cu/ /moi/ 301!\n/da-go/ /410.html 410!\n"


def test_rules_survive_being_read() -> None:
    rules = [build_rule("/chữ có dấu/", "/mới #1/"), build_rule("/da-go/", None)]
    assert parse_rules(serialise_rules(rules)) == {rule.address: rule for rule in rules}


def test_lines_that_are_no_rules_are_left_out() -> None:
    assert parse_rules("# a b 301\n\n/a\n/a /b soon\n") == {}


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    static = tmp_path / "theme" / "static"
    (static / "css").mkdir(parents=True)
    (static / "player.js").write_text("play()")
    (static / "css" / "10-base.css").write_text("a{}\n")
    (static / "css" / "20-page.css").write_text("b{}\n")
    return static.parent


def test_a_theme_file_has_the_hash_of_its_content_in_its_name(theme: Path) -> None:
    files = StaticFiles(theme)
    address = files.find_address("player.js")
    assert address.startswith("/static/player.") and address.endswith(".js")
    assert files.contents == {address.lstrip("/"): b"play()"}
    (theme / "static/player.js").write_text("stop()")
    assert StaticFiles(theme).find_address("player.js") != address


def test_the_style_is_the_files_in_their_order_or_the_one_file(theme: Path) -> None:
    assert StaticFiles(theme).css == "a{}\nb{}"
    (theme / "static/site.css").write_text("c{}\n")
    assert StaticFiles(theme).css == "c{}"


def test_a_file_that_the_theme_lacks_is_named(theme: Path) -> None:
    with pytest.raises(ThemeError, match=r"static/none\.js"):
        StaticFiles(theme).find_address("none.js")
