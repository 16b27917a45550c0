"""One reading of a page for all rules: its ids, its links, and what is wrong with it by itself. Pure.

lxml reads it in a quarter of a millisecond and forgives errors; those are `html_validity.py`'s to find.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from site_builder.checking.findings import Finding, Rule
from site_builder.messages import _

_URL_ATTRIBUTES = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "embed": ("src",),
    "form": ("action",),
    "iframe": ("src",),
    "img": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src",),
    "track": ("src",),
    "video": ("src", "poster"),
}
_PICTURE_PROPERTIES = frozenset({"og:image", "og:url", "og:audio", "og:video", "twitter:image"})
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")
_DECORATIVE_ROLES = frozenset({"presentation", "none"})


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What one page says."""

    file: str
    """Below the output folder."""
    ids: frozenset[str]
    targets: tuple[str, ...]
    """Everything it links or loads, as written, each once, in reading order."""
    findings: tuple[Finding, ...]


def read_page(file: str, html: bytes) -> PageFacts:
    """Read a page; one that is no HTML at all has findings and no facts."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root: etree._Element | None = etree.fromstring(html, parser)
    except etree.XMLSyntaxError as error:
        return PageFacts(file, frozenset(), (), (Finding.build(Rule.INVALID_HTML, file, str(error)),))
    if root is None:
        return PageFacts(file, frozenset(), (), (Finding.build(Rule.INVALID_HTML, file, _("the page is empty")),))
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    ids = [element.get("id", "") for element in elements if element.get("id")]
    names = [element.get("name", "") for element in elements if element.tag == "a" and element.get("name")]
    targets = dict.fromkeys(target.strip() for element in elements for target in _iter_targets(element))
    return PageFacts(
        file=file,
        ids=frozenset([*ids, *names]),
        targets=tuple(targets),
        findings=(*_find_missing_parts(file, root), *_find_repeated(file, ids), *_find_bare_images(file, elements)),
    )


def _iter_targets(element: etree._Element) -> Iterator[str]:
    tag = str(element.tag)
    for attribute in _URL_ATTRIBUTES.get(tag, ()):
        if (value := element.get(attribute)) is not None:
            yield value
    if (srcset := element.get("srcset")) is not None:
        # our addresses hold no commas
        yield from (candidate.split()[0] for candidate in srcset.split(",") if candidate.strip())
    if tag == "meta" and (element.get("property") or element.get("name")) in _PICTURE_PROPERTIES:
        yield element.get("content", "")
    if tag == "style":
        yield from _CSS_URL.findall(element.text or "")


def _find_missing_parts(file: str, root: etree._Element) -> Iterator[Finding]:
    if not any("".join(map(str, title.itertext())).strip() for title in root.iterfind("head/title")):
        yield Finding.build(Rule.NO_TITLE, file)
    if not (root.get("lang") or "").strip():
        yield Finding.build(Rule.NO_LANGUAGE, file)
    if not any("".join(map(str, heading.itertext())).strip() for heading in root.iter("h1")):
        yield Finding.build(Rule.NO_HEADING, file)


def _find_repeated(file: str, ids: list[str]) -> Iterator[Finding]:
    for value, count in Counter(ids).items():
        if count > 1:
            yield Finding.build(Rule.DUPLICATE_ID, file, value)


def _find_bare_images(file: str, elements: list[etree._Element]) -> Iterator[Finding]:
    """Images without the attribute, and images of the text whose attribute is empty."""
    for element in elements:
        if element.tag == "img":
            alt = element.get("alt")
            if alt is None or (not alt.strip() and _is_content(element)):
                yield Finding.build(Rule.MISSING_ALT, file, element.get("src") or "img")


def _is_content(image: etree._Element) -> bool:
    """Whether a picture tells something by itself.

    Decoration says so by its role, or is the picture of a list entry, whose words stand beside it.
    """
    if image.get("role") in _DECORATIVE_ROLES or image.get("aria-hidden") == "true":
        return False
    around = {str(ancestor.tag) for ancestor in image.iterancestors()}
    return "figure" in around or not around & {"a", "li"}
