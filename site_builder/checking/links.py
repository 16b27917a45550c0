"""Whether everything that the pages link or load is on the site. Reads no page; `page_facts.py` did. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

from site_builder.building.outputs import build_page_path
from site_builder.checking.findings import Finding, Rule
from site_builder.checking.page_facts import PageFacts

ASSET_PREFIXES = ("media/", "share/", "static/")
_OWN_HOST = "https://site.invalid"
"""Stands for the site's own host while addresses are joined."""


@dataclass(frozen=True)
class SiteLinks:
    """Resolves links as a browser would."""

    base_url: str
    """Where the site was built to stand; links that begin with it are the site's own."""
    files: Collection[str]
    """Every file below the output folder."""
    ended_addresses: Collection[str]
    """Addresses that the rules of `_redirects` answer."""
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What can be jumped to, by page."""

    def iter_findings(self, pages: Iterable[PageFacts]) -> Iterator[Finding]:
        """What the pages link in vain."""
        for page in pages:
            for target in page.targets:
                if (rule := self.judge(page.file, target)) is not None:
                    yield Finding.build(rule, page.file, target)

    def judge(self, page: str, target: str) -> Rule | None:
        """The rule that a link breaks; `None` when it is sound or leads to another host."""
        address = self._join(page, target)
        if address is None:
            return None
        path, anchor = address
        file = self.find_file(path)
        if file is None:
            return Rule.MISSING_FILE if path.lstrip("/").startswith(ASSET_PREFIXES) else Rule.BROKEN_LINK
        is_place = not anchor or anchor == "top" or file not in self.ids or anchor in self.ids[file]
        return None if is_place else Rule.BROKEN_ANCHOR

    def find_file(self, path: str) -> str | None:
        """The file that is served at a path; for an ended address the file that stands there, if only in name."""
        for candidate in (path, f"{path}/"):
            file = build_page_path(candidate)
            if file in self.files or candidate in self.ended_addresses:
                return file
        return None

    def _join(self, page: str, target: str) -> tuple[str, str] | None:
        """Path and anchor of a link, percent-decoded; `None` when it leaves the site or is no address of a page."""
        if target.startswith(self.base_url):
            target = target[len(self.base_url) :] or "/"
        try:
            parts = urlsplit(urljoin(f"{_OWN_HOST}/{page.removesuffix('index.html')}", target))
        except ValueError:
            return target, ""
        if f"{parts.scheme}://{parts.netloc}" != _OWN_HOST:
            return None
        return unquote(parts.path), unquote(parts.fragment)
