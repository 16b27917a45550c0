"""The parts that a build makes one by one: a page with its share card and media, a feed in its forms, a list's page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from site_builder.building.outputs import Output, Stage
from site_builder.building.reasons import Reason
from site_builder.index import Question


class Family(StrEnum):
    """Sorts of parts."""

    DOCUMENT = "document"
    NOTICE = "notice"
    """Error pages."""
    LIST = "list"
    FEED = "feed"
    SITEMAP = "sitemap"
    SEARCH = "search"
    """Files that the search in the browser reads."""
    ENDED = "ended"
    """What stands where pages have ended, and the rules for hosts."""
    THEME = "theme"
    """Static files; made with everything alone."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the site that is to be made."""

    family: Family
    key: str
    """What it is in its family: `explainer/tam-tru`, `/giai-thich/trang/3/`."""
    make: Callable[[], Iterable[Output]]
    """Its files; raises `SiteBuilderError` with its owner's path."""
    definition: str = ""
    """What decides its files besides the questions that it asks."""
    is_dated: bool = False
    """Whether it tells when other documents were updated."""
    reason: Reason | None = None
    """Why it is made."""

    @property
    def name(self) -> str:
        """Unlike that of any other part."""
        return f"{self.family} {self.key}"


def build_file_part(family: Family, path: str, content: bytes) -> Part:
    """A file that is quickly made and defines itself."""
    outputs = [Output(path, Stage.FEEDS, content, path)]
    return Part(family, path, lambda: outputs, hashlib.sha256(content).hexdigest())


def build_definition(*values: object) -> str:
    """A short text that differs when one of the values does."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Made:
    """A part with what it made, and of what."""

    part: Part
    outputs: tuple[Output, ...]
    questions: frozenset[Question]
