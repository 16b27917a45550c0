"""`sitemap.xml` and `robots.txt`. Pure.

`sitemap.xml` is an index of shards by date of first publication: a month, or a longer time of at most 1,000 documents
(the protocol allows 50,000, smaller ones change less at a time). So whatever changes touches one of them alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from site_builder.periods import Period, divide

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
SHARD_SIZE = 1000


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page that search engines may list."""

    url: str
    updated: str | None = None
    """ISO 8601."""


@dataclass(frozen=True, slots=True)
class PlannedShard:
    """A shard before its entries are taken."""

    path: str
    period: Period
    """Of the documents that it has."""


LISTS_PATH = "sitemap-lists.xml"
"""The shard of the site's lists."""


def plan_shards(counts: Mapping[int, int]) -> list[PlannedShard]:
    """The shards of the documents, oldest first.

    Args:
        counts: how many documents each month has.
    """
    stretches = reversed(divide(counts, SHARD_SIZE))
    return [PlannedShard(f"sitemap-{each.period.key}.xml", each.period) for each in stretches]


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
