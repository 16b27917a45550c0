"""The database's HTML of a rich text, read leniently and written in one form. Pure.

Wagtail stores what its editor and its pasting leave behind: empty paragraphs, bold spaces, a break before the end. None
of that can be said in CommonMark, and none of it can be seen.
"""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

from cms.publishing.mapping.inline_text import STYLES, Letter, Line, clean_text

_SYNONYMS = {"strong": "b", "em": "i"}
_LISTS = frozenset({"ul", "ol"})
_BLOCKS = _LISTS | {"p", "li"}

WriteLine = Callable[[Line], str]


def rewrite_database_html(database_html: str, write_line: WriteLine) -> str:
    """The same text with each line written anew; empty paragraphs, items and breaks at an end are left out."""
    rewriter = _Rewriter(write_line)
    rewriter.feed(database_html)
    rewriter.close()
    return rewriter.finish()


class _Rewriter(HTMLParser):
    """Keeps the blocks, gathers the letters between them."""

    def __init__(self, write_line: WriteLine) -> None:
        super().__init__(convert_charrefs=True)
        self.write_line = write_line
        self.parts: list[str] = []
        self.lines: list[Line] = [[]]
        self.open: list[str] = []
        self.styles: list[str] = []
        self.hrefs: list[str] = []

    def finish(self) -> str:
        """The HTML."""
        self._flush()
        return "".join(self.parts)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """A block begins a line, a break too; a style or a link colours what follows."""
        name = _SYNONYMS.get(tag, tag)
        if name == "br":
            self.lines.append([])
        elif name == "hr":
            self._flush()
            self.parts.append("<hr/>")
        elif name in _BLOCKS:
            self._flush()
            self._open_block(name)
        elif name in STYLES:
            self.styles.append(name)
        elif name == "a":
            self.hrefs.append(dict(attributes).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """The end of a block ends its line."""
        name = _SYNONYMS.get(tag, tag)
        if name in _BLOCKS:
            self._flush()
            if name in self.open:
                self._close_block(name)
        elif name in self.styles:
            self.styles.remove(name)
        elif name == "a" and self.hrefs:
            self.hrefs.pop()

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """`<br/>`, `<hr/>`."""
        self.handle_starttag(tag, attributes)

    def handle_data(self, data: str) -> None:
        """Letters with the styles that are open."""
        styles, href = frozenset(self.styles), self.hrefs[-1] if self.hrefs else None
        self.lines[-1].extend(Letter(char, styles, href or None) for char in clean_text(data))

    def _flush(self) -> None:
        written = [self.write_line(line) for line in self.lines]
        while written and not written[0]:
            written.pop(0)
        while written and not written[-1]:
            written.pop()
        # A break alone on its line would end the paragraph.
        text = "<br/>".join(line for line in written if line)
        if text:
            self.parts.append(text if self.open else f"<p>{text}</p>")
        self.lines = [[]]

    def _open_block(self, name: str) -> None:
        self.open.append(name)
        if name in _LISTS and self.parts and self.parts[-1] == f"</{name}>":
            self.parts.pop()  # the editor shows two lists of one kind in a row as one
        else:
            self.parts.append(f"<{name}>")

    def _close_block(self, name: str) -> None:
        self.open.remove(name)
        if self.parts and self.parts[-1] == f"<{name}>":
            self.parts.pop()  # nothing in it
        else:
            self.parts.append(f"</{name}>")
