"""CommonMark of a rich text → HTML that is safe to stand in a page.

cmark reads, as it does in the CMS. Where a text has a `<`, it is asked twice: its safe output says where raw HTML
stands, its unsafe one what it is. Of raw HTML the rich text's own `<sup>` and `<sub>` pass; all else is refused, and so
are pictures, which have a block of their own. Links go through a `LinkResolver`. Pure.

Nearly all texts have neither `<` nor code. Then every tag is cmark's own and every text may get no-break spaces, so the
output is changed as a whole; a test holds both ways to the same result.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote

from cmarkgfm.cmark import Options
from markupsafe import Markup

from site_builder.cmark import convert_markdown
from site_builder.errors import DocumentError
from site_builder.messages import _
from site_builder.rendering.typography import keep_together

_OMITTED = "<!-- raw HTML omitted -->"
_TOKEN = re.compile(rf"{re.escape(_OMITTED)}|<[^>]*>|[^<]+")
_SCRIPT_TAG = re.compile(r"</?su[bp]>")
_LINK_TAG = re.compile(r'<a href="([^"]*)"[^>]*>')
_NAME = re.compile(r"</?([a-z0-9]+)")
_HEADING_TAG = re.compile(r"<h[1-6]>")
_HEADING = re.compile(r"(</?)(h[1-6])>")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_VOID = frozenset({"br", "hr"})
_VERBATIM = frozenset({"code", "pre"})


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link of a text leads."""

    address: str
    is_external: bool = False


class LinkResolver(Protocol):
    """Finds the address of what a text links to."""

    def resolve(self, target: str) -> Link:
        """The link to a target (`{filename}/law/x.md#dieu-2`, `{media}/mau-don`, `https://…`); `DocumentError` if it
        leads nowhere or is of a kind that no page may have.
        """


def render_markdown(markdown: str, links: LinkResolver, *, base_level: int = 2) -> Markup:
    """The HTML of a rich text.

    Args:
        markdown: CommonMark, as Wagtail's converter writes it.
        links: resolves the targets of its links.
        base_level: the level of the heading that the text stands under; its own headings come below without a gap.

    Raises:
        DocumentError: it holds raw HTML, a picture, or a link that leads nowhere.
    """
    if "<" not in markdown:
        html_text = convert_markdown(markdown, Options.CMARK_OPT_UNSAFE)
        if "<code" not in html_text:
            return Markup(_rewrite(html_text, links, base_level))  # noqa: S704 - every tag in it is one of cmark's own
    return Markup(_write_anew(markdown, links, base_level))  # noqa: S704 - the same, and what `_iter_tokens` lets pass


def _rewrite(html_text: str, links: LinkResolver, base_level: int) -> str:
    """cmark's output for a text that has neither raw HTML nor code."""
    if "<img " in html_text:
        raise _build_picture_error()
    html_text = keep_together(html_text.replace("&quot;", '"').replace(" />", ">"))
    if "<h" in html_text:
        levels = _rank_headings(_HEADING_TAG.findall(html_text), base_level)
        html_text = _HEADING.sub(lambda match: f"{match[1]}{levels[match[2]]}>", html_text)
    if "<a " in html_text:
        html_text = _LINK_TAG.sub(lambda match: _write_link_tag(match[1], links), html_text)
    return html_text.strip()


def _write_anew(markdown: str, links: LinkResolver, base_level: int) -> str:
    """The same for any text, tag after tag."""
    tokens = list(_iter_tokens(markdown))
    writer = _Writer(links, _rank_headings(tokens, base_level))
    for token in tokens:
        writer.write(token)
    return writer.finish()


def _iter_tokens(markdown: str) -> Iterator[str]:
    """Tags and texts of cmark's output; raw HTML other than `<sup>` and `<sub>` ends it with an error."""
    safe = convert_markdown(markdown)
    unsafe = convert_markdown(markdown, Options.CMARK_OPT_UNSAFE)
    position = 0
    for token in _TOKEN.findall(safe):
        if token == _OMITTED:
            pattern = _SCRIPT_TAG
        elif token.startswith("<a "):
            pattern = _LINK_TAG  # the safe output empties targets that are dangerous; the resolver judges them all
        elif token.startswith("<img "):
            raise _build_picture_error()
        else:
            position += len(token)
            yield token
            continue
        match = pattern.match(unsafe, position)
        if match is None:
            raise _build_raw_html_error(unsafe[position : position + 40])
        position = match.end()
        yield match[0]


def _build_picture_error() -> DocumentError:
    return DocumentError(_("A picture in a text: use the block for images instead."))


def _build_raw_html_error(found: str) -> DocumentError:
    return DocumentError(
        _("HTML in a text is not allowed: “%(found)s”. Write \\< where a sign is meant.")
        % {"found": found.split("\n")[0]}
    )


def _rank_headings(tokens: list[str], base_level: int) -> dict[str, str]:
    """The heading that each of the text's heading tags becomes."""
    used = [name for name in _HEADINGS if f"<{name}>" in tokens]
    return {name: f"h{min(6, base_level + rank)}" for rank, name in enumerate(used, start=1)}


class _Writer:
    """Writes cmark's tags anew: headings shifted, links resolved, numbers kept with their words."""

    def __init__(self, links: LinkResolver, levels: dict[str, str]) -> None:
        self._links = links
        self._levels = levels
        self._parts: list[str] = []
        self._open: list[str] = []

    def write(self, token: str) -> None:
        if not token.startswith("<"):
            self._write_text(token)
        elif token.startswith("</"):
            self._close(_read_name(token))
        elif token.startswith("<a "):
            self._open_link(token)
        else:
            self._open_tag(token)

    def finish(self) -> str:
        if self._open:
            raise _build_raw_html_error(f"<{self._open[-1]}>")
        return "".join(self._parts).strip()

    def _write_text(self, text: str) -> None:
        if _VERBATIM.isdisjoint(self._open):
            text = html.escape(keep_together(html.unescape(text)), quote=False)
        self._parts.append(text)

    def _open_tag(self, token: str) -> None:
        name = _read_name(token)
        if name not in _VOID:
            self._open.append(name)
        start = _read_start(token)
        self._parts.append(f"<{self._levels.get(name, name)}{start}>")

    def _close(self, name: str) -> None:
        if not self._open or self._open.pop() != name:
            raise _build_raw_html_error(f"</{name}>")
        self._parts.append(f"</{self._levels.get(name, name)}>")

    def _open_link(self, token: str) -> None:
        match = _LINK_TAG.match(token)
        self._open.append("a")
        self._parts.append(_write_link_tag(match[1] if match else "", self._links))


def _write_link_tag(href: str, links: LinkResolver) -> str:
    """The tag of a link.

    Args:
        href: as cmark writes it.
    """
    link = links.resolve(_restore_braces(html.unescape(href)))
    rel = ' rel="noopener"' if link.is_external else ""
    return f'<a href="{html.escape(link.address)}"{rel}>'


def _read_name(token: str) -> str:
    match = _NAME.match(token)
    return match[1] if match else ""


def _read_start(token: str) -> str:
    """The one attribute that means something: where a numbered list begins."""
    match = re.match(r'<ol( start="\d+")>', token)
    return match[1] if match else ""


def _restore_braces(href: str) -> str:
    """cmark percent-encodes the braces of `{filename}` and `{media}`."""
    head, slash, rest = href.partition("/")
    return unquote(head) + slash + rest if head.lower() in ("%7bfilename%7d", "%7bmedia%7d") else href
