"""Whether feeds and sitemap say what is true of the built site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from site_builder.building.sitemap import IMAGE_NAMESPACE, VIDEO_NAMESPACE
from site_builder.building.sitemap import NAMESPACE as SITEMAP
from site_builder.checking.findings import Finding, Rule
from site_builder.checking.links import SiteLinks

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"

_ADDRESSES = (
    ("link", None),
    ("image/url", None),
    ("item/link", None),
    (f"{{{ATOM}}}link", "href"),
    (f"{{{ITUNES}}}image", "href"),
    (f"item/{{{PODCAST}}}transcript", "url"),
    (f"item/{{{PODCAST}}}chapters", "url"),
    ("item/enclosure", "url"),
)
"""Where an RSS channel names something: path of the element, attribute or text."""
_LOCATIONS = (
    f"{{{SITEMAP}}}loc",
    f"{{{IMAGE_NAMESPACE}}}loc",
    f"{{{VIDEO_NAMESPACE}}}content_loc",
    f"{{{VIDEO_NAMESPACE}}}thumbnail_loc",
)
"""Where a sitemap names something."""
_ATOM_ADDRESSES = ((f"{{{ATOM}}}link", "href"), (f"{{{ATOM}}}entry/{{{ATOM}}}link", "href"))


def iter_feed_findings(output: Path, file: str, links: SiteLinks) -> Iterator[Finding]:
    """What is wrong with one XML file of the site: RSS, Atom, podcast or sitemap."""
    try:
        # our own files; a parser that resolves nothing is enough
        root = etree.fromstring((output / file).read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        yield Finding.build(Rule.INVALID_FEED, file, str(error))
        return
    if str(root.tag).startswith(f"{{{SITEMAP}}}"):
        yield from _iter_sitemap_findings(file, root, links)
        return
    channel = root if root.tag == f"{{{ATOM}}}feed" else root.find("channel")
    if channel is None:
        yield Finding.build(Rule.INVALID_FEED, file, str(root.tag))
        return
    yield from _iter_dead_addresses(file, channel, links)
    yield from _iter_wrong_lengths(output, file, channel, links)


def _iter_sitemap_findings(file: str, root: etree._Element, links: SiteLinks) -> Iterator[Finding]:
    for location in root.iter(*_LOCATIONS):
        url = (location.text or "").strip()
        is_ours = url.startswith(f"{links.base_url}/")
        if not is_ours or links.judge(file, url) is not None:
            yield Finding.build(Rule.WRONG_SITEMAP, file, url)


def _iter_dead_addresses(file: str, channel: etree._Element, links: SiteLinks) -> Iterator[Finding]:
    for path, attribute in _ATOM_ADDRESSES if channel.tag == f"{{{ATOM}}}feed" else _ADDRESSES:
        for element in channel.iterfind(path):
            url = (element.get(attribute, "") if attribute else element.text or "").strip()
            if (rule := links.judge(file, url)) is not None:
                yield Finding.build(rule, file, url)


def _iter_wrong_lengths(output: Path, file: str, channel: etree._Element, links: SiteLinks) -> Iterator[Finding]:
    for enclosure in channel.iterfind("item/enclosure"):
        url = enclosure.get("url", "")
        recording = links.find_file(url.removeprefix(links.base_url)) if url.startswith(links.base_url) else None
        if recording is None or not (output / recording).is_file():
            continue  # it is told as a missing file
        if enclosure.get("length") != str((output / recording).stat().st_size):
            yield Finding.build(Rule.WRONG_ENCLOSURE, file, url)
