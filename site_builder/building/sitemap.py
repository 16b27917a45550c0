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
IMAGE_NAMESPACE = "http://www.google.com/schemas/sitemap-image/1.1"
VIDEO_NAMESPACE = "http://www.google.com/schemas/sitemap-video/1.1"
MOST_PICTURES = 1000
"""Of one page, as the extension allows."""
LONGEST_DESCRIPTION = 2048
"""Of a film, in characters, as the extension allows."""
SHARD_SIZE = 1000


@dataclass(frozen=True, slots=True)
class SitemapPicture:
    """A picture on a page."""

    url: str


@dataclass(frozen=True, slots=True)
class SitemapFilm:
    """A film on a page."""

    title: str
    description: str
    url: str
    still_url: str
    duration_s: int
    """0: it is not known."""
    published: str
    """ISO 8601."""


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page that search engines may list."""

    url: str
    updated: str | None = None
    """ISO 8601."""
    pictures: tuple[SitemapPicture, ...] = ()
    films: tuple[SitemapFilm, ...] = ()


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
    listed = list(entries)
    names: dict[str | None, str] = {None: NAMESPACE}
    if any(entry.pictures for entry in listed):
        names["image"] = IMAGE_NAMESPACE
    if any(entry.films for entry in listed):
        names["video"] = VIDEO_NAMESPACE
    # lxml-stubs know no default name space
    root = etree.Element(f"{{{NAMESPACE}}}{root_tag}", nsmap=names)  # type: ignore[arg-type]
    for entry in listed:
        element = etree.SubElement(root, f"{{{NAMESPACE}}}{tag}")
        etree.SubElement(element, f"{{{NAMESPACE}}}loc").text = entry.url
        if entry.updated is not None:
            etree.SubElement(element, f"{{{NAMESPACE}}}lastmod").text = entry.updated
        for picture in entry.pictures[:MOST_PICTURES]:
            _add(element, IMAGE_NAMESPACE, "image", {"loc": picture.url})
        for film in entry.films:
            _add(element, VIDEO_NAMESPACE, "video", _describe_film(film))
    return bytes(etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=True))


def _add(parent: etree._Element, namespace: str, tag: str, values: Mapping[str, str]) -> None:
    element = etree.SubElement(parent, f"{{{namespace}}}{tag}")
    for name, value in values.items():
        etree.SubElement(element, f"{{{namespace}}}{name}").text = value


def _describe_film(film: SitemapFilm) -> dict[str, str]:
    """In the order of the extension's schema; the first four are required."""
    told = {
        "thumbnail_loc": film.still_url,
        "title": film.title,
        "description": film.description[:LONGEST_DESCRIPTION],
        "content_loc": film.url,
    }
    duration = {"duration": str(film.duration_s)} if film.duration_s else {}
    return {**told, **duration, "publication_date": film.published, "family_friendly": "yes"}
