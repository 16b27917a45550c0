"""Rich text in the database's HTML ↔ CommonMark: Wagtail's Markdown converter writes, cmark reads.

Links are rewritten in the HTML on either side of the converter, so that Markdown text is never searched:

| in the database | in `content/` |
|---|---|
| `<a linktype="page" id="7">` | `{filename}/explainer/dang-ky-tam-tru.md` |
| `<a href="/van-ban/luat-cu-tru-2020/">` (laws are no pages; fragments need an address) | `{filename}/law/….md#…` |
| `<a linktype="document" id="3">` | `{media}/mau-don` |
| `http:`, `https:`, `mailto:`, `tel:` | the same |

A link to anything else loses its target and keeps its words.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

from wagtail.admin.rich_text.converters.markdown_db import MarkdownConverter

from cms.publishing.blocks import RICH_FEATURES
from cms.publishing.errors import BrokenReferenceError, UnsupportedTextError
from cms.publishing.mapping.commonmark import to_database_html
from cms.publishing.mapping.database_html import rewrite_database_html
from cms.publishing.mapping.inline_text import Line, drop_style, normalise_line, restore_escapes, write_line
from cms.publishing.mapping.references import References, build_ref_address
from site_builder.documents.block_specs import FieldType

_LINK = re.compile(r"<a(\s[^>]*)?>(.*?)</a>", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_FILENAME = re.compile(r"\{filename\}/(?P<ref>[a-z]+/[a-z0-9-]+)\.md(?P<fragment>#.*)?\Z", re.DOTALL)
_MEDIA = re.compile(r"\{media\}/(?P<name>[a-z0-9-]+)\Z")
_EXTERNAL = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
_URL_SAFE = "!#$%&'*+,/:;=?@[]~-._"
"""What a link destination may hold as it is; brackets and spaces would end it, so they are percent-encoded."""

_converter = MarkdownConverter(RICH_FEATURES)

RewriteLine = Callable[[Line], Line]
_ATTEMPTS: tuple[tuple[RewriteLine, bool], ...] = (
    (lambda line: line, False),
    (lambda line: drop_style(line, "i"), False),
    (lambda line: drop_style(drop_style(line, "i"), "b"), False),
    (lambda line: drop_style(drop_style(line, "i"), "b"), True),
)
"""How a line is simplified, and whether all its punctuation is escaped; the first that reads back is taken."""


def write_commonmark(database_html: str, references: References) -> str:
    """The CommonMark of a rich text, without the final line end; empty when it says nothing."""

    def rewrite(attributes: dict[str, str]) -> str | None:
        target = _name_target(attributes, references)
        return f'<a href="{html.escape(target)}">' if target else None

    return _write_faithfully(_rewrite_links(unicodedata.normalize("NFC", database_html), rewrite))


def read_commonmark(markdown: str, references: References) -> str:
    """The database's HTML of a CommonMark text.

    Raises:
        BrokenReferenceError: a link names a document or an asset that does not exist.
        UnsupportedTextError: it holds a heading, a quote, a picture, code or foreign HTML.
    """

    def rewrite(attributes: dict[str, str]) -> str | None:
        return _find_target(attributes.get("href", ""), references)

    return _rewrite_links(to_database_html(markdown), rewrite)


def drop_links(markdown: str, is_dropped: Callable[[str], bool]) -> str:
    """The same CommonMark without the links to documents (`<kind>/<slug>`) that the caller names; the words stay."""
    if "{filename}" not in markdown:
        return markdown

    def rewrite(attributes: dict[str, str]) -> str | None:
        href = attributes.get("href", "")
        match = _FILENAME.match(href)
        return None if match and is_dropped(match["ref"]) else f'<a href="{html.escape(href)}">'

    return _write_faithfully(_rewrite_links(to_database_html(markdown), rewrite))


def iter_link_targets(markdown: str) -> list[str]:
    """`<kind>/<slug>` and asset names (as `{media}/name`) that the links of a text name."""
    if "{" not in markdown:
        return []
    targets = []
    for match in _LINK.finditer(to_database_html(markdown)):
        href = _read_attributes(match[1]).get("href", "")
        if document := _FILENAME.match(href):
            targets.append(document["ref"])
        elif _MEDIA.match(href):
            targets.append(href)
    return targets


def _write_faithfully(database_html: str) -> str:
    """The CommonMark that reads back as this text; emphasis that CommonMark cannot say is given up, words never are."""
    markdown = ""
    for simplify, escapes_all in _ATTEMPTS:
        markdown = _write(database_html, simplify, escapes_all=escapes_all)
        if _reads_back(markdown, database_html, simplify):
            break
    return markdown


def _write(database_html: str, simplify: RewriteLine, *, escapes_all: bool) -> str:
    def write(line: Line) -> str:
        return write_line(simplify(normalise_line(line)), escapes_all=escapes_all)

    markdown: str = _converter.from_database_format(rewrite_database_html(database_html, write), resolved=True)
    return unicodedata.normalize("NFC", restore_escapes(markdown)).strip("\n")


def _reads_back(markdown: str, database_html: str, simplify: RewriteLine) -> bool:
    expected = rewrite_database_html(database_html, lambda line: write_line(simplify(normalise_line(line))))
    try:
        return rewrite_database_html(to_database_html(markdown), write_line) == expected
    except UnsupportedTextError:
        return False


def _rewrite_links(database_html: str, rewrite: Callable[[dict[str, str]], str | None]) -> str:
    def replace(match: re.Match[str]) -> str:
        start_tag = rewrite(_read_attributes(match[1]))
        return f"{start_tag}{match[2]}</a>" if start_tag else match[2]

    return _LINK.sub(replace, database_html)


def _read_attributes(text: str | None) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(text or "")}


def _name_target(attributes: dict[str, str], references: References) -> str | None:
    link_type, key = attributes.get("linktype", ""), attributes.get("id", "")
    if link_type and not key.isdigit():
        return None
    if link_type == "page":
        ref = references.name_page(int(key))
        return f"{{filename}}/{ref}.md" if ref else None
    if link_type == "document":
        name = references.name_asset(FieldType.DOWNLOAD, int(key))
        return f"{{media}}/{name}" if name else None
    href = attributes.get("href", "").strip()
    if href.startswith("/") and not href.startswith("//"):
        path, hash_sign, fragment = href.partition("#")
        ref = references.find_ref_at(path)
        return f"{{filename}}/{ref}.md{hash_sign}{quote(fragment, safe=_URL_SAFE)}" if ref else None
    return quote(href, safe=_URL_SAFE) if _EXTERNAL.match(href) else None


def _find_target(href: str, references: References) -> str | None:
    if document := _FILENAME.match(href):
        ref, fragment = document["ref"], document["fragment"] or ""
        references.require_document(ref)
        if fragment or ref.startswith("law/"):
            return f'<a href="{html.escape(build_ref_address(ref) + fragment)}">'
        return f'<a linktype="page" id="{references.find_page(ref)}">'
    if media := _MEDIA.match(href):
        return f'<a linktype="document" id="{references.find_asset(FieldType.DOWNLOAD, media["name"])}">'
    if href.startswith("{") or not _EXTERNAL.match(href):
        raise BrokenReferenceError(href)
    return f'<a href="{html.escape(href)}">'
