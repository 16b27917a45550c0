"""Pictures and films in the sitemap: what pages show, kept up to date by what changed alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from media_pipeline.manifest import MediaKind
from site_builder.building.sitemap import IMAGE_NAMESPACE, NAMESPACE, VIDEO_NAMESPACE
from site_builder.documents.block_values import build_block
from tests.built_sites import BASE_URL, SiteFolders, make_small_site

SHARD = "sitemap-2020-2029.xml"
NAMES = {"s": NAMESPACE, "i": IMAGE_NAMESPACE, "v": VIDEO_NAMESPACE}
EXPLAINER = "/giai-thich/tam-tru/"


@pytest.fixture
def site(tmp_path: Path) -> SiteFolders:
    made = make_small_site(tmp_path)
    made.add_asset("phim", MediaKind.VIDEO, alt="Một người mở cửa", title="Phim")
    made.add("video/phim", video="phim", summary="Cách làm.")
    assert made.build().code == 0
    return made


def read_entry(site: SiteFolders, address: str) -> etree._Element:
    shard = etree.fromstring(site.tree[SHARD])
    (entry,) = [
        each for each in shard.findall("s:url", NAMES) if each.findtext("s:loc", "", NAMES) == BASE_URL + address
    ]
    return entry


def list_pictures(site: SiteFolders, address: str) -> list[str]:
    return [each.text or "" for each in read_entry(site, address).findall("i:image/i:loc", NAMES)]


def test_pages_name_the_pictures_and_films_that_they_show(site: SiteFolders) -> None:
    (picture,) = list_pictures(site, "/linh-vuc/cu-tru/")
    assert (site.output / picture.removeprefix(f"{BASE_URL}/")).is_file()
    # its front matter has a picture, which its page does not show
    assert list_pictures(site, EXPLAINER) == []
    film = read_entry(site, "/xem/phim/").find("v:video", NAMES)
    assert film is not None and film.findtext("v:description", "", NAMES) == "Cách làm."
    for name in ("content_loc", "thumbnail_loc"):
        assert (site.output / film.findtext(f"v:{name}", "", NAMES).removeprefix(f"{BASE_URL}/")).is_file()
    assert site.check().report["problems"] == []


def test_a_picture_that_comes_into_a_text_is_noticed_without_a_new_date(site: SiteFolders) -> None:
    picture = build_block("image", image="hinh", caption="Một tờ đơn")
    kept = {"topic": "cu-tru", "tags": ["nhà trọ"], "summary": "Ở từ 30 ngày.", "image": "hinh"}
    cites = [{"law": "law/luat-cu-tru", "article": "27"}]
    site.add("explainer/tam-tru", picture, picture, cites=cites, **kept)
    assert site.build().code == 0
    assert len(list_pictures(site, EXPLAINER)) == 1
    after = site.tree[SHARD]
    assert site.build(is_full=True).code == 0
    assert site.tree[SHARD] == after
    site.add("explainer/tam-tru", cites=cites, **kept)
    assert site.build().code == 0
    assert list_pictures(site, EXPLAINER) == []
