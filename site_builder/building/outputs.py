"""What a build is going to put in place: every file of the site, collected before the first byte is written. Pure.

Two documents that claim one address, or a plain page that stands where the site itself has a page, meet here.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from site_builder.errors import DuplicateAddressError


class Stage(IntEnum):
    """When a file is put in place: what is linked to comes before what links to it."""

    ASSETS = 1
    """Theme files, media, share cards, covers."""
    PAGES = 2
    """Documents."""
    LISTINGS = 3
    """Home, lists, topics, tags, the archive."""
    FEEDS = 4
    """Feeds, sitemap, rules, and what stands at ended addresses."""
    TEXT = 5
    """The text edition, which is made with the pages."""


class Staged(NamedTuple):
    """Bytes of a file that wait for their place in the staging folder, unless they are there already."""

    name: str
    """Of the file below the staging folder; empty when the file is in place as it should be."""
    hash: bytes
    """SHA-256."""
    size_bytes: int
    mtime_ns: int

    @property
    def is_in_place(self) -> bool:
        """Whether nothing waits."""
        return not self.name


class Linked(NamedTuple):
    """A file to be linked, whose bytes never change under its own name; a `Path` is four times as large."""

    source: str
    """Its path."""


class Output(NamedTuple):
    """A file of the site; processes send each other thousands, and tuples travel fastest."""

    path: str
    """POSIX path below the output folder."""
    stage: Stage
    content: bytes | Staged | Linked
    owner: str
    """Whose it is, for messages: a document's file below `content/`, or what the site makes itself."""

    def is_shared_with(self, other: Output) -> bool:
        """Whether both are one asset, which several pages may show."""
        return self.stage is other.stage is Stage.ASSETS and self.content == other.content


class OutputSet:
    """The files of one build, by path."""

    def __init__(self) -> None:
        self._outputs: dict[str, Output] = {}

    def add(self, output: Output) -> None:
        """Take a file in.

        Raises:
            DuplicateAddressError: another owner has its path already.
        """
        other = self._outputs.setdefault(output.path, output)
        if other != output and not other.is_shared_with(output):
            raise DuplicateAddressError(f"/{output.path}".removesuffix("index.html"), other.owner, output.owner)

    def __contains__(self, path: str) -> bool:
        return path in self._outputs

    def __getitem__(self, path: str) -> Output:
        return self._outputs[path]

    def __len__(self) -> int:
        return len(self._outputs)

    def __iter__(self) -> Iterator[Output]:
        """In the order in which they are put in place."""
        return iter(sorted(self._outputs.values(), key=lambda output: (output.stage, output.path)))

    def count(self, *stages: Stage) -> int:
        """How many files the stages have."""
        return sum(output.stage in stages for output in self._outputs.values())


def build_page_path(address: str) -> str:
    """The file of a page's address (`/giai-thich/a/` → `giai-thich/a/index.html`, `/404.html` → `404.html`)."""
    path = address.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path
