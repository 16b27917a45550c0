"""What a page of the public site may weigh and load, measured in a browser and on the built files.

The budgets are those that `themes/README.md` states. A measure is taken at 360 px with an empty cache, before anything
is touched; bytes are those that the server sends with Brotli.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import brotli
from lxml import html
from playwright.sync_api import Browser, Response

from site_builder.compression import BROTLI_QUALITY

PHONE = {"width": 360, "height": 740}
PIXEL_RATIO = 2
MAX_NODES = 600


@dataclass(frozen=True, slots=True)
class Budget:
    """What pages of some kinds may weigh."""

    name: str
    html_bytes: int
    script_bytes: int
    requests: int
    total_bytes: int
    shift: float = 0
    """Cumulative layout shift."""


READING = Budget("home, lists, topic, about, 404", 10_000, 0, 2, 12_000)
TEXT = Budget("explainer, story, law, guide", 14_000, 0, 2, 16_000)
EASY = Budget("easy read, with its pictures", 10_000, 0, 4, 40_000)
LISTENING = Budget("audio, podcast, loudspeaker", 12_000, 2_000, 3, 16_000, 0.01)
WATCHING = Budget("video", 12_000, 2_000, 4, 28_000, 0.01)
FRAMED = Budget("explainer in a frame", 4_000, 0, 1, 4_000)
SEARCHING = Budget("search", 10_000, 8_000, 3, 20_000)
KEEPING = Budget("read without a network", 10_000, 2_000, 2, 12_000, 0.01)
PLAIN = Budget("text edition", 4_000, 0, 1, 4_000)
PLAIN_PAGE = Budget("text edition, plain pages", 8_000, 0, 1, 8_000)
"""They may be as long as a plan of the ward."""

_OF_FOLDERS = {
    "giai-thich": TEXT,
    "tinh-huong": TEXT,
    "van-ban": TEXT,
    "loi-di": TEXT,
    "nghe": LISTENING,
    "podcast": LISTENING,
    "loa": LISTENING,
    "xem": WATCHING,
    "embed": FRAMED,
    "tim-kiem": SEARCHING,
    "khong-mang": KEEPING,
    "chu": PLAIN,
}


_SECTIONS = frozenset({"giai-thich", "tinh-huong", "van-ban", "nghe", "podcast", "loa", "xem", "linh-vuc"})
_OWN_BUDGETS = frozenset({"tim-kiem", "khong-mang", "chu"})
"""Folders whose first page is no list."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a page was found to weigh."""

    address: str
    html_bytes: int
    nodes: int
    script_bytes: int = 0
    requests: int = 1
    total_bytes: int = 0
    shift: float = 0
    foreign: tuple[str, ...] = ()
    """Requests to other hosts."""
    cookies: int = 0


def find_budget(file: str, page: bytes) -> Budget:
    """The budget of a page, by its file below the output folder.

    Lists have that of the home page, wherever they stand; a plain page that needs a table of contents is a text.
    """
    folder, _, rest = file.partition("/")
    if folder == "chu" and rest.count("/") == 1 and rest.partition("/")[0] not in _SECTIONS:
        return PLAIN_PAGE
    if folder == "giai-thich" and rest.endswith("/de-doc/index.html"):
        return EASY
    if folder in _OF_FOLDERS and (rest != "index.html" or folder in _OWN_BUDGETS):
        return _OF_FOLDERS[folder]
    return TEXT if b'class="contents"' in page else READING


def measure_file(file: str, page: bytes) -> Measure:
    """What can be told of a page without a browser."""
    elements = sum(1 for element in html.fromstring(page).iter() if isinstance(element.tag, str))
    address = "/" + re.sub(r"(^|/)index\.html$", r"\1", file)
    return Measure(address, len(brotli.compress(page, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)), elements)


def measure_page(browser: Browser, base: str, address: str) -> Measure:
    """What a phone loads for a page before it is touched."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=PIXEL_RATIO, locale="vi-VN")
    try:
        page = context.new_page()
        responses: list[Response] = []
        asked: list[str] = []
        page.on("response", lambda response: responses.append(response))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(base + address, wait_until="networkidle")
        # what moves before the page is first seen is no shift, and one is told with the frame after it
        shift = page.evaluate("""async () => {
            await new Promise(seen => new PerformanceObserver(seen).observe({type: "paint", buffered: true}));
            let sum = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))
                .observe({type: "layout-shift", buffered: true});
            for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
            await new Promise(setTimeout);
            return sum;
        }""")
        own = [response for response in responses if response.url.startswith(base)]
        sizes = {response.url: int(response.headers.get("content-length", 0)) for response in own}
        types = {response.url: response.headers.get("content-type", "") for response in own}
        return Measure(
            address,
            html_bytes=sizes.get(base + address, 0),
            nodes=page.evaluate("document.querySelectorAll('*').length"),
            script_bytes=sum(size for url, size in sizes.items() if "javascript" in types[url]),
            requests=len(asked),
            total_bytes=sum(sizes.values()),
            shift=round(shift, 4),
            foreign=tuple(url for url in asked if not url.startswith(base) and urlsplit(url).scheme != "data"),
            cookies=len(context.cookies()),
        )
    finally:
        context.close()


def find_excesses(budget: Budget, measure: Measure) -> Iterator[str]:
    """What of a page is more than its budget; each begins with the name of the gate."""
    gates = [
        ("html", measure.html_bytes, budget.html_bytes),
        ("script", measure.script_bytes, budget.script_bytes),
        ("requests", measure.requests, budget.requests),
        ("total", measure.total_bytes, budget.total_bytes),
        ("nodes", measure.nodes, MAX_NODES),
        ("shift", measure.shift, budget.shift),
        ("third-party", len(measure.foreign), 0),
        ("cookies", measure.cookies, 0),
    ]
    for name, found, most in gates:
        if found > most:
            yield f"{name}: {measure.address} has {found:g}, the budget ({budget.name}) is {most:g}"


def list_pages(output: Path) -> dict[str, bytes]:
    """The pages of a built site by their file."""
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in sorted(output.rglob("*.html"))}


_HEADING = (
    f"{'kB with Brotli, at 360 px':<32}{'HTML':>13}{'script':>12}{'requests':>10}{'total':>14}{'CLS':>14}{'nodes':>10}"
)


def write_table(rows: Iterable[tuple[Budget, Sequence[Measure]]]) -> list[str]:
    """The heaviest of each budget beside what it may weigh, as lines of text."""
    lines = [_HEADING]
    for budget, measures in rows:
        most = {
            name: max(getattr(measure, name) for measure in measures)
            for name in ("html_bytes", "script_bytes", "requests", "total_bytes", "shift", "nodes")
        }
        lines.append(
            f"{budget.name:<32}"
            f"{most['html_bytes'] / 1000:>7.1f} of {budget.html_bytes // 1000:<3}"
            f"{most['script_bytes'] / 1000:>6.1f} of {budget.script_bytes // 1000:<2}"
            f"{most['requests']:>5} of {budget.requests:<2}"
            f"{most['total_bytes'] / 1000:>8.1f} of {budget.total_bytes // 1000:<3}"
            f"{most['shift']:>7.3f} of {budget.shift:<5g}"
            f"{most['nodes']:>4} of {MAX_NODES}"
        )
    return lines
