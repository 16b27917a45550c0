"""Each kind of page keeps its budget: bytes, requests, script, nodes, shifts, nothing from elsewhere, no dead link.

Every gate is proved by a page that is at fault and must be rejected.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from site_builder.checking.links import SiteLinks
from site_builder.checking.page_facts import read_page
from tests.browser.site_gate import (
    EASY,
    FRAMED,
    KEEPING,
    LISTENING,
    PLAIN,
    PLAIN_PAGE,
    READING,
    SEARCHING,
    TEXT,
    WATCHING,
    Budget,
    Measure,
    find_budget,
    find_excesses,
    list_pages,
    measure_file,
    measure_page,
    write_table,
)
from tests.browser.site_server import serving
from tests.built_sites import SiteFolders
from tests.companions import write_with_companions

pytestmark = pytest.mark.xdist_group("residents-site")

BUDGETS = (READING, TEXT, EASY, LISTENING, WATCHING, SEARCHING, KEEPING, PLAIN, PLAIN_PAGE, FRAMED)
HEAVIEST = 2
"""Of each budget, how many of the heaviest pages a browser looks at, besides those that are named."""
NAMED = {
    "index.html",
    "404.html",
    "gioi-thieu/index.html",
    "linh-vuc/cu-tru/index.html",
    "linh-vuc/index.html",
    "giai-thich/index.html",
    "luu-tru/index.html",
    "giai-thich/dang-ky-tam-tru/index.html",
    "podcast/phap-luat-hai-an/index.html",
    "loi-di/den-o-hai-an/index.html",
    "loi-di/den-o-hai-an/o-lau-dai/index.html",
    "loi-di/den-o-hai-an/tam-tru-truoc/index.html",
    "chu/index.html",
    "chu/giai-thich/dang-ky-tam-tru/index.html",
}


@pytest.fixture(scope="module")
def site(residents_site: SiteFolders) -> SiteFolders:
    return residents_site


@pytest.fixture(scope="module")
def pages(site: SiteFolders) -> dict[str, bytes]:
    return list_pages(site.output)


def test_no_page_of_the_site_is_heavier_than_its_budget(pages: dict[str, bytes]) -> None:
    assert len(pages) > 80
    excesses = [
        excess
        for file, page in pages.items()
        for excess in find_excesses(find_budget(file, page), measure_file(file, page))
    ]
    assert excesses == []


def test_what_a_phone_loads_before_a_tap_is_within_the_budget(
    residents_url: str, pages: dict[str, bytes], browser: Browser, record_property: Callable[[str, object], None]
) -> None:
    measured = {
        budget: [measure_page(browser, residents_url, measure_file(file, pages[file]).address) for file in files]
        for budget, files in choose_pages(pages).items()
    }
    for line in write_table((budget, measured[budget]) for budget in BUDGETS):
        record_property("table", line)
    excesses = [
        excess for budget, found in measured.items() for each in found for excess in find_excesses(budget, each)
    ]
    assert excesses == []


def choose_pages(pages: dict[str, bytes]) -> dict[Budget, list[str]]:
    """The heaviest and the named pages of each budget."""
    sizes: dict[Budget, dict[str, int]] = defaultdict(dict)
    for file, page in pages.items():
        sizes[find_budget(file, page)][file] = len(page)
    return {
        budget: sorted({*sorted(files, key=files.__getitem__)[-HEAVIEST:], *(NAMED & set(files))})
        for budget, files in sizes.items()
    }


def test_no_link_is_broken(site: SiteFolders, pages: dict[str, bytes]) -> None:
    assert list(find_broken(site, pages)) == []


def test_every_citation_leads_to_its_place_on_the_page_of_the_law(site: SiteFolders, pages: dict[str, bytes]) -> None:
    named = {
        target for file, page in pages.items() for target in read_page(file, page).targets if "/van-ban/" in target
    }
    places = {target for target in named if "#dieu-" in target}
    assert len(places) > 40
    page = pages["van-ban/luat-cu-tru-2020/index.html"].replace(b'id="dieu-27-khoan-1"', b'id="x"')
    broken = set(find_broken(site, pages | {"van-ban/luat-cu-tru-2020/index.html": page}))
    assert broken == {"/van-ban/luat-cu-tru-2020/#dieu-27-khoan-1"}


def test_a_broken_link_is_found(site: SiteFolders, pages: dict[str, bytes]) -> None:
    links = b'<a href="/giai-thich/khong-co/">a</a><a href="/nghe/#x">b</a>'
    page = pages["index.html"].replace(b"</main>", links + b"</main>")
    assert list(find_broken(site, pages | {"index.html": page})) == ["/giai-thich/khong-co/", "/nghe/#x"]


def find_broken(site: SiteFolders, pages: dict[str, bytes]) -> Iterator[str]:
    facts = [read_page(file, page) for file, page in pages.items()]
    base_url = site.read("robots.txt").rsplit("Sitemap: ", 1)[1].strip().removesuffix("/sitemap.xml")
    links = SiteLinks(base_url, frozenset(site.tree), frozenset(), {page.file: page.ids for page in facts})
    return (target for page in facts for target in page.targets if links.judge(page.file, target) is not None)


SCRIPT = "<script>{}</script>"
LATE_LINE = """\
new PerformanceObserver(() => document.body.prepend(document.createElement("h2"), "Muộn"))
    .observe({type: "paint", buffered: true});
"""
FAULTS: dict[str, str] = {
    "html": "<p>" + "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=9_000)) + "</p>",
    "nodes": "<i></i>" * 500,
    "script": '<script src="/loi.js"></script>',
    "requests": '<img src="/loi.gif?1" alt=""><img src="/loi.gif?2" alt="">',
    "total": '<img src="/loi.webp" alt="">',
    "shift": SCRIPT.format(LATE_LINE),
    "third-party": '<img src="http://127.0.0.2:9/theo-doi.gif" alt="">',
    "cookies": SCRIPT.format("document.cookie = 'ai=1'"),
}
"""What is put into a sound page, by the gate that must reject it."""


@pytest.fixture(scope="module")
def faulty_url(pages: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("faulty")
    (folder / "loi.js").write_text("let x = 1;" * 10)
    (folder / "loi.gif").write_bytes(b"GIF89a")
    (folder / "loi.webp").write_bytes(b"\0" * 9_000)
    for gate, fault in {**FAULTS, "sound": ""}.items():
        (folder / gate).mkdir()
        page = pages["404.html"].replace(b"</main>", fault.encode() + b"</main>")
        write_with_companions(folder / gate / "index.html", page)
    with serving(folder) as url:
        yield url


@pytest.mark.parametrize("gate", FAULTS)
def test_a_faulty_page_is_rejected_by_the_gate(faulty_url: str, browser: Browser, gate: str) -> None:
    excesses = find_excesses(READING, measure_page(browser, faulty_url, f"/{gate}/"))
    assert {excess.partition(":")[0] for excess in excesses} == {gate}


def test_the_same_page_without_a_fault_passes(faulty_url: str, browser: Browser) -> None:
    assert list(find_excesses(READING, measure_page(browser, faulty_url, "/sound/"))) == []


def test_a_heavy_file_is_rejected_without_a_browser() -> None:
    page = f"<html><body>{FAULTS['html'] * 2}{FAULTS['nodes'] * 2}</body></html>".encode()
    letters = "".join(random.Random(2).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=9_000)).encode()
    found = {each.partition(":")[0] for each in find_excesses(READING, measure_file("x/index.html", page + letters))}
    assert found == {"html", "nodes"}


def test_the_table_names_the_heaviest() -> None:
    lines = write_table([(READING, [Measure("/", 9_000, 100), Measure("/a/", 4_000, 300)])])
    assert "9.0 of 10" in lines[1] and "300 of 600" in lines[1]
