"""What a page may ask of the rest of the site. The renderer knows this protocol alone; the index answers it.

Every question is small: a page asks for the rows it shows, never for all documents. A build can wrap a library to
learn what each page depends on. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from site_builder.documents.kinds import Kind

if TYPE_CHECKING:
    from media_pipeline.manifest import MediaManifest, MediaRecord
    from site_builder.documents.model import Citation, FrontMatter, TopicFrontMatter


@dataclass(frozen=True, slots=True)
class Media:
    """An asset that is ready to be shown: what it is, and what was made of it."""

    manifest: MediaManifest
    record: MediaRecord


@dataclass(frozen=True, slots=True)
class Citing:
    """A document that cites a law, and the places in the law that it names."""

    meta: FrontMatter
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A place in a law, and the newest documents that cite it."""

    anchor: str
    """Its `id` on the law's page (`dieu-27-khoan-1`)."""
    citation: Citation
    """As the newest of them writes it."""
    documents: tuple[tuple[str, str], ...]
    """Address and title of each, newest first."""
    has_more: bool = False
    """Whether others cite it, too."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in use."""

    name: str
    """As first written (`Bảo hiểm y tế`)."""
    slug: str
    """Folded; two spellings of one slug are one tag."""
    count: int


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents a list holds; an empty field does not restrict. Newest first by `published`, then by id."""

    kinds: tuple[Kind, ...] = ()
    topic: str | None = None
    """Slug of the topic."""
    tag: str | None = None
    """Slug of the tag."""
    show: str | None = None
    """Slug of the podcast show: its episodes."""
    law: str | None = None
    """`law/<slug>`: what cites this law, in its legal basis or its text."""
    excluded_refs: tuple[str, ...] = ()


class Library(Protocol):
    """The site's documents and media, by question."""

    def find(self, ref: str) -> FrontMatter | None:
        """The front matter of `<kind>/<slug>`; `None` when there is no such document."""

    def find_address(self, ref: str) -> str | None:
        """Where `<kind>/<slug>` stands on the site, for what shows nothing else of it; `None` as above."""

    def list_documents(
        self, selection: Selection, *, limit: int | None = None, offset: int = 0
    ) -> Sequence[FrontMatter]:
        """The documents of a selection, newest first."""

    def count_documents(self, selection: Selection) -> int:
        """How many documents a selection has."""

    def count_by_month(self, selection: Selection) -> Mapping[int, int]:
        """How many documents of a selection each month has, by `periods.find_month`."""

    def list_topics(self) -> Sequence[TopicFrontMatter]:
        """All topics, by `order`, then by title."""

    def list_tags(self) -> Sequence[Tag]:
        """All tags in use, by name in Vietnamese order."""

    def list_citing(self, law_ref: str, limit: int) -> Sequence[Citing]:
        """The newest documents that cite a law, newest first."""

    def count_places(self, law_ref: str) -> int:
        """How many places of a law are cited."""

    def list_places(self, law_ref: str, limit: int) -> Sequence[CitedPlace]:
        """The places of a law that are cited, in its own order, each with the newest documents that cite it."""

    def list_replaced(self, law_ref: str) -> Sequence[FrontMatter]:
        """The laws that this one has replaced."""

    def list_mentions(self, media_names: Collection[str]) -> Sequence[FrontMatter]:
        """The documents that use one of these assets, newest first."""

    def list_pathways(self, ref: str) -> Sequence[FrontMatter]:
        """The pathways that lead to a document, newest first."""

    def list_sessions(self) -> Sequence[Media]:
        """The packages that are made for sessions of the loudspeakers, the earliest session first."""

    def find_media(self, name: str) -> Media | None:
        """An asset by its name; `None` when it does not exist or its files are not made."""
