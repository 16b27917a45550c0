"""The one entry to checking: a built site and its content in, findings out."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from site_builder.building.api import DEFAULT_CACHE
from site_builder.built_site import read_base_url
from site_builder.checking.completeness import iter_unbuilt
from site_builder.checking.feeds import iter_feed_findings
from site_builder.checking.findings import Finding
from site_builder.checking.html_validity import find_invalid_pages
from site_builder.checking.links import SiteLinks
from site_builder.checking.owners import find_owner
from site_builder.checking.page_facts import PageFacts, read_page
from site_builder.errors import OutputError
from site_builder.messages import _
from site_builder.redirect_rules import parse_rules

Progress = Callable[[int, int], None]
"""Told how many of how many pages are read."""


@dataclass(frozen=True, slots=True)
class CheckConfig:
    """What is checked against what."""

    content: Path = Path("content")
    output: Path = Path("output")
    cache: Path = DEFAULT_CACHE


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found."""

    pages: int
    duration_s: float
    problems: tuple[Finding, ...]

    @property
    def is_successful(self) -> bool:
        """Whether nothing was found."""
        return not self.problems

    def to_json(self) -> str:
        """One line of JSON, for `--json`."""
        return json.dumps({"ok": self.is_successful, **asdict(self)}, ensure_ascii=False)


def check_site(config: CheckConfig, progress: Progress = lambda done, total: None) -> CheckReport:
    """Look for everything that a visitor would stumble over.

    Raises:
        OutputError: there is no built site.
    """
    started_s = time.monotonic()
    files = _list_files(config.output)
    if "index.html" not in files:
        raise OutputError(_("The folder %(path)s holds no built site: build it first.") % {"path": config.output})
    names = sorted(file for file in files if file.endswith(".html"))
    total = 2 * len(names)
    pages = _read_pages(config.output, names, lambda done: progress(done, total))
    links = _build_links(config.output, files, pages)
    findings = [
        *(finding for page in pages for finding in page.findings),
        *find_invalid_pages(config.output, names, config.cache, lambda done: progress(len(names) + done, total)),
        *links.iter_findings(pages),
        *(finding for file in _list_xml(files) for finding in iter_feed_findings(config.output, file, links)),
    ]
    named = [replace(finding, path=find_owner(config.content, finding.file)) for finding in findings]
    problems = sorted({*named, *iter_unbuilt(config.content, files)})
    return CheckReport(len(names), round(time.monotonic() - started_s, 3), tuple(problems))


def _list_files(output: Path) -> frozenset[str]:
    return frozenset(path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())


def _list_xml(files: Iterable[str]) -> list[str]:
    return sorted(file for file in files if file.endswith(".xml"))


def _read_pages(output: Path, files: list[str], report: Callable[[int], None]) -> list[PageFacts]:
    pages = []
    for done, file in enumerate(files, start=1):
        pages.append(read_page(file, (output / file).read_bytes()))
        report(done)
    return pages


def _build_links(output: Path, files: frozenset[str], pages: list[PageFacts]) -> SiteLinks:
    rules = output / "_redirects"
    return SiteLinks(
        base_url=read_base_url(output),
        files=files,
        ended_addresses=frozenset(parse_rules(rules.read_text(encoding="utf-8")) if rules.is_file() else ()),
        ids={page.file: page.ids for page in pages},
    )
