"""A document, a manifest or a record ↔ its rows."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from functools import lru_cache

from media_pipeline.manifest import MediaManifest, MediaRecord
from site_builder.documents.law_places import build_place_anchor
from site_builder.documents.mentions import iter_mentions, list_citations
from site_builder.documents.model import FRONT_MATTER, Citation, ContentDocument, FrontMatter
from site_builder.index.bodies import pack_body
from site_builder.periods import EPOCH, MICROSECOND, ZONE
from site_builder.slugs import build_slug

_KEPT_VALUES = 1024
"""How many parsed values are kept: a page asks again for the documents that the page before it showed."""

_UNSHOWN = {"updated", "easy_read", "sign_video"}
"""Of the front matter, what only a document's own pages show."""


def insert_document(
    connection: sqlite3.Connection, document: ContentDocument, text: str, *, prefix: str = "", number: int | None = None
) -> None:
    """Put the rows of a document in.

    Args:
        connection: within a transaction.
        document: what is valid.
        text: of its file.
        prefix: of the tables.
        number: of its row; a new one when it is not given.
    """
    meta = document.meta
    published = (meta.published - EPOCH) // MICROSECOND
    cursor = connection.execute(
        f"INSERT INTO {prefix}documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            number,
            meta.content_path,
            meta.ref,
            str(meta.id),
            meta.address,
            meta.kind.value,
            meta.topic,
            getattr(meta, "show", None),
            getattr(meta, "replaced_by", None),
            getattr(meta, "order", 0),
            published,
            meta.updated.astimezone(ZONE).isoformat(),
            hash_shown(meta),
            meta.model_dump_json(exclude_none=True),
            text,
        ),
    )
    _insert_relations(connection, document, (published, str(meta.id), cursor.lastrowid), prefix)


def hash_shown(meta: FrontMatter) -> bytes:
    """Hash of what other pages may show of a document; only its own page and the feeds tell when it was updated."""
    return hashlib.sha256(meta.model_dump_json(exclude_none=True, exclude=_UNSHOWN).encode()).digest()[:16]


def delete_document(connection: sqlite3.Connection, path: str) -> bool:
    """Take the rows of a document out; whether there were any."""
    found = connection.execute("SELECT number FROM documents WHERE path = ?", (path,)).fetchone()
    if found is None:
        return False
    for table in ("documents", "bodies", "taggings", "citations", "passages", "mentions"):
        connection.execute(f"DELETE FROM {table} WHERE number = ?", found)  # noqa: S608
    return True


def insert_manifest(connection: sqlite3.Connection, manifest: MediaManifest, *, prefix: str = "") -> None:
    """Put a manifest in, in the place of an older one."""
    row = (manifest.name, str(manifest.id), manifest.kind.value, manifest.model_dump_json())
    connection.execute(f"INSERT OR REPLACE INTO {prefix}manifests VALUES (?, ?, ?, ?)", row)  # noqa: S608


def insert_record(connection: sqlite3.Connection, record: MediaRecord, *, prefix: str = "") -> None:
    """Put a record in, in the place of an older one."""
    row = (record.name, str(record.id), record.kind.value, record.model_dump_json())
    connection.execute(f"INSERT OR REPLACE INTO {prefix}records VALUES (?, ?, ?, ?)", row)  # noqa: S608


@lru_cache(_KEPT_VALUES)
def read_meta(text: str) -> FrontMatter:
    """Front matter from its JSON."""
    meta: FrontMatter = FRONT_MATTER.validate_json(text)
    return meta


@lru_cache(_KEPT_VALUES)
def read_manifest(text: str) -> MediaManifest:
    """A manifest from its JSON."""
    return MediaManifest.model_validate_json(text)


@lru_cache(_KEPT_VALUES)
def read_record(text: str) -> MediaRecord:
    """A record from its JSON."""
    return MediaRecord.model_validate_json(text)


def read_citations(text: str) -> tuple[Citation, ...]:
    """The places in a law from their JSON."""
    return tuple(Citation.model_validate(values) for values in json.loads(text))


def read_citation(text: str) -> Citation:
    """One place in a law from its JSON."""
    return Citation.model_validate_json(text)


def build_tag_slugs(names: tuple[str, ...]) -> dict[str, str]:
    """Slug → the name of each tag; a name without a letter or digit is no tag, since it can have no address."""
    slugs: dict[str, str] = {}
    for name in names:
        if slug := build_slug(name):
            slugs.setdefault(slug, name)
    return slugs


def _insert_relations(
    connection: sqlite3.Connection, document: ContentDocument, owner: tuple[int, str, int | None], prefix: str
) -> None:
    """Its body, what it is listed under, and what it names."""
    body = (owner[2], pack_body(document.body))
    connection.execute(f"INSERT INTO {prefix}bodies VALUES (?, ?)", body)  # noqa: S608
    tags = build_tag_slugs(document.meta.tags)
    connection.executemany(
        f"INSERT INTO {prefix}taggings VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
        [(slug, *owner, document.meta.kind.value, name) for slug, name in tags.items()],
    )
    citations = list_citations(document)
    connection.executemany(
        f"INSERT INTO {prefix}citations VALUES (?, ?, ?, ?, ?)",  # noqa: S608
        [(law, *owner, _write_citations(places)) for law, places in citations.items()],
    )
    connection.executemany(
        f"INSERT OR IGNORE INTO {prefix}passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [
            (law, anchor, *owner, place.model_dump_json(), document.meta.address, document.meta.title)
            for law, places in citations.items()
            for place in places
            if (anchor := build_place_anchor(place))
        ],
    )
    connection.executemany(
        f"INSERT INTO {prefix}mentions VALUES (?, ?, ?, ?, ?)",  # noqa: S608
        [
            (owner[2], mention.target, mention.key, mention.media_kind, mention.is_readable)
            for mention in iter_mentions(document)
        ],
    )


def _write_citations(places: tuple[Citation, ...]) -> str:
    return json.dumps([place.model_dump() for place in places], ensure_ascii=False)
