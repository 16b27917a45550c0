"""The measurements as Markdown: one table for each size, what is compared, and what is not."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.bench.scenarios import GOAL_SIZE, Result
from tests.bench.sites import SiteSize

MEMORY_GOALS_MIB = {10_000: 400, 100_000: 700}
GROWTH_GOAL = 1.5
GROWTH_SIZES = (10_000, 100_000)

HEADER = """\
# Benchmarks

`make bench` writes this page: the builder against Hugo {hugo}, on one made-up corpus, both programs in turn on one
machine ({machine}). Each figure is the median of {runs} run(s).
A machine has other work at times, so trust the ratios: ours to Hugo's, on the clock and in processor time. Less than 1
means that ours is faster. Goals are set for 10,000 documents.

## What is compared

- The corpus (`tests/bench/corpus.py`): explainers and stories of 600 to 900 Vietnamese words with headings, lists,
  tables, steps, warnings, quotes, citations and links among them; 12 topics, 60 tags, 60 laws, plain pages. Hugo gets
  the same words as plain Markdown with YAML front matter (`tests/bench/as_hugo.py`).
- The pages: documents, sections, topics, tags, what cites each law, and the archive in pages (Hugo's of 24, ours cut
  by time, of 24 to 47), RSS and Atom of the whole and of each topic, sitemap, structured data. Ours have the theme of
  the site, Hugo's a theme with the same parts (`tests/bench/hugo/`), and both carry the same style sheet in each page
  and a QR code of its address in each explainer and story (Hugo by its `images.QR`).
- A cold build is a whole process, `python -m site_builder build` and `hugo`, after the edit. In the running worker, a
  process that has built before, it is the time until the answer that the editor's screen waits for: pages, lists,
  feeds and sitemap are in place. The files of the search follow; the rows “found” tell when they are in place, too.
  Hugo's figure beside it is its whole process.
- Processor time is told of edits alone: that of the processes which make a whole site for ours ends with them.
- Hugo builds everything each time; its output folder and its pictures are kept, as ours are.
- Both make the same files: a share card for each document (Hugo by its `images.Text`), and `.gz` and `.br` beside each
  text (of those of our search, which scripts fetch, `.br` alone). Hugo makes none of the latter; two processes make
  them right after it with the same programs at the same levels, for changed files alone (`tests/bench/hugo_build.py`).
  The column “Hugo alone” leaves that out, and one row leaves both out on both sides.

## What is not

- Ours does more: it makes the index of the search, checks every link, citation and reference, compares what it wrote
  with what stands there, replaces each file as a whole, and takes down what has ended. Hugo does none of these, and
  leaves the page of a deleted document in place.
- Hugo's own server (`hugo server`) is not measured: it keeps the site in memory and does not publish it.
- Ours has no text edition, no posters and no pages for frames here: `content/site.yaml` of the corpus switches them
  off, for Hugo makes none of these.
- The corpus has no pictures, recordings or videos.
"""


@dataclass
class Report:
    """Everything that was measured."""

    runs: int
    hugo_version: str
    results: list[Result] = field(default_factory=list)
    memory_mib: dict[int, list[float]] = field(default_factory=dict)
    """By size: ours, and Hugo's when it was measured."""
    sizes: dict[int, list[SiteSize]] = field(default_factory=dict)
    """By size, what was built: ours, and Hugo's when it was measured."""

    def to_markdown(self) -> str:
        """The whole page."""
        header = HEADER.format(hugo=self.hugo_version, machine=describe_machine(), runs=self.runs)
        tables = (part for count in self.counts for part in self._build_section(count))
        return "\n".join([header, *tables, *self._build_growth()])

    @property
    def counts(self) -> list[int]:
        """The sizes that were measured."""
        return sorted({result.count for result in self.results} | set(self.memory_mib))

    def build_table(self, count: int) -> str:
        """The figures of one size."""
        rows = [row for result in self.results if result.count == count for row in _build_rows(result)]
        rows += self._build_memory_rows(count)
        head = ("", "ours", "Hugo", "Hugo alone", "ours ÷ Hugo", "in CPU time", "goal", "met")
        return "\n".join(map(_join, [head, ("---",) + ("---:",) * 5 + ("---",) * 2, *rows]))

    def _build_section(self, count: int) -> Iterator[str]:
        yield f"## {count:,} documents\n"
        for name, size in zip(("Ours", "Hugo"), self.sizes.get(count, []), strict=False):
            yield f"- {name}: {size.describe()}."
        yield f"\n{self.build_table(count)}\n"

    def _build_memory_rows(self, count: int) -> Iterator[tuple[str, ...]]:
        if count in self.memory_mib:
            ours, *others = self.memory_mib[count]
            goal = MEMORY_GOALS_MIB.get(count)
            yield (
                "Peak memory of a full build (one run)",
                f"{ours:.0f} MiB",
                f"{others[0]:.0f} MiB" if others else "–",
                "",
                _write_ratio(ours / others[0]) if others else "–",
                "",
                f"< {goal} MB" if goal else "",
                _say(ours * 1.048576 < goal) if goal else "",
            )

    def _build_growth(self) -> Iterator[str]:
        """How much longer the same edit takes in a site ten times as large."""
        small, large = ({r.scenario.name: r for r in self.results if r.count == count} for count in GROWTH_SIZES)
        names = [name for name, result in large.items() if name in small and not result.scenario.is_full]
        if not names:
            return
        yield "## From 10,000 to 100,000 documents\n"
        yield _join(("", "longer by", "goal", "met"))
        yield _join(("---", "---:", "---", "---"))
        for name in names:
            scenario, growth = large[name].scenario, median(large[name].ours_s) / median(small[name].ours_s)
            # a build without a change has a goal in seconds
            goal = ("", "") if scenario.writes_nothing else (f"≤ {GROWTH_GOAL}", _say(growth <= GROWTH_GOAL))
            yield _join((scenario.title, f"{growth:.2f}", *goal))
        yield ""


def describe_machine() -> str:
    """Cores and memory."""
    kib = int(Path("/proc/meminfo").read_text().split()[1])
    python = ".".join(platform.python_version_tuple()[:2])
    return f"{os.cpu_count()} cores, {kib / 1024**2:.0f} GiB of memory, Python {python}"


def _build_rows(result: Result) -> Iterator[tuple[str, ...]]:
    yield _build_row(result)
    if result.searched_s:
        yield f"{result.scenario.title}: found", f"{median(result.searched_s):.2f} s", *("",) * 6


def _build_row(result: Result) -> tuple[str, ...]:
    goals = list(_iter_goals(result)) if result.count == GOAL_SIZE else []
    return (
        result.scenario.title,
        f"{median(result.ours_s):.2f} s",
        f"{median(result.hugo_s):.2f} s" if result.hugo_s else "–",
        f"{median(result.hugo_alone_s):.2f} s" if result.hugo_alone_s else "–",
        _write_ratio(result.ratio),
        "" if result.scenario.is_full else _write_ratio(result.cpu_ratio),
        ", ".join(goal for goal, _is_met in goals),
        _say(all(is_met for _goal, is_met in goals)) if goals else "",
    )


def _iter_goals(result: Result) -> Iterator[tuple[str, bool]]:
    scenario, ratio = result.scenario, result.ratio
    if scenario.goal_ratio is not None and ratio is not None:
        yield f"≤ {_write_ratio(scenario.goal_ratio)}", ratio <= scenario.goal_ratio
    if scenario.goal_s is not None:
        yield f"< {scenario.goal_s:g} s", median(result.ours_s) < scenario.goal_s


def _write_ratio(ratio: float | None) -> str:
    if ratio is None:
        return "–"
    return f"{ratio:.2f}" if ratio >= 0.5 else f"1/{1 / ratio:.1f}".removesuffix(".0")


def _say(is_met: bool) -> str:
    return "yes" if is_met else "**no**"


def _join(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
