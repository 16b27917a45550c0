"""`sitemap.xml` and `robots.txt`. Pure.

`sitemap.xml` is an index of shards of at most 5,000 addresses (the protocol allows 50,000, smaller ones change less at
a time). The order is by date of first publication, so a new document touches the last shard alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
SHARD_SIZE = 5000


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page that search engines may list."""

    url: str
    updated: str | None = None
    """ISO 8601."""


@dataclass(frozen=True, slots=True)
class PlannedShard:
    """A shard before its entries are taken: which of the site's lists, and which ranks of documents from the oldest."""

    path: str
    lists: slice
    first: int
    last: int


def plan_shards(list_count: int, document_count: int) -> list[PlannedShard]:
    """The shards of so many lists, then so many documents."""
    starts = range(0, list_count + document_count, SHARD_SIZE)
    return [
        PlannedShard(
            path=f"sitemap-{number}.xml",
            lists=slice(start, start + SHARD_SIZE),
            first=max(0, start - list_count),
            last=max(0, min(document_count, start + SHARD_SIZE - list_count)),
        )
        for number, start in enumerate(starts, start=1)
    ]


def build_shard(entries: Iterable[SitemapEntry]) -> bytes:
    """A shard."""
    return _build("urlset", "url", entries)


def build_index(shards: Iterable[SitemapEntry]) -> bytes:
    """The index of shards, each with the newest time of its entries."""
    return _build("sitemapindex", "sitemap", shards)


def build_robots(base_url: str) -> bytes:
    """Everything may be read; the sitemap is named."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {base_url}/sitemap.xml\n".encode()


def _build(root_tag: str, tag: str, entries: Iterable[SitemapEntry]) -> bytes:
    # lxml-stubs know no default name space
    root = etree.Element(f"{{{NAMESPACE}}}{root_tag}", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    for entry in entries:
        element = etree.SubElement(root, f"{{{NAMESPACE}}}{tag}")
        etree.SubElement(element, f"{{{NAMESPACE}}}loc").text = entry.url
        if entry.updated is not None:
            etree.SubElement(element, f"{{{NAMESPACE}}}lastmod").text = entry.updated
    return bytes(etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=True))
