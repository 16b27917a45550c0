"""The one entry to building: content and theme in, a whole site in the output folder.

`build_site` runs Pelican in this process and is for the command line. Everybody else, the CMS above all, runs
`python -m site_builder build --json`: Pelican sets the locale and the logging of the process it runs in.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from site_builder.building.full_disk import explaining_full_disk
from site_builder.building.lock import hold_build_lock
from site_builder.building.outputs import Stage
from site_builder.building.places import build_state_dir
from site_builder.building.state import BuildState
from site_builder.errors import DuplicateAddressError, SiteBuilderError, SiteProblemsError
from site_builder.index import Index
from site_builder.index.scanning import Look, look

INDEX_NAME = "index.sqlite"
DEFAULT_CACHE = Path("var/build-cache")
_TIDIED, _MOST_TIDIED = 100, 1000
"""Old files, beside those that a build adds: a file and two companions for each that it writes."""


class Phase(StrEnum):
    """A part of the work whose progress is told."""

    RENDER = "render"
    WRITE = "write"
    CHECK = "check"
    UPLOAD = "upload"


Progress = Callable[[Phase, int, int], None]
"""Told the phase, how many steps of it are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class BuildConfig:
    """What is built from what, to where."""

    content: Path = Path("content")
    theme: Path = Path("themes/tieng_luat")
    output: Path = Path("output")
    media_store: Path = Path("var/media-store")
    base_url: str | None = None
    """Where the site will stand, without the last slash; `None`: as `site.yaml` says."""
    is_compressed: bool = True
    """Whether pages and other texts get `.br` and `.gz` beside them."""
    cache: Path = DEFAULT_CACHE
    """Share cards, and what our builds know of each other; safe to delete."""
    is_full: bool = False
    """Make everything and compare every file, whatever is known of earlier builds."""
    processes: int | None = None
    """How many make the pages of a whole site beside this one; `None`: one for each processor if the site is large."""
    published_by: str = ""
    """Who published what is built, for the list of builds; empty when nobody is known."""


@dataclass(frozen=True, slots=True)
class BuildProblem:
    """Why a build failed."""

    path: str
    """The file below `content/` that is at fault; empty when no single one is."""
    message: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    pages: int
    """Of the whole site."""
    rendered: int
    """How many parts of the site were made in this build: pages, feeds, shards of the sitemap."""
    written: int
    unchanged: int
    deleted: int
    duration_s: float
    problems: tuple[BuildProblem, ...] = ()

    @classmethod
    def of(cls, state: BuildState, *, rendered: int = 0, written: int = 0, deleted: int = 0) -> BuildReport:
        """What a build did that left this state; how long it took is not known yet."""
        return cls(
            pages=state.count_files(Stage.PAGES, Stage.LISTINGS),
            rendered=rendered,
            written=written,
            unchanged=state.count_files() - written,
            deleted=deleted,
            duration_s=0.0,
        )

    def add(self, later: BuildReport) -> BuildReport:
        """What a build did in two steps, of which this was the first."""
        return replace(
            later,
            rendered=self.rendered + later.rendered,
            written=self.written + later.written,
            unchanged=later.unchanged - self.written,
            deleted=self.deleted + later.deleted,
        )

    @property
    def is_successful(self) -> bool:
        """Whether the site was brought up to date."""
        return not self.problems

    def to_json(self) -> str:
        """One line of JSON, for `--json`."""
        return json.dumps({"ok": self.is_successful, **asdict(self)}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Made:
    """What a build has done before the files of the search follow."""

    report: BuildReport
    follow: Callable[[], BuildReport] | None = None
    """Makes them and gives the report of the whole; `None` when they are made, or need not be."""


class Build:
    """A build that has brought what residents read up to date."""

    def __init__(self, made: Made, started_s: float) -> None:
        self._made, self._started_s = made, started_s
        self.report = self._time(made.report)
        """What it has done so far."""

    def end(self) -> BuildReport:
        """Bring the files of the search up to date; the report of the whole."""
        if self._made.follow:
            self.report = self._time(self._made.follow())
        return self.report

    def _time(self, report: BuildReport) -> BuildReport:
        return replace(report, duration_s=round(time.monotonic() - self._started_s, 3))


def build_site(
    config: BuildConfig, progress: Progress = lambda phase, done, total: None, look: Look = look
) -> BuildReport:
    """Bring the output folder up to date; see `opening_build`."""
    with opening_build(config, progress, look) as build:
        report = build.end()
    return report


@contextmanager
def opening_build(
    config: BuildConfig, progress: Progress = lambda phase, done, total: None, look: Look = look
) -> Generator[Build, None, None]:
    """Bring the output folder up to date, in this process; give the build as soon as residents can read what is new.

    Whoever opens it has to end it: the files of the search follow then. What nobody waits for is done after the block:
    the databases write what they have in their logs to their places, and some of what earlier builds had kept for
    rollbacks is let go of. A usual build lets go of as much as it adds, and of a build of the whole site a little goes
    each time.

    Nothing is written before everything is rendered, so an error leaves the last good site as it is.

    Raises:
        FullDiskError: there is no room; files that are in place are whole, and the next build puts the others there.
        SiteBuilderError: with the document's path when one is at fault; `SiteProblemsError` when several are.
    """
    # it knows this module
    from site_builder.building.run import run_build

    started_s = time.monotonic()
    state_dir = build_state_dir(config.cache, config.output)
    # two outputs of one content share its index
    index_dir = build_state_dir(config.cache, config.content)
    with (
        explaining_full_disk(config.output),
        hold_build_lock(state_dir),
        hold_build_lock(index_dir),
        closing(BuildState.open(state_dir)) as state,
        closing(Index.open(index_dir / INDEX_NAME, look)) as index,
    ):
        build = Build(run_build(config, state, index, progress), started_s)
        yield build
        report = build.report
        if config.is_full or report.written or report.deleted:
            _empty_trash(state_dir, None if config.is_full else min(_TIDIED + 3 * report.written, _MOST_TIDIED))


def _empty_trash(state_dir: Path, count: int | None) -> None:
    from site_builder.building.history import empty_trash

    empty_trash(state_dir, count)


def describe_problems(error: SiteBuilderError) -> tuple[BuildProblem, ...]:
    """The error as a report names it: one problem for each file at fault, without repetition."""
    errors = error.errors if isinstance(error, SiteProblemsError) else (error,)
    found = [BuildProblem(path, str(each)) for each in errors for path in _list_paths(each)]
    return tuple(dict.fromkeys(found))


def _list_paths(error: SiteBuilderError) -> tuple[str, ...]:
    """The files below `content/` at fault; one empty path when none is."""
    if isinstance(error, DuplicateAddressError):
        return tuple(owner for owner in error.owners if owner.endswith(".md")) or ("",)
    return (getattr(error, "path", "") or "",)
