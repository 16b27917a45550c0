"""CommonMark → the HTML of a rich text, read by the same parser as the site's renderer (cmark).

Wagtail's converter has a reader of its own, but it is not CommonMark: it takes `mau_don_cu` for italics and an escaped
`\\*` for the end of emphasis, so that a text would change each time it passes through. Its writer is used.
Pure: knows nothing of links or of the database.
"""

from __future__ import annotations

import html
from html.parser import HTMLParser
from urllib.parse import unquote

from cmarkgfm.cmark import Options

from cms.publishing.errors import UnsupportedTextError
from site_builder.cmark import convert_markdown

_NAMES = {"strong": "b", "em": "i"}
_INLINE = frozenset({"b", "i", "a", "sup", "sub"})
_LISTS = frozenset({"ul", "ol"})


def to_database_html(markdown: str) -> str:
    """The HTML that Wagtail's editor would have stored for a CommonMark text.

    Raises:
        UnsupportedTextError: it holds a heading, a quote, a picture, code, foreign HTML or a list item of several
            paragraphs.
    """
    builder = _Builder()
    builder.feed(convert_markdown(markdown, Options.CMARK_OPT_UNSAFE))
    builder.close()
    return "".join(builder.parts)


class _Builder(HTMLParser):
    """Writes cmark's HTML anew without the line ends between blocks and the paragraphs of loose lists."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[str] = []
        self._follows_break = False
        self._item_paragraphs: list[int] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        name = _NAMES.get(tag, tag)
        if name in ("br", "hr"):
            self._add_void(name)
            return
        _require_known(name, dict(attributes))
        if name in _LISTS:
            self._strip_end()
        if name == "li":
            self._item_paragraphs.append(0)
        self._open.append(name)
        if name == "p" and "li" in self._open:
            self._enter_item_paragraph()
            return
        href = dict(attributes).get("href")
        self.parts.append(f'<a href="{html.escape(_restore_braces(href or ""))}">' if name == "a" else f"<{name}>")

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """`<br />`, `<hr />`."""
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        name = _NAMES.get(tag, tag)
        if not self._open or self._open[-1] != name:
            raise UnsupportedTextError(f"</{tag}>")
        self._open.pop()
        if name == "li":
            self._item_paragraphs.pop()
            self._strip_end()
        if name == "p":
            self._strip_end()
            if "li" in self._open:
                return
        self.parts.append(f"</{name}>")

    def handle_data(self, data: str) -> None:
        """Text; a line end in a paragraph is a space, between blocks it is nothing."""
        if not self._open or self._open[-1] in _LISTS:
            return
        text = data.replace("\n", " ")
        if self._follows_break or self._starts_line():
            text = text.lstrip(" ")
        if text:
            self._follows_break = False
            self.parts.append(html.escape(text, quote=False))

    def handle_comment(self, data: str) -> None:
        """No comments."""
        raise UnsupportedTextError(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        """No declarations."""
        raise UnsupportedTextError(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        """No processing instructions."""
        raise UnsupportedTextError(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        """No CDATA."""
        raise UnsupportedTextError(f"<![{data}]>")

    def _add_void(self, name: str) -> None:
        if name == "hr" and self._open:
            raise UnsupportedTextError("<hr>")
        self._strip_end()
        self.parts.append(f"<{name}/>")
        self._follows_break = name == "br"

    def _enter_item_paragraph(self) -> None:
        self._item_paragraphs[-1] += 1
        if self._item_paragraphs[-1] > 1:
            raise UnsupportedTextError("<li><p></p><p></p></li>")

    def _starts_line(self) -> bool:
        return bool(self.parts) and self.parts[-1] in ("<p>", "<li>")

    def _strip_end(self) -> None:
        """Take a space off the end of a line; cmark leaves one where a nested list begins."""
        if self.parts and not self.parts[-1].startswith("<"):
            self.parts[-1] = self.parts[-1].rstrip(" ")


def _require_known(name: str, attributes: dict[str, str | None]) -> None:
    allowed = {"a": {"href"}}.get(name, set())
    if name not in _INLINE | _LISTS | {"p", "li"} or not set(attributes) <= allowed:
        extra = "".join(f' {key}="{value}"' for key, value in attributes.items() if key not in allowed)
        raise UnsupportedTextError(f"<{name}{extra}>")


def _restore_braces(href: str) -> str:
    """cmark percent-encodes the braces of `{filename}` and `{media}`."""
    head, slash, rest = href.partition("/")
    return unquote(head) + slash + rest if head.lower() in ("%7bfilename%7d", "%7bmedia%7d") else href
