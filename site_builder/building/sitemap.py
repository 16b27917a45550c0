"""`sitemap.xml` and `robots.txt`. Pure.

`sitemap.xml` is an index of shards of at most 5,000 addresses (the protocol allows 50,000, smaller ones change less at
a time). The order is by date of first publication, so a new document touches the last shard alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from lxml import etree

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
SHARD_SIZE = 5000


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page that search engines may list."""

    url: str
    updated: datetime | None = None


def build_sitemaps(entries: Iterable[SitemapEntry], base_url: str) -> dict[str, bytes]:
    """The index and its shards, by their path in the output folder."""
    left = iter(entries)
    shards = []
    while shard := list(islice(left, SHARD_SIZE)):
        shards.append(shard)
    paths = [f"sitemap-{number}.xml" for number in range(1, len(shards) + 1)]
    by_path = dict(zip(paths, shards, strict=True))
    index = [SitemapEntry(f"{base_url}/{path}", _find_newest(shard)) for path, shard in by_path.items()]
    built = {path: _build("urlset", "url", shard) for path, shard in by_path.items()}
    return {"sitemap.xml": _build("sitemapindex", "sitemap", index), **built}


def build_robots(base_url: str) -> bytes:
    """Everything may be read; the sitemap is named."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {base_url}/sitemap.xml\n".encode()


def _find_newest(entries: list[SitemapEntry]) -> datetime | None:
    return max((entry.updated for entry in entries if entry.updated), default=None)


def _build(root_tag: str, tag: str, entries: list[SitemapEntry]) -> bytes:
    # lxml-stubs know no default name space
    root = etree.Element(f"{{{NAMESPACE}}}{root_tag}", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    for entry in entries:
        element = etree.SubElement(root, f"{{{NAMESPACE}}}{tag}")
        etree.SubElement(element, f"{{{NAMESPACE}}}loc").text = entry.url
        if entry.updated is not None:
            etree.SubElement(element, f"{{{NAMESPACE}}}lastmod").text = entry.updated.isoformat()
    return bytes(etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=True))
