"""How soon a resident sees the main thing on a page: largest contentful paint, on a usual and on a slow phone; and what
Lighthouse says of the page on both.

python -m tests.bench.bench_pages --runs 3 --write docs/benchmarks-pages.md

Bytes and requests are not measured here: `tests/browser/test_site_budgets.py` holds them in the tests.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tests.bench.reporting import describe_machine
from tests.browser.lighthouse import AUDITED, CHROMIUM_NAMES, judge
from tests.browser.site_server import serving
from tests.built_sites import make_real_site

PHONE = {"width": 360, "height": 740}
PIXEL_RATIO = 2
READ_PAINT = """() => new Promise(done => {
    let last = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => last = entry.startTime))
        .observe({type: "largest-contentful-paint", buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(last))));
})"""

PAGE = """\
# Benchmark of the site's pages

`make bench` writes this page. Largest contentful paint in milliseconds, at 360 px with an empty cache, of the built
samples: median of {runs} run(s) in Chromium, server and browser on one machine ({machine}). A machine
has other work at times, which makes these figures worse, never better.

- **Usual** is {usual}.
- **Slow** is {slow}.

| page | usual | goal | slow | goal |
| --- | ---: | ---: | ---: | ---: |
{paints}

## Lighthouse

Scores out of 100 as on a phone: performance on the usual and on the slow line (median of {runs} run(s); the goals are
{usual_goal} and {slow_goal}), accessibility, best practices and search engines (the goal is 100; the tests hold them,
too). What the host decides alone, such as TLS, is left out.

| page | performance | slow | accessibility | best practices | SEO |
| --- | ---: | ---: | ---: | ---: | ---: |
{scores}
"""
PERFORMANCE_GOAL, SLOW_PERFORMANCE_GOAL = 99, 93


@dataclass(frozen=True, slots=True)
class Phone:
    """A line and a processor."""

    line_bps: int
    latency_ms: int
    slowdown: int
    """How many times slower than this machine its processor is."""

    @property
    def lighthouse_options(self) -> tuple[str, ...]:
        """The same for Lighthouse, which reckons with it in the place of waiting."""
        return (
            f"--throttling.rttMs={self.latency_ms}",
            f"--throttling.throughputKbps={self.line_bps // 1000}",
            f"--throttling.cpuSlowdownMultiplier={self.slowdown}",
        )

    def __str__(self) -> str:
        line = f"{self.line_bps / 1e6:g} Mbit/s with {self.latency_ms} ms of latency"
        return f"{line} and a processor {self.slowdown} times slower"


USUAL, SLOW = Phone(1_600_000, 150, 4), Phone(400_000, 400, 6)


@dataclass(frozen=True, slots=True)
class Goal:
    """A page and the latest that its main thing may be seen."""

    name: str
    address: str
    usual_ms: int
    slow_ms: int


GOALS = (
    Goal("home", "/", 900, 2000),
    Goal("topic", "/linh-vuc/cu-tru/", 900, 2000),
    Goal("explainer", "/giai-thich/dang-ky-tam-tru/", 900, 2200),
    Goal("easy read", "/giai-thich/dang-ky-tam-tru/de-doc/", 900, 2200),
    Goal("story", "/tinh-huong/quen-dang-ky-tam-tru/", 900, 2200),
    Goal("law", "/van-ban/luat-cu-tru-2020/", 900, 2200),
    Goal("audio", "/nghe/goi-114/", 1000, 2300),
    Goal("podcast", "/podcast/phap-luat-hai-an/", 1000, 2300),
    Goal("loudspeaker", "/loa/phong-chay-mua-hanh-kho/", 1000, 2300),
    Goal("video", "/xem/dang-ky-tam-tru/", 1200, 2800),
    Goal("search", "/tim-kiem/", 1000, 2300),
)


def main() -> None:
    """Measure, print the table, and write the page when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pages", nargs="+", choices=[goal.name for goal in GOALS], help="these alone")
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    goals = [goal for goal in GOALS if not arguments.pages or goal.name in arguments.pages]
    paints, scores = measure_all(goals, arguments.runs)
    text = PAGE.format(
        runs=arguments.runs,
        machine=describe_machine(),
        usual=USUAL,
        slow=SLOW,
        usual_goal=PERFORMANCE_GOAL,
        slow_goal=SLOW_PERFORMANCE_GOAL,
        paints="\n".join(paints),
        scores="\n".join(scores),
    )
    print(text)
    if arguments.write:
        arguments.write.write_text(text, encoding="utf-8")


def measure_all(goals: Sequence[Goal], runs: int) -> tuple[list[str], list[str]]:
    """The rows of both tables: what the browser paints, then what Lighthouse says."""
    with tempfile.TemporaryDirectory(prefix="bench-pages-") as folder:
        site = make_real_site(Path(folder), is_weighty=True)
        site.build()
        with serving(site.output) as base:
            return list(measure_paints(base, goals, runs)), list(measure_scores(base, goals, runs))


def measure_paints(base: str, goals: Iterable[Goal], runs: int) -> Iterator[str]:
    """When the main thing of each page is seen."""
    program = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for goal in goals:
            usual, slow = (
                median(measure_paint(browser, base + goal.address, phone) for _run in range(runs))
                for phone in (USUAL, SLOW)
            )
            yield f"| {goal.name} | {usual:.0f} | ≤ {goal.usual_ms} | {slow:.0f} | ≤ {goal.slow_ms} |"
        browser.close()


def measure_scores(base: str, goals: Iterable[Goal], runs: int) -> Iterator[str]:
    """What Lighthouse gives each page."""
    for goal in goals:
        usual, slow = (
            [judge(base + goal.address, ("performance",), *phone.lighthouse_options) for _run in range(runs)]
            for phone in (USUAL, SLOW)
        )
        audited = judge(base + goal.address).scores
        performance = [f"{median(each.scores['performance'] for each in found):.0f}" for found in (usual, slow)]
        yield " | ".join([f"| {goal.name}", *performance, *(str(audited[name]) for name in AUDITED)]) + " |"


def measure_paint(browser: Browser, url: str, phone: Phone) -> float:
    """When the largest thing in the first screen was painted, in milliseconds after the tap."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=PIXEL_RATIO, locale="vi-VN")
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        line = {"offline": False, "latency": phone.latency_ms}
        speed = phone.line_bps / 8
        session.send(
            "Network.emulateNetworkConditions", {**line, "downloadThroughput": speed, "uploadThroughput": speed}
        )
        session.send("Emulation.setCPUThrottlingRate", {"rate": phone.slowdown})
        page.goto(url, wait_until="networkidle")
        return float(page.evaluate(READ_PAINT))
    finally:
        context.close()


if __name__ == "__main__":
    main()
