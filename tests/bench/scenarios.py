"""What is measured: the edits that editors make, and the builds that follow them.

A scenario edits both sites alike before each run; a run is one build of each program, in turn.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median

from tests.bench.corpus import Corpus
from tests.bench.measuring import Run, measure_peak_mib, run_timed
from tests.bench.sites import PROJECT, HugoSite, OurSite, Site, Worker


@dataclass
class Bench:
    """Both sites of one corpus, and how they are measured."""

    corpus: Corpus
    ours: OurSite
    hugo: HugoSite | None
    """`None` when Hugo is not measured at this size."""
    runs: int
    edition: int = 0
    """Counts the edits, so that each one changes something."""

    @property
    def sites(self) -> tuple[Site, ...]:
        """Those that are measured."""
        return (self.ours, self.hugo) if self.hugo else (self.ours,)

    def next_edition(self) -> int:
        """A number that no edit had before."""
        self.edition += 1
        return self.edition


Edit = Callable[[Bench, int], None]
"""Edits all sites; told an edition."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """An edit and the build after it."""

    name: str
    """For `--only`."""
    title: str
    edit: Edit
    goal_ratio: float | None = None
    """The most that ours may take, as a part of Hugo's; at `GOAL_SIZE` documents."""
    goal_s: float | None = None
    """The most seconds that ours may take."""
    is_in_worker: bool = False
    """Built in the running worker; Hugo has none, so its whole process is run."""
    is_full: bool = False
    is_plain: bool = False
    """Without share cards and compressed files."""
    writes_nothing: bool = False


@dataclass(slots=True)
class Result:
    """Runs of one scenario at one size."""

    scenario: Scenario
    count: int
    ours_s: list[float] = field(default_factory=list)
    hugo_s: list[float] = field(default_factory=list)
    ours_cpu_s: list[float] = field(default_factory=list)
    hugo_cpu_s: list[float] = field(default_factory=list)
    hugo_alone_s: list[float] = field(default_factory=list)
    """Without the compressed files, which Hugo does not make."""
    searched_s: list[float] = field(default_factory=list)
    """In the running worker, until the files of the search have followed."""

    @property
    def ratio(self) -> float | None:
        """Of the medians on the clock, ours to Hugo's."""
        return median(self.ours_s) / median(self.hugo_s) if self.hugo_s else None

    @property
    def cpu_ratio(self) -> float | None:
        """Of the medians of processor time."""
        is_known = self.hugo_cpu_s and self.ours_cpu_s
        return median(self.ours_cpu_s) / median(self.hugo_cpu_s) if is_known else None


def _forget(bench: Bench, edition: int) -> None:
    for site in bench.sites:
        site.forget()


def _forget_all_but_cards(bench: Bench, edition: int) -> None:
    bench.ours.forget_all_but_cards()
    if bench.hugo:
        bench.hugo.forget()


def _change_template(bench: Bench, edition: int) -> None:
    for site in bench.sites:
        site.change_template(edition)


def _edit_body(bench: Bench, edition: int) -> None:
    document = bench.corpus.build_edited(bench.corpus.middle, edition)
    for site in bench.sites:
        site.put(document)


def _add(bench: Bench, edition: int) -> None:
    document = bench.corpus.build(bench.corpus.count + edition)
    for site in bench.sites:
        site.put(document)


def _retitle(bench: Bench, edition: int) -> None:
    document = bench.corpus.build_retitled(bench.corpus.middle, edition)
    for site in bench.sites:
        site.put(document)


def _delete(bench: Bench, edition: int) -> None:
    """Delete what was not deleted before; Hugo leaves its page in place, ours takes it down."""
    lonely = bench.corpus.lonely
    document = bench.corpus.build(lonely[edition % len(lonely)])
    for site in bench.sites:
        site.remove(document)


def _change_nothing(bench: Bench, edition: int) -> None:
    pass


GOAL_SIZE = 10_000

SCENARIOS = (
    Scenario(
        "pages",
        "Full build, empty cache, pages and feeds alone",
        _forget_all_but_cards,
        is_full=True,
        is_plain=True,
    ),
    Scenario("full", "Full build, empty cache, the same files", _forget, goal_ratio=1, is_full=True),
    Scenario("template", "Full build, changed template, kept index", _change_template, goal_ratio=1, is_full=True),
    Scenario("edit", "One body edited, cold process", _edit_body, goal_ratio=1 / 10, goal_s=1),
    Scenario("new", "A new document, cold process", _add, goal_ratio=1 / 8),
    Scenario("retitle", "A document retitled, cold process", _retitle, goal_ratio=1 / 8),
    Scenario("delete", "A document deleted, cold process", _delete, goal_ratio=1 / 8),
    Scenario("nothing", "No change, cold process", _change_nothing, goal_s=0.3, writes_nothing=True),
    Scenario("worker-edit", "One body edited, running worker", _edit_body, goal_s=0.25, is_in_worker=True),
    Scenario("worker-new", "A new document, running worker", _add, goal_s=0.25, is_in_worker=True),
    Scenario("worker-retitle", "A document retitled, running worker", _retitle, goal_s=0.25, is_in_worker=True),
    Scenario("worker-delete", "A document deleted, running worker", _delete, goal_s=0.25, is_in_worker=True),
)


def measure(bench: Bench, scenario: Scenario) -> Result:
    """Edit and build, as often as the bench says, both programs in turn."""
    result = Result(scenario, bench.corpus.count)
    worker = Worker(bench.ours) if scenario.is_in_worker else None
    try:
        if worker:
            scenario.edit(bench, bench.next_edition())
            worker.build()  # what is loaded and read once is not part of Publish
        for _number in range(bench.runs):
            scenario.edit(bench, bench.next_edition())
            _measure_once(bench, result, worker)
    finally:
        if worker:
            worker.close()
    return result


def measure_memory(bench: Bench) -> Iterator[float]:
    """The peak of a full build of each program in MiB; both sites are built afterwards."""
    _forget(bench, bench.next_edition())
    for site in bench.sites:
        yield measure_peak_mib(site.command, PROJECT)


def _measure_once(bench: Bench, result: Result, worker: Worker | None) -> None:
    if worker:
        built = worker.build()
        touched, seconds, cpu_s = built.touched, built.seconds, built.cpu_s
        result.searched_s.append(built.searched_s)
    else:
        command = bench.ours.plain_command if result.scenario.is_plain else bench.ours.command
        run = run_timed(command, PROJECT)
        touched, seconds, cpu_s = _count_touched(run), run.seconds, run.cpu_s
    if (touched == 0) != result.scenario.writes_nothing:  # a build that did something else is no measurement
        raise RuntimeError(f"{result.scenario.title}: the build touched {touched} files")
    result.ours_s.append(seconds)
    result.ours_cpu_s.append(cpu_s)
    if bench.hugo:
        run = run_timed(bench.hugo.command, PROJECT, bench.hugo.plain_environment if result.scenario.is_plain else {})
        result.hugo_s.append(run.seconds)
        result.hugo_alone_s.append(float(json.loads(run.printed)["hugo_s"]))
        result.hugo_cpu_s.append(run.cpu_s)
    print(".", end="", file=sys.stderr, flush=True)


def _count_touched(run: Run) -> int:
    report = json.loads(run.printed)
    return int(report["written"]) + int(report["deleted"])
