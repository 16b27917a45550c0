"""A small site, built by a process of its own: what it has, and what stands in the way of a build."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from media_pipeline.manifest import MediaKind
from site_builder.building.sitemap import NAMESPACE
from site_builder.documents.block_values import build_block
from site_builder.listings import PAGE_SIZE
from tests.built_sites import BASE_URL, SITE_YAML, THEME, SiteFolders, make_small_site

HOSTILE = '"><script>alert(1)</script> & ‘x’ 😀 ẫ \u0323'
NEXT_DAY = dt.datetime.fromisoformat("2026-11-11T08:00:00+07:00")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SiteFolders:
    """The small site, built; nobody may change it."""
    site = make_small_site(tmp_path_factory.mktemp("site"))
    assert site.build().code == 0
    return site


@pytest.fixture
def site(tmp_path: Path) -> SiteFolders:
    """A small site to work on."""
    return make_small_site(tmp_path)


def read_html(site: SiteFolders, path: str) -> html.HtmlElement:
    return html.fromstring(site.read(path))


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "giai-thich/index.html",
        "giai-thich/tam-tru/index.html",
        "tinh-huong/index.html",
        "nghe/index.html",
        "xem/index.html",
        "loa/index.html",
        "podcast/index.html",
        "van-ban/index.html",
        "linh-vuc/index.html",
        "the/index.html",
        "the/nha-tro/index.html",
        "luu-tru/index.html",
        "lien-he/index.html",
        "chu/index.html",
        "chu/giai-thich/index.html",
        "chu/giai-thich/tam-tru/index.html",
        "chu/linh-vuc/cu-tru/index.html",
        "khong-mang/index.html",
        "sw.js",
        "404.html",
        "410.html",
        "gop-y/co-ich/index.html",
        "gop-y/chua-ro/index.html",
        "sitemap.xml",
        "sitemap-2020-2029.xml",
        "sitemap-lists.xml",
        "robots.txt",
        "_headers",
        "_redirects",
        "feed/rss.xml",
        "feed/atom.xml",
        "linh-vuc/cu-tru/rss.xml",
        "linh-vuc/cu-tru/atom.xml",
        "podcast/loa-phuong/feed.xml",
        "favicon.ico",
    ],
)
def test_the_site_has(built: SiteFolders, path: str) -> None:
    assert (built.output / path).is_file()


def test_a_ward_may_do_without_the_text_edition_and_what_browsers_keep(site: SiteFolders) -> None:
    assert site.build().code == 0
    assert "respondWith" in site.read("sw.js")
    site.write("site.yaml", site.content.joinpath("site.yaml").read_text() + "text_edition: false\noffline: false\n")
    assert site.build().code == 0
    assert [path for path in site.tree if path.startswith(("chu/", "khong-mang/"))] == []
    assert "unregister" in site.read("sw.js") and "respondWith" not in site.read("sw.js")
    pages = [content for path, content in site.tree.items() if path.endswith(".html")]
    assert not any(word in page for page in pages for word in (b"/chu/", b"/khong-mang/", b"data-worker"))
    assert site.check().report["problems"] == []


def test_nothing_is_found_in_it(built: SiteFolders) -> None:
    assert built.check().report["problems"] == []


def test_where_a_newsroom_takes_answers_the_form_goes_there_and_nowhere_else(site: SiteFolders) -> None:
    site.build()
    site.write("site.yaml", f"{SITE_YAML}feedback_url: https://soan.example.vn/gop-y/\n")
    site.build()
    assert not [path for path in site.tree if path.startswith("gop-y/")]
    assert 'action="https://soan.example.vn/gop-y/"' in site.read("giai-thich/tam-tru/index.html")
    assert "form-action 'self' https://soan.example.vn;" in site.read("_headers")


def test_building_again_writes_nothing(site: SiteFolders) -> None:
    first = site.build().report
    before = site.tree
    second = site.build().report
    assert (second["written"], second["deleted"]) == (0, 0)
    assert second["unchanged"] == first["written"]
    assert site.tree == before


def test_a_document_is_found_on_every_list_that_it_belongs_to(built: SiteFolders) -> None:
    for path in ("index.html", "giai-thich/index.html", "linh-vuc/cu-tru/index.html", "the/nha-tro/index.html"):
        assert 'href="/giai-thich/tam-tru/"' in built.read(path), path
    assert 'href="/giai-thich/tam-tru/"' in built.read("luu-tru/index.html")


def test_a_law_lists_what_cites_it(built: SiteFolders) -> None:
    assert 'href="/giai-thich/tam-tru/"' in built.read("van-ban/luat-cu-tru/index.html")


def test_the_news_are_what_is_written_to_be_read_heard_or_watched(built: SiteFolders) -> None:
    links = [item.findtext("link") for item in etree.fromstring(built.tree["feed/rss.xml"]).iter("item")]
    assert sorted(links) == [f"{BASE_URL}/giai-thich/tam-tru/", f"{BASE_URL}/nghe/tam-tru/"]


def test_an_episode_has_its_recording_with_its_real_length(built: SiteFolders) -> None:
    item = etree.fromstring(built.tree["podcast/loa-phuong/feed.xml"]).find("channel/item")
    assert item is not None
    enclosure = item.find("enclosure")
    assert enclosure is not None
    recording = built.output / enclosure.get("url", "").removeprefix(f"{BASE_URL}/")
    assert recording.stat().st_size == int(enclosure.get("length", "0"))
    assert [item.findtext(f"{{http://www.itunes.com/dtds/podcast-1.0.dtd}}{tag}") for tag in ("season", "episode")] == [
        "1",
        "3",
    ]
    transcripts = item.findall("{https://podcastindex.org/namespace/1.0}transcript")
    assert [transcript.get("type") for transcript in transcripts] == ["text/vtt", "text/plain"]


def test_only_media_in_use_are_on_the_site(site: SiteFolders) -> None:
    site.add_asset("khong-ai-dung", MediaKind.AUDIO)
    assert site.build().code == 0
    assert [path for path in site.tree if "khong-ai-dung" in path] == []
    assert any(path.endswith("/nghe.mp3") for path in site.tree)


def test_documents_have_a_card_that_their_page_names(built: SiteFolders) -> None:
    (image,) = read_html(built, "giai-thich/tam-tru/index.html").xpath("//meta[@property='og:image']/@content")
    assert (built.output / image.removeprefix(f"{BASE_URL}/")).is_file()


def test_the_sitemap_names_documents_and_sections_but_no_error_pages(built: SiteFolders) -> None:
    shards = [built.tree[path] for path in ("sitemap-lists.xml", "sitemap-2020-2029.xml")]
    locations = [each.text for shard in shards for each in etree.fromstring(shard).iter(f"{{{NAMESPACE}}}loc")]
    assert {f"{BASE_URL}/", f"{BASE_URL}/van-ban/", f"{BASE_URL}/giai-thich/tam-tru/"} <= set(locations)
    assert len(locations) == len(set(locations))
    assert not any("404" in str(location) for location in locations)


def test_a_hostile_title_is_text_everywhere(site: SiteFolders) -> None:
    site.add("explainer/la", build_block("text", body="Nội dung"), title=HOSTILE, summary=HOSTILE, topic="cu-tru")
    assert site.build().code == 0
    assert read_html(site, "giai-thich/la/index.html").xpath("string(//h1)").strip() == HOSTILE
    for path, content in site.tree.items():
        if path.endswith((".html", ".xml")):
            assert b"<script>alert" not in content, path
    assert site.check().report["problems"] == []


def test_a_long_list_goes_on_in_older_pages(site: SiteFolders) -> None:
    for number in range(2 * PAGE_SIZE):
        cites = [{"law": "law/luat-cu-tru", "article": str(number + 1)}]
        published = NEXT_DAY + dt.timedelta(hours=number)
        site.add(f"explainer/bai-{number}", topic="cu-tru", cites=cites, published=published)
    assert site.build().code == 0
    for section in ("giai-thich", "linh-vuc/cu-tru", "van-ban/luat-cu-tru", "luu-tru"):
        front, older = site.read(f"{section}/index.html"), site.read(f"{section}/trang/2026-11/index.html")
        assert f'href="/giai-thich/bai-{2 * PAGE_SIZE - 1}/"' in front, section
        assert 'href="/giai-thich/bai-0/"' in older, section
        assert f'href="/{section}/trang/2026-11/"' in front, section
    assert site.check().report["problems"] == []


def test_ended_addresses_have_rules_and_pages(site: SiteFolders) -> None:
    site.write(
        "redirects.yaml",
        "- {from: /giai-thich/cu/, to: /giai-thich/tam-tru/, since: 2026-11-24}\n"
        "- {from: /giai-thich/da-go/, to: null, since: 2026-11-24}\n"
        "- {from: /giai-thich/tam-tru/, to: /lien-he/, since: 2026-11-24}\n"
        "- {from: /luu-tru/, to: /lien-he/, since: 2026-11-24}\n",
    )
    assert site.build().code == 0
    assert site.read("_redirects") == (
        "/chu/giai-thich/cu/ /chu/giai-thich/tam-tru/ 301!\n/chu/giai-thich/da-go/ /410.html 410!\n"
        "/embed/giai-thich/cu/ /embed/giai-thich/tam-tru/ 301!\n/embed/giai-thich/da-go/ /410.html 410!\n"
        "/giai-thich/cu/ /giai-thich/tam-tru/ 301!\n/giai-thich/da-go/ /410.html 410!\n"
    )
    assert 'href="/giai-thich/tam-tru/"' in site.read("giai-thich/cu/index.html")
    assert site.read("giai-thich/da-go/index.html") == site.read("410.html")
    assert site.check().report["problems"] == []


def test_everything_that_is_wrong_is_told_at_once_and_the_last_good_site_stays(site: SiteFolders) -> None:
    assert site.build().code == 0
    before = site.tree
    site.add("explainer/a", cites=[{"law": "law/khong-co"}])
    site.add("story/b", build_block("text", body="x"))
    site.add("audio/c", audio="khong-co")
    site.write("explainer/d.md", "không phải bài")
    built = site.build()
    assert built.code == 1
    assert {"explainer/a.md", "story/b.md", "audio/c.md", "explainer/d.md"} == set(built.paths)
    assert site.tree == before


def test_two_first_pages_want_one_address(site: SiteFolders) -> None:
    site.add("home/trang-khac")
    assert site.build().paths == ["home/trang-khac.md"]


def test_a_site_needs_a_first_page(site: SiteFolders) -> None:
    (site.content / "home/trang-chu.md").unlink()
    built = site.build()
    assert built.code == 1
    assert "content/home/" in built.messages


def test_a_missing_file_names_document_asset_and_remedy(site: SiteFolders) -> None:
    for path in site.store.rglob("nghe.mp3"):
        path.unlink()
    built = site.build()
    assert "audio/tam-tru.md" in built.paths
    assert "“nghe”" in built.messages
    assert "media_pipeline process content/media" in built.messages


def test_a_page_that_a_template_fails_on_is_named(site: SiteFolders, tmp_path: Path) -> None:
    theme = copy_theme(tmp_path, '{{ page.title.fail() if page.ref == "explainer/tam-tru" }}')
    assert site.build(theme=theme).paths == ["explainer/tam-tru.md"]


def test_a_template_that_fails_on_every_page_is_at_fault_itself(site: SiteFolders, tmp_path: Path) -> None:
    site.add("explainer/khac")
    built = site.build(theme=copy_theme(tmp_path, "{{ page.fail() }}"))
    assert built.paths == [""]
    assert "documents/explainer.html" in built.messages


def test_a_place_that_is_no_address_is_refused(site: SiteFolders) -> None:
    built = site.build(base_url="luat.example.vn")
    assert built.code == 1
    assert "luat.example.vn" in built.messages


def test_a_build_can_stand_elsewhere_than_the_settings_say(site: SiteFolders) -> None:
    assert site.build(base_url="https://thu.example").code == 0
    assert "Sitemap: https://thu.example/sitemap.xml" in site.read("robots.txt")
    assert BASE_URL not in site.read("feed/rss.xml")


EDITS = st.sampled_from(
    ["retitle", "resummarise", "add", "retag", "retopic", "delete", "move", "remake", "rename the site"]
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.tuples(EDITS, st.integers(0, 3)), min_size=2, max_size=6))
def test_a_site_that_grew_by_edits_is_the_same_as_one_built_anew(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int]]
) -> None:
    site = make_small_site(tmp_path_factory.mktemp("edits"))
    site.build()
    for edit, number in edits:
        apply_edit(site, edit, number)
        assert site.build().code == 0
    fresh = SiteFolders(site.root / "fresh")
    shutil.copytree(site.content, fresh.content)
    shutil.copytree(site.store, fresh.store)
    assert fresh.build().code == 0
    assert site.tree == fresh.tree


def apply_edit(site: SiteFolders, edit: str, number: int) -> None:
    """Change the content as an editor would."""
    ref = f"explainer/bai-{number}"
    path = site.content / f"{ref}.md"
    if edit == "add" or (not path.exists() and edit not in ("move", "remake", "rename the site")):
        site.add(ref, topic="cu-tru", tags=["nhà trọ"], cites=[{"law": "law/luat-cu-tru"}])
    elif edit == "delete":
        path.unlink()
    elif edit == "retitle":
        site.add(ref, title=f"Bài {number} mới")
    elif edit == "resummarise":
        site.add(ref, topic="cu-tru", summary="Tóm tắt khác")
    elif edit == "retag":
        site.add(ref, tags=["Nhà trọ", f"thẻ {number}"])
    elif edit == "retopic":
        site.add("topic/dat-dai")
        site.add(ref, topic="dat-dai")
    elif edit == "move":
        site.write("redirects.yaml", f"- {{from: /cu-{number}/, to: /lien-he/, since: 2026-11-24}}\n")
    elif edit == "remake":
        site.add_asset("nghe", MediaKind.AUDIO, title=f"Bản thu {number}")
    else:
        site.write("site.yaml", f"title: Trang {number}\nbase_url: {BASE_URL}\n")


def copy_theme(tmp_path: Path, line: str) -> Path:
    """The theme with a line more in the template of explainers."""
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    template = theme / "templates" / "documents" / "explainer.html"
    text = template.read_text("utf-8")
    start, end = "{% block main %}", "{% endblock %}"
    marker = start if start in text else end
    template.write_text(text.replace(marker, f"{marker}{line}" if marker == start else f"{line}{marker}", 1), "utf-8")
    return theme


def test_the_report_is_one_object(site: SiteFolders) -> None:
    report = site.build().report
    assert json.loads(json.dumps(report)) == report
    assert {"ok", "pages", "rendered", "written", "unchanged", "deleted", "duration_s", "problems"} == report.keys()
