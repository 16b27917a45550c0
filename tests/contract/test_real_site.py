"""The repository's own content as the site that residents get: built once, then read as each of its readers reads it.

Media are tiny stand-ins, so that nothing is encoded here.
"""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from site_builder.building.sitemap import NAMESPACE
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument, LawFrontMatter, ShowFrontMatter
from site_builder.documents.store import load_document
from site_builder.serving import make_server
from tests.built_sites import SiteFolders, make_real_site

NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}

pytestmark = pytest.mark.xdist_group("real-site")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteFolders:
    """The site, built."""
    site = make_real_site(tmp_path_factory.mktemp("real"))
    built = site.build()
    assert built.code == 0, built.messages
    return site


@pytest.fixture(scope="module")
def documents(site: SiteFolders) -> list[ContentDocument]:
    """Every document of `content/`."""
    return [load_document(path) for kind in Kind for path in sorted((site.content / kind.value).glob("*.md"))]


@pytest.fixture(scope="module")
def base_url(site: SiteFolders) -> str:
    """Where it was built to stand."""
    return site.read("robots.txt").rsplit("Sitemap: ", 1)[1].strip().removesuffix("/sitemap.xml")


@pytest.fixture(scope="module")
def port(site: SiteFolders) -> Iterator[int]:
    """The site, served."""
    server = make_server(site.output, port=0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def answer(port: int, method: str, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def read_channel(path: Path) -> etree._Element:
    channel = etree.fromstring(path.read_bytes()).find("channel")
    assert channel is not None
    return channel


def test_check_finds_nothing(site: SiteFolders) -> None:
    assert site.check().report["problems"] == []


def test_building_it_again_writes_nothing(site: SiteFolders) -> None:
    again = site.build().report
    assert (again["written"], again["deleted"]) == (0, 0)


def test_every_document_is_served(documents: list[ContentDocument], port: int) -> None:
    assert len(documents) >= 40
    assert [d.meta.ref for d in documents if answer(port, "GET", d.meta.address).status != 200] == []


def test_every_page_speaks_vietnamese_and_names_where_it_stands(site: SiteFolders, base_url: str) -> None:
    for path in site.output.rglob("*.html"):
        page = html.fromstring(path.read_bytes())
        assert page.get("lang") == "vi", path
        for canonical in page.xpath("//link[@rel='canonical']/@href"):
            assert canonical.startswith(f"{base_url}/"), path


def test_no_english_is_left_on_the_pages(site: SiteFolders) -> None:
    for name in ("index.html", "giai-thich/dang-ky-tam-tru/index.html", "van-ban/index.html", "404.html"):
        text = html.fromstring(site.read(name)).text_content()
        for word in ("Skip to", "Home page", "Legal basis", "Published on", "Explainers", "There is no such page"):
            assert word not in text, name


def test_every_law_lists_exactly_what_cites_it(site: SiteFolders, documents: list[ContentDocument]) -> None:
    laws = [document.meta for document in documents if isinstance(document.meta, LawFrontMatter)]
    assert laws
    for law in laws:
        page = html.fromstring(site.read(f"{law.address.lstrip('/')}index.html"))
        linked = set(page.xpath("//main//a/@href"))
        citing = {d.meta.address for d in documents if any(c.law == law.ref for c in d.meta.cites)}
        assert citing <= linked, law.ref


def test_samples_say_that_they_are_samples(site: SiteFolders, documents: list[ContentDocument]) -> None:
    for document in documents:
        if document.meta.is_sample:
            assert "Nội dung minh họa" in site.read(f"{document.meta.address.lstrip('/')}index.html"), document.meta.ref


def test_synthetic_voices_are_disclosed(site: SiteFolders, documents: list[ContentDocument]) -> None:
    spoken = [d.meta for d in documents if d.meta.kind is Kind.AUDIO and d.meta.slug != "thu-giong-doc"]
    assert spoken
    for meta in spoken:
        assert "Giọng máy" in site.read(f"{meta.address.lstrip('/')}index.html"), meta.ref


def test_rss_has_what_its_specification_asks(site: SiteFolders, base_url: str) -> None:
    feeds = [site.output / "feed/rss.xml", *sorted(site.output.glob("linh-vuc/*/rss.xml"))]
    assert len(feeds) == 9
    for feed in feeds:
        channel = read_channel(feed)
        assert all((channel.findtext(tag) or "").strip() for tag in ("title", "link", "description", "lastBuildDate"))
        self_link = channel.find("atom:link", NS)
        assert self_link is not None
        assert self_link.get("href") == f"{base_url}/{feed.relative_to(site.output).as_posix()}"
        guids = [item.findtext("guid") for item in channel.iter("item")]
        assert len(guids) == len(set(guids)) <= 50
        assert all(item.findtext("title") and item.findtext("pubDate") for item in channel.iter("item"))


def test_atom_has_what_rfc_4287_asks(site: SiteFolders) -> None:
    for path in (site.output / "feed/atom.xml", *site.output.glob("linh-vuc/*/atom.xml")):
        feed = etree.fromstring(path.read_bytes())
        assert all(feed.findtext(f"atom:{tag}", namespaces=NS) for tag in ("id", "title", "updated"))
        for entry in feed.iterfind("atom:entry", NS):
            assert all(entry.findtext(f"atom:{tag}", namespaces=NS) for tag in ("id", "title", "updated", "summary"))
            assert entry.find("atom:link", NS) is not None


def test_the_newest_news_come_first(site: SiteFolders, documents: list[ContentDocument], base_url: str) -> None:
    kinds = (Kind.EXPLAINER, Kind.STORY, Kind.AUDIO, Kind.VIDEO, Kind.BULLETIN)
    news = sorted((d.meta for d in documents if d.meta.kind in kinds), key=lambda meta: meta.published, reverse=True)
    links = [item.findtext("link") for item in read_channel(site.output / "feed/rss.xml").iter("item")]
    assert links[0] == base_url + news[0].address
    assert set(links) <= {base_url + meta.address for meta in news}
    assert len(links) == min(50, len(news))


def test_the_podcast_has_what_psp_1_and_apple_ask(
    site: SiteFolders, documents: list[ContentDocument], base_url: str
) -> None:
    (show,) = [document.meta for document in documents if isinstance(document.meta, ShowFrontMatter)]
    path = site.output / "podcast" / show.slug / "feed.xml"
    channel = read_channel(path)
    for tag in ("title", "description", "link", "language"):
        assert (channel.findtext(tag) or "").strip(), tag
    for tag in ("itunes:author", "itunes:explicit", "podcast:guid", "podcast:locked"):
        assert (channel.findtext(tag, namespaces=NS) or "").strip(), tag
    assert channel.findtext("itunes:explicit", namespaces=NS) == "false"
    category, image, self_link = (channel.find(tag, NS) for tag in ("itunes:category", "itunes:image", "atom:link"))
    assert category is not None and category.get("text") == show.category
    assert image is not None and (site.output / image.get("href", "").removeprefix(f"{base_url}/")).is_file()
    assert self_link is not None and self_link.get("href") == f"{base_url}/podcast/{show.slug}/feed.xml"


def test_every_document_of_the_show_is_an_episode_that_can_be_fetched(
    site: SiteFolders, documents: list[ContentDocument], base_url: str, port: int
) -> None:
    (feed,) = site.output.glob("podcast/*/feed.xml")
    show = feed.parent.name
    episodes = {
        base_url + d.meta.address
        for d in documents
        if getattr(d.meta, "show", None) == show and getattr(d.meta, "audio", None)
    }
    items = list(read_channel(feed).iter("item"))
    assert {item.findtext("link") for item in items} == episodes
    for item in items:
        enclosure = item.find("enclosure")
        assert enclosure is not None and enclosure.get("type") == "audio/mpeg"
        head = answer(port, "HEAD", urlsplit(enclosure.get("url", "")).path)
        assert (head.status, head.headers["Content-Length"]) == (200, enclosure.get("length"))
        part = answer(port, "GET", urlsplit(enclosure.get("url", "")).path, Range="bytes=0-1")
        assert part.status == 206
        assert (item.findtext("itunes:duration", namespaces=NS) or "").isdecimal()
        assert [t.get("type") for t in item.iterfind("podcast:transcript", NS)] == ["text/vtt", "text/plain"]


def test_the_sitemap_names_every_document_once(
    site: SiteFolders, documents: list[ContentDocument], base_url: str
) -> None:
    shards = [etree.fromstring(path.read_bytes()) for path in site.output.glob("sitemap-*.xml")]
    locations = [location.text for shard in shards for location in shard.iter(f"{{{NAMESPACE}}}loc")]
    assert len(locations) == len(set(locations))
    assert {base_url + document.meta.address for document in documents} <= set(locations)


def test_what_is_not_there_is_404_in_words(port: int, site: SiteFolders) -> None:
    assert answer(port, "GET", "/khong-co-trang-nay/").status == 404
    assert "Không có trang này" in site.read("404.html")


def test_ended_addresses_are_answered_with_301_and_410(tmp_path: Path) -> None:
    site = SiteFolders(tmp_path)
    make_copy_with_ended_addresses(site)
    assert site.build().code == 0
    server = make_server(site.output, port=0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        port = server.server_address[1]
        moved, gone = answer(port, "GET", "/giai-thich/cu/"), answer(port, "GET", "/giai-thich/da-go/")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert (moved.status, moved.headers["Location"]) == (301, "/lien-he/")
    assert gone.status == 410


def make_copy_with_ended_addresses(site: SiteFolders) -> None:
    """The smallest site that has lost two pages."""
    site.write("site.yaml", "title: Tiếng Luật\nbase_url: https://luat.example.vn\n")
    site.add("home/trang-chu")
    site.add("page/lien-he")
    site.write(
        "redirects.yaml",
        "- {from: /giai-thich/cu/, to: /lien-he/, since: 2026-11-24}\n"
        "- {from: /giai-thich/da-go/, to: null, since: 2026-11-24}\n",
    )
