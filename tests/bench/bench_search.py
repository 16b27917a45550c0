"""How soon results stand on the page of the search after each letter that a resident types, on a slow phone.

python -m tests.bench.bench_search --documents 1000 10000 --write docs/benchmarks-search.md

What the results cost in bytes is held in the tests (`test_search_cost.py`).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.bench_pages import PHONE, PIXEL_RATIO, SLOW, USUAL
from tests.bench.corpus import Corpus
from tests.bench.reporting import describe_machine
from tests.bench.sites import PROJECT, OurSite
from tests.browser.lighthouse import CHROMIUM_NAMES
from tests.browser.site_server import serving

QUERIES = ("ho khau", "dat dai", "tam tru", "đăng ký kết hôn", "mức phạt", "bao hiem y te")
GOAL_MS = 100
PAUSE_MS = 150
"""Between two letters, once the results of the first are there: as fast as thumbs are."""

WATCH = """() => {
    window.waits = [];
    let typed;
    document.querySelector("[data-search]").q.addEventListener("input", () => (typed = performance.now()), true);
    new MutationObserver(() => {
        if (typed !== undefined) window.waits.push(performance.now() - typed);
        typed = undefined;
    }).observe(document.querySelector("[data-status]"), {childList: true, characterData: true, subtree: true});
}"""

PAGE = """\
# Benchmark of the search

`make bench` writes this page. Milliseconds from a letter to its results in the page, for six questions typed letter by
letter with and without accents, each in a fresh browser: Chromium on this machine ({machine}), which
serves the site, too. The processor is slowed down, {usual} times as a usual phone has it (the goal is set for it) and
{slow} times; the line is not. A machine has other work at times, which makes these figures worse, never better.

| documents | slower by | first letter | median | slowest | within {goal} ms | goal: first and median | met |
| ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |
{rows}
"""


def main() -> None:
    """Measure, print the table, and write the page when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 10_000], help="sizes of the corpus")
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    rows = [row for count in arguments.documents for row in build_rows(count)]
    text = PAGE.format(
        machine=describe_machine(),
        usual=USUAL.slowdown,
        slow=SLOW.slowdown,
        goal=GOAL_MS,
        rows="\n".join(rows),
    )
    print(text)
    if arguments.write:
        arguments.write.write_text(text, encoding="utf-8")


def build_rows(count: int) -> Iterator[str]:
    """The rows of one size, one for each processor."""
    with building(count) as output, serving(output) as base:
        for slowdown in (USUAL.slowdown, SLOW.slowdown):
            yield build_row(count, slowdown, measure(f"{base}/tim-kiem/", slowdown))


def build_row(count: int, slowdown: int, waits: Sequence[Sequence[float]]) -> str:
    """A row.

    Args:
        slowdown: of the processor.
        waits: in milliseconds, letter by letter, of each question.
    """
    every = [wait for of_query in waits for wait in of_query]
    first, middle = median(of_query[0] for of_query in waits), median(every)
    within = sum(wait <= GOAL_MS for wait in every) / len(every)
    goal = ("", "")
    if slowdown == USUAL.slowdown:
        goal = (f"≤ {GOAL_MS}", "yes" if max(first, middle) <= GOAL_MS else "**no**")
    found = (f"{count:,}", str(slowdown), f"{first:.0f}", f"{middle:.0f}", f"{max(every):.0f}", f"{within:.0%}")
    return f"| {' | '.join((*found, *goal))} |"


def measure(url: str, slowdown: int) -> list[list[float]]:
    """How long each letter of each question waited for its results, in milliseconds."""
    program = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        try:
            return [type_query(browser, url, query, slowdown) for query in QUERIES]
        finally:
            browser.close()


@contextmanager
def building(count: int) -> Iterator[Path]:
    """The output folder of a built corpus."""
    with tempfile.TemporaryDirectory(prefix="bench-search-") as folder:
        site = OurSite(Path(folder) / "ours")
        for document in Corpus(count).iter_documents():
            site.put(document)
        subprocess.run(site.command, cwd=PROJECT, stdout=subprocess.DEVNULL, check=True)
        yield site.output


def type_query(browser: Browser, url: str, query: str, slowdown: int) -> list[float]:
    """How long each letter waited."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=PIXEL_RATIO, locale="vi-VN")
    try:
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        page.goto(url, wait_until="networkidle")
        page.evaluate(WATCH)
        page.focus("#q")
        page.wait_for_timeout(4 * PAUSE_MS)  # the list of files, which is asked for when the field is
        return [type_letter(page, letter) for letter in query]
    finally:
        context.close()


def type_letter(page: Page, letter: str) -> float:
    """How long it waited."""
    known = int(page.evaluate("waits.length"))
    page.keyboard.type(letter)
    page.wait_for_function("known => waits.length > known", arg=known)
    page.wait_for_timeout(PAUSE_MS)
    return float(page.evaluate("waits.at(-1)"))


if __name__ == "__main__":
    main()
