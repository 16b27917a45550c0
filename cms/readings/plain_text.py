"""The database's HTML of a rich text → plain text to be read aloud: paragraphs, lines of lists, no links."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "h2", "h3", "h4", "hr"})
_LISTS = frozenset({"ul", "ol"})
_MANY_LINES = re.compile(r"\n{3,}")


def write_plain_text(html: str) -> str:
    """Paragraphs with an empty line between them; items of lists on lines of their own, counted where the list is."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    lines = (" ".join(line.split()) for line in "".join(builder.parts).split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._counts: list[int | None] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """A block begins a paragraph, an item a line."""
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "br":
            self.parts.append("\n")
        elif tag in _LISTS:
            self.parts.append("" if self._counts else "\n\n")
            self._counts.append(0 if tag == "ol" else None)
        elif tag == "li":
            self.parts.append(self._begin_item())

    def handle_endtag(self, tag: str) -> None:
        """After a block or a list comes a new paragraph."""
        if tag in _LISTS and self._counts:
            self._counts.pop()
        if tag in _BLOCKS or (tag in _LISTS and not self._counts):
            self.parts.append("\n\n")

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """`<br/>`, `<hr/>`."""
        self.handle_starttag(tag, attributes)

    def handle_data(self, data: str) -> None:
        """Text; a line end in it is a blank."""
        self.parts.append(data.replace("\n", " "))

    def _begin_item(self) -> str:
        count = self._counts[-1] if self._counts else None
        if count is None:
            return "\n- "
        self._counts[-1] = count + 1
        return f"\n{count + 1}. "
