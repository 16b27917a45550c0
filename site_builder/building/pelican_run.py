"""The build as Pelican runs it: `Pelican.run()` with generators and a writer of ours.

Pelican gives the course of a build, its signals and its plugins' hooks. Reading, indexing and rendering are ours: the
generators take their parts from a `Site`, which leaves out what need not be made, and the writer collects them in
memory instead of writing them one by one, so that a page that cannot be rendered leaves the output folder untouched. An
error ends the run; stock Pelican logs it and goes on.

Pelican sets the process's locale and logger class: only a process that builds may import this module.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pelican
from pelican import Pelican
from pelican.generators import ArticlesGenerator, PagesGenerator, StaticGenerator
from pelican.plugins import signals
from pelican.settings import read_settings
from pelican.writers import Writer

from site_builder.building.crew import FAMILIES, Crew
from site_builder.building.ledger import Ledger
from site_builder.building.outputs import Output, OutputSet
from site_builder.building.parts import Made, Part
from site_builder.building.recording import RecordingLibrary
from site_builder.building.site import Site
from site_builder.errors import OutputError, RenderError, SiteBuilderError, SiteProblemsError, ThemeError

Report = Callable[[int, int], None]
"""Told how many of how many pages are rendered."""

Prepare = Callable[[Output], Output]
"""Given a file that was made; gives what is kept of it until it is put in place."""


@dataclass(slots=True)
class Collected:
    """What a run made."""

    ledger: Ledger
    outputs: OutputSet = field(default_factory=OutputSet)
    problems: list[SiteBuilderError] = field(default_factory=list)


def collect_parts(
    site: Site,
    ledger: Ledger,
    *,
    content: Path,
    theme: Path,
    output: Path,
    crew: Crew | None,
    prepare: Prepare,
    report: Report,
) -> Collected:
    """Make what the site has to be made, aside or in memory.

    Args:
        ledger: where the parts are written down.
        crew: makes the pages of a whole site.
        prepare: gets what is made here ready for its place while more is made.

    Raises:
        SiteBuilderError: a page cannot be rendered, or two want one address; `SiteProblemsError` for several of these.
    """
    run = SitePelican(_build_settings(site, content, theme, output), site, Collected(ledger), crew, prepare, report)
    with _keeping_quiet():
        run.run()
        run.writer.finish()
    if problems := _blame_theme(run.collected.problems):
        raise problems[0] if len(problems) == 1 else SiteProblemsError(problems)
    return run.collected


def _blame_theme(problems: Sequence[SiteBuilderError]) -> list[SiteBuilderError]:
    """A template that fails in one way on several pages is at fault itself, and no document is."""
    counts = Counter(problem.reason for problem in problems if isinstance(problem, RenderError))
    documents = [p for p in problems if not isinstance(p, RenderError) or counts[p.reason] == 1]
    return [*(ThemeError(reason) for reason, count in counts.items() if count > 1), *documents]


class SitePelican(Pelican):
    """A run of Pelican over a `Site`."""

    def __init__(
        self,
        settings: dict[str, Any],
        site: Site,
        collected: Collected,
        crew: Crew | None,
        prepare: Prepare,
        report: Report,
    ) -> None:
        self.site = site
        self.collected = collected
        self.writer: SiteWriter
        self._crew = crew
        self._prepare = prepare
        self._report = report
        super().__init__(settings)

    def _get_generator_classes(self) -> list[Callable[..., object]]:
        # `run` only calls them; a generator takes further keyword arguments as attributes
        return [partial(cls, site=self.site) for cls in (DocumentsGenerator, PlainPagesGenerator, AssetsGenerator)]

    def _get_writer(self) -> SiteWriter:
        report = partial(self._report_page, self.site.count())
        self.writer = SiteWriter(
            self.output_path, self.settings, self.site.library, self.collected, self._crew, self._prepare, report
        )
        return self.writer

    def _report_page(self, total: int) -> None:
        self._report(min(total, len(self.collected.ledger)), total)


class SiteWriter(Writer):
    """Keeps what it is given to write, and what is wrong with it: one run finds every problem."""

    def __init__(
        self,
        output_path: str,
        settings: dict[str, Any],
        library: RecordingLibrary,
        collected: Collected,
        crew: Crew | None,
        prepare: Prepare,
        report: Callable[[], None],
    ) -> None:
        super().__init__(output_path, settings)
        self._library = library
        self._collected = collected
        self._crew = crew
        self._prepare = prepare
        self._report = report

    def write_parts(self, parts: Iterable[Part]) -> None:
        """Make parts and keep them; what is wrong with one is noted, and the next is made."""
        for part in parts:
            if self._crew and part.family in FAMILIES:
                self._crew.hand_over(part)
            else:
                self._make(part)
            self._take(self._crew.collect_ready() if self._crew else ())

    def finish(self) -> None:
        """Keep what the crew makes, until there is no more."""
        self._take(self._crew.collect() if self._crew else ())

    def _take(self, found: Iterable[Made | Part]) -> None:
        for each in found:
            if isinstance(each, Part):
                self._make(each)
            else:
                with self._noting():
                    self._keep(each)

    def _make(self, part: Part) -> None:
        with self._noting():
            with self._library.recording(is_dated=part.is_dated) as questions:
                outputs = tuple(map(self._prepare, part.make()))
            self._keep(Made(part, outputs, frozenset(questions)))

    @contextmanager
    def _noting(self) -> Iterator[None]:
        """Note what is wrong with one part, so that the next is made."""
        try:
            yield
        except OutputError:  # what is wrong with the folder is not wrong with the part
            raise
        except SiteBuilderError as error:
            self._collected.problems.append(error)

    def _keep(self, made: Made) -> None:
        for output in made.outputs:
            self._collected.outputs.add(output)
            signals.content_written.send(output.path, context=self.settings)
        self._collected.ledger.add(made)
        self._report()


class DocumentsGenerator(ArticlesGenerator):
    """Documents, the lists that show them, and the feeds."""

    site: Site

    def generate_context(self) -> None:
        """Take the documents from the index; bodies stay unread until they are rendered."""
        self.articles = self.site.list_documents()

    def generate_output(self, writer: SiteWriter) -> None:
        """Render documents, then lists, then feeds."""
        writer.write_parts(self.site.iter_documents())
        writer.write_parts(self.site.iter_listings())
        self.generate_feeds(writer)

    def generate_feeds(self, writer: SiteWriter) -> None:
        """News feeds, podcast feeds, sitemap."""
        writer.write_parts(self.site.iter_feeds())

    def check_disabled_readers(self) -> None:
        """Nothing is read by Pelican's readers."""

    def refresh_metadata_intersite_links(self) -> None:
        """Nothing: Pelican would load every document to look for links of its own kind."""


class PlainPagesGenerator(PagesGenerator):
    """Plain pages, error pages and what stands at ended addresses."""

    site: Site

    def generate_context(self) -> None:
        """Take the plain pages from the index."""
        self.pages = self.site.list_plain_pages()

    def generate_output(self, writer: SiteWriter) -> None:
        """Render them."""
        writer.write_parts(self.site.iter_plain_pages())
        writer.write_parts(self.site.iter_ended_addresses())

    def check_disabled_readers(self) -> None:
        """Nothing is read by Pelican's readers."""

    def refresh_metadata_intersite_links(self) -> None:
        """Nothing: Pelican would load every document to look for links of its own kind."""


class AssetsGenerator(StaticGenerator):
    """Theme files."""

    site: Site

    def generate_context(self) -> None:
        """Nothing: the theme's files are read when they are kept."""

    def generate_output(self, writer: SiteWriter) -> None:
        """Keep them."""
        writer.write_parts(self.site.iter_assets())

    def check_disabled_readers(self) -> None:
        """Nothing is read by Pelican's readers."""


def _build_settings(site: Site, content: Path, theme: Path, output: Path) -> dict[str, Any]:
    """Pelican's settings; what our generators replace is switched off."""
    settings: dict[str, Any] = read_settings(
        override={
            "PATH": str(content),
            "THEME": str(theme),
            "OUTPUT_PATH": str(output),
            "SITEURL": site.settings.base_url,
            "SITENAME": site.settings.title,
            "DEFAULT_LANG": site.settings.language,
            "TIMEZONE": "Asia/Ho_Chi_Minh",
            "LOCALE": ["C.UTF-8", "C"],
            "PLUGINS": [],
            "STATIC_PATHS": [],
            "FEED_ALL_ATOM": None,
            "CATEGORY_FEED_ATOM": None,
            "TRANSLATION_FEED_ATOM": None,
            "AUTHOR_FEED_ATOM": None,
            "AUTHOR_FEED_RSS": None,
            "DELETE_OUTPUT_DIRECTORY": False,
            "CACHE_CONTENT": False,
            "LOAD_CONTENT_CACHE": False,
        }
    )
    return settings


@contextmanager
def _keeping_quiet() -> Iterator[None]:
    """Pelican prints its own summary to standard output, which belongs to our report."""
    before = pelican.console.quiet
    pelican.console.quiet = True
    logging.getLogger("pelican").setLevel(logging.WARNING)
    # it would tell that docutils, which reads nothing here, knows no Vietnamese
    logging.getLogger("pelican.readers").setLevel(logging.ERROR)
    try:
        yield
    finally:
        pelican.console.quiet = before
