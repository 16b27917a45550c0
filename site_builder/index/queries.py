"""The questions of `rendering.library.Library`, put to the tables.

Works on the tables of the index and, with the same names, on a draft's views over them. The models of documents are
loaded by what reads one: that takes longer than a build that has nothing to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from site_builder.documents.kinds import Kind
from site_builder.index.collation import build_sort_key
from site_builder.index.orders import ALL, COLUMNS, NEWEST_FIRST, Orders, build_query, mark, read_rows, write_skip_scan
from site_builder.listings import count_months
from site_builder.periods import Period
from site_builder.rendering.library import CitedPlace, Citing, Media, Selection, Tag
from site_builder.rendering.selections import EVERYTHING, select_tag

if TYPE_CHECKING:
    from site_builder.documents.model import AnyFrontMatter, ContentDocument, FrontMatter, TopicFrontMatter

SESSION_PREFIX = "goi-phat-thanh-"
"""As `media_pipeline.manifest` has it, which is not loaded while no asset is looked at."""
SESSIONS = (
    f"SELECT manifest, record FROM manifests JOIN records USING (name, id, kind) WHERE name GLOB '{SESSION_PREFIX}*' "  # noqa: S608
    "ORDER BY name"
)
"""The rows of the packages that are made for sessions."""
LEADING = (
    f"documents WHERE kind = '{Kind.PATHWAY}' AND number IN "  # noqa: S608
    f"(SELECT number FROM mentions WHERE target = ? AND media_kind IS NULL) {NEWEST_FIRST}"
)
"""The pathways that name a document, which are few: each is looked at."""

_ANCHORS = write_skip_scan("anchor", "passages", "law = :law")
_CITING_PLACE = f"SELECT place, address, title FROM passages WHERE law = ? AND anchor = ? {NEWEST_FIRST} LIMIT ?"  # noqa: S608

SHOWN_ASSETS = """
SELECT address, ref, target, m.media_kind = 'video' FROM documents d JOIN mentions m USING (number)
WHERE d.published >= ? AND d.published < ? AND m.media_kind IN ('image', 'video')
AND (m.key <> 'image' OR d.kind IN ('home', 'topic', 'show'))
GROUP BY d.number, target ORDER BY d.published, d.id DESC, MIN(m.rowid)
"""
"""The pictures and films on the pages of a time; the picture of the front matter is shown by a few kinds."""


class ShownAsset(NamedTuple):
    """A picture or a film on a page."""

    address: str
    """Of the page."""
    ref: str
    """`<kind>/<slug>` of its document."""
    name: str
    """Of the asset."""
    is_film: bool


class PlaceRow(NamedTuple):
    """A `CitedPlace` as the tables have it."""

    anchor: str
    citation: str
    """As JSON."""
    documents: tuple[tuple[str, str], ...]
    has_more: bool


class SqlLibrary:
    """Answers about everything that a connection sees; implements `Library`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._orders = Orders(connection)

    def find(self, ref: str) -> FrontMatter | None:
        """The front matter of `<kind>/<slug>`; `None` when there is no such document."""
        found = self._connection.execute("SELECT meta FROM documents WHERE ref = ?", (ref,)).fetchone()
        return _load_reader()(found[0]) if found else None

    def find_address(self, ref: str) -> str | None:
        """Where a document stands on the site; `None` when there is no such document."""
        found = self._connection.execute("SELECT address FROM documents WHERE ref = ?", (ref,)).fetchone()
        return found[0] if found else None

    def load_document(self, ref: str) -> ContentDocument:
        """The whole document of `<kind>/<slug>`.

        Raises:
            LookupError: there is no such document.
        """
        found = self._connection.execute(
            "SELECT meta, body FROM documents JOIN bodies USING (number) WHERE ref = ?", (ref,)
        ).fetchone()
        if found is None:
            raise LookupError(ref)
        from site_builder.documents.model import ContentDocument
        from site_builder.index.bodies import unpack_body

        # both were parsed when they came into the index
        meta = cast("AnyFrontMatter", _load_reader()(found[0]))
        return ContentDocument.model_construct(meta=meta, body=unpack_body(found[1]))

    def iter_refs(self, selection: Selection = EVERYTHING) -> Iterator[str]:
        """`<kind>/<slug>` of each document of a selection, newest first."""
        for number in self.list_numbers(selection, ALL, 0):
            yield from self._connection.execute("SELECT ref FROM documents WHERE number = ?", (number,)).fetchone()

    def list_documents(
        self, selection: Selection, *, limit: int | None = None, offset: int = 0
    ) -> Sequence[FrontMatter]:
        """The documents of a selection, newest first."""
        return self._list_meta(self.list_numbers(selection, ALL if limit is None else limit, offset))

    def list_numbers(self, selection: Selection, limit: int, offset: int) -> Sequence[int]:
        """The numbers of their rows; a limit of `ALL` takes everything behind the offset."""
        return self._orders.list_numbers(selection, limit, offset)

    def list_period(self, selection: Selection, period: Period, first: int, last: int) -> Sequence[FrontMatter]:
        """The documents of a period between two ranks, counted from its oldest, newest first; of all behind the first
        with a last one of `ALL`.
        """
        return self._list_meta(self.list_period_numbers(selection, period, first, last))

    def list_period_numbers(self, selection: Selection, period: Period, first: int, last: int) -> Sequence[int]:
        """The numbers of their rows."""
        return self._orders.list_period(selection, period, first, last)

    def count_documents(self, selection: Selection) -> int:
        """How many documents a selection has."""
        return self._orders.count(selection)

    def count_by_month(self, selection: Selection) -> Mapping[int, int]:
        """How many documents of a selection each month has."""
        query, parameters = build_query(selection)
        return count_months(published for _number, published, _id in self._connection.execute(query, parameters))

    def list_topics(self) -> Sequence[TopicFrontMatter]:
        """All topics, by `order`, then by title."""
        metas = self.list_documents(Selection(kinds=(Kind.TOPIC,)))
        topics = [cast("TopicFrontMatter", meta) for meta in metas]
        return sorted(topics, key=lambda topic: (topic.order, build_sort_key(topic.title), topic.id))

    def list_tags(self) -> Sequence[Tag]:
        """All tags in use, by name in Vietnamese order; a tag is named as its oldest document writes it."""
        tags = [Tag(self._name_tag(slug), slug, self.count_documents(select_tag(slug))) for slug in self._list_slugs()]
        return sorted(tags, key=lambda tag: (build_sort_key(tag.name), tag.slug))

    def _list_slugs(self) -> list[str]:
        """Of all tags."""
        return [slug for (slug,) in self._connection.execute("SELECT DISTINCT slug FROM taggings")]

    def _name_tag(self, slug: str) -> str:
        found = self._connection.execute(
            "SELECT name FROM taggings WHERE slug = :slug AND published = "
            "(SELECT MIN(published) FROM taggings WHERE slug = :slug) ORDER BY id LIMIT 1",
            {"slug": slug},
        ).fetchone()
        return str(found[0])

    def list_citing(self, law_ref: str, limit: int) -> Sequence[Citing]:
        """The newest documents that cite a law in their legal basis or their text, newest first."""
        query = f"{COLUMNS}, places FROM citations WHERE law = ? {NEWEST_FIRST} LIMIT ?"
        found = self._connection.execute(query, (law_ref, limit)).fetchall()
        from site_builder.index.rows import read_citations

        metas = self._list_meta([number for number, *_others in found])
        return [Citing(meta, read_citations(places)) for meta, (*_others, places) in zip(metas, found, strict=True)]

    def list_places(self, law_ref: str, limit: int) -> Sequence[CitedPlace]:
        """The places of a law that are cited, in its own order, each with the newest documents that cite it."""
        from site_builder.documents.law_places import order_place
        from site_builder.index.rows import read_citation

        places = [
            CitedPlace(row.anchor, read_citation(row.citation), row.documents, row.has_more)
            for row in self.list_place_rows(law_ref, limit)
        ]
        return sorted(places, key=lambda place: order_place(place.citation))

    def count_places(self, law_ref: str) -> int:
        """How many places of a law are cited."""
        return len(self.list_anchors(law_ref))

    def list_place_rows(self, law_ref: str, limit: int) -> Sequence[PlaceRow]:
        """The same as rows, by anchor."""
        return [self._read_place(law_ref, anchor, limit) for anchor in self.list_anchors(law_ref)]

    def list_anchors(self, law_ref: str) -> Sequence[str]:
        """The anchors of the places of a law that are cited, sorted."""
        return [anchor for (anchor,) in self._connection.execute(_ANCHORS, {"law": law_ref})]

    def _read_place(self, law_ref: str, anchor: str, limit: int) -> PlaceRow:
        found = self._connection.execute(_CITING_PLACE, (law_ref, anchor, limit + 1)).fetchall()
        documents = tuple((address, title) for _place, address, title in found[:limit])
        return PlaceRow(anchor, found[0][0], documents, len(found) > limit)

    def list_replaced(self, law_ref: str) -> Sequence[FrontMatter]:
        """The laws that this one has replaced."""
        return self._find_meta(f"{COLUMNS} FROM documents WHERE replaced_by = ? {NEWEST_FIRST}", (law_ref,))

    def list_mentions(self, media_names: Collection[str]) -> Sequence[FrontMatter]:
        """The documents that use one of these assets, newest first."""
        using = f"SELECT number FROM mentions WHERE target IN ({mark(media_names)}) AND media_kind IS NOT NULL"  # noqa: S608
        return self._find_meta(f"{COLUMNS} FROM documents WHERE number IN ({using}) {NEWEST_FIRST}", tuple(media_names))

    def list_pathways(self, ref: str) -> Sequence[FrontMatter]:
        """The pathways that lead to a document, newest first."""
        return self._find_meta(f"{COLUMNS} FROM {LEADING}", (ref,))

    def list_sessions(self) -> Sequence[Media]:
        """The packages that are made for sessions, the earliest session first, for their names hold its time."""
        from site_builder.index import rows

        found = self._connection.execute(SESSIONS).fetchall()
        media = [Media(rows.read_manifest(manifest), rows.read_record(record)) for manifest, record in found]
        return [each for each in media if each.manifest.package is not None and each.manifest.package.session]

    def find_media(self, name: str) -> Media | None:
        """An asset by its name; `None` when it does not exist or its files are not made."""
        found = self._connection.execute(
            "SELECT manifest, record FROM manifests JOIN records USING (name, id, kind) WHERE name = ?", (name,)
        ).fetchone()
        if found is None:
            return None
        from site_builder.index.rows import read_manifest, read_record

        return Media(read_manifest(found[0]), read_record(found[1]))

    def _find_meta(self, query: str, parameters: Sequence[object]) -> list[FrontMatter]:
        """The front matter of the documents whose numbers a query finds."""
        return self._list_meta([number for number, *_order in self._connection.execute(query, parameters)])

    def _list_meta(self, numbers: Sequence[int]) -> list[FrontMatter]:
        read_meta = _load_reader()
        return [read_meta(text) for (text,) in read_rows(self._connection, "meta", numbers)]


@cache
def _load_reader() -> Callable[[str], FrontMatter]:
    from site_builder.index.rows import read_meta

    return read_meta
