"""The lines of a body: which belong to a fenced block, which to a heading, which to plain text between them. Pure.

    /// warning | Title          opens a block; what follows the bar is its header
        option: value            options in YAML, four spaces deep, directly below
                                 (an empty line)
    Content in CommonMark.
    ///                          closes it

A block of items is fenced by one slash more than its items. A line of content that would look like a fence has a
backslash before its slashes, which CommonMark reads as the same text. This module knows the names of blocks, so that
it can say where a fence is wrong; what header, options and content mean is `body.py`'s work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from site_builder.documents.block_specs import BlockSpec, FieldType
from site_builder.documents.blocks import BLOCKS
from site_builder.errors import DocumentError
from site_builder.messages import _

SHORTEST_FENCE = 3

_FENCE = re.compile(r" {0,3}(?P<slashes>/{3,})[ \t]*(?P<rest>.*)\Z")
_OPENING = re.compile(r"(?P<name>\w[\w-]*)[ \t]*(?:\|(?P<header>.*))?\Z")
_LIKE_A_FENCE = re.compile(r"\A( {0,3}\\*)(?=/{3})")
_ESCAPED_FENCE = re.compile(r"\A( {0,3}\\*)\\(?=/{3})")
_HEADING = re.compile(r"(?P<hashes>#{1,6})(?P<text>[ \t].*)?\Z")
_HEADING_LEVELS = (2, 3)
_OPTION_INDENT = "    "

_SPECS = {spec.name: spec for spec in BLOCKS}


@dataclass(slots=True)
class RawBlock:
    """A block as its lines."""

    spec: BlockSpec
    line: int
    """Of its fence, or of its first line; counted from 1 in the file."""
    header: str = ""
    level: int | None = None
    """Of a heading that is written with hashes; its text is `header`."""
    options: list[str] = field(default_factory=list)
    """Without their indentation; they begin on the line below the fence."""
    content: list[str] = field(default_factory=list)
    """Without empty lines around, and without the backslashes of `escape_fences`."""
    content_line: int = 0
    items: list[RawBlock] = field(default_factory=list)


def read_blocks(lines: list[str], first_line: int) -> list[RawBlock]:
    """The blocks of a body, in one pass.

    Args:
        lines: of the body.
        first_line: the number of the first of them in its file.

    Raises:
        DocumentError: without a path.
    """
    return _Reader(lines, first_line).read_body()


def escape_fences(text: str) -> str:
    """Content that can stand in a body: a line that looks like a fence gets a backslash."""
    if "///" not in text:
        return text
    return "\n".join(_LIKE_A_FENCE.sub(r"\1\\", line) for line in text.split("\n"))


def looks_like_heading(line: str) -> bool:
    """Whether the line is a heading where it stands outside a fence."""
    return line.startswith("#") and _HEADING.match(line) is not None


class _Reader:
    def __init__(self, lines: list[str], first_line: int) -> None:
        self._lines = lines
        self._first_line = first_line
        self._next = 0

    def read_body(self) -> list[RawBlock]:
        """Everything up to the end."""
        blocks: list[RawBlock] = []
        text = RawBlock(_SPECS["text"], 0)
        while self._next < len(self._lines):
            line = self._lines[self._next]
            block = self._read_block_at(line)
            if block is None:
                self._add_text_line(text, line)
                continue
            text = self._end_text(text, blocks)
            blocks.append(block)
        self._end_text(text, blocks)
        return blocks

    @property
    def _number(self) -> int:
        """The number of the next line in the file."""
        return self._first_line + self._next

    def _read_block_at(self, line: str) -> RawBlock | None:
        """The heading or fenced block that begins here, if one does."""
        if line.startswith("#") and (match := _HEADING.match(line)):
            return self._read_heading(match)
        if (match := _match_fence(line)) is not None:
            return self._read_fenced(match, _SPECS)
        return None

    def _add_text_line(self, text: RawBlock, line: str) -> None:
        if text.content or not _is_blank(line):
            text.content.append(_unescape_fence(line))
            text.line = text.content_line = text.line or self._number
        self._next += 1

    def _end_text(self, text: RawBlock, blocks: list[RawBlock]) -> RawBlock:
        if text.content:
            _drop_blank_end(text.content)
            blocks.append(text)
        return RawBlock(_SPECS["text"], 0) if text.content else text

    def _read_heading(self, match: re.Match[str]) -> RawBlock:
        level = len(match["hashes"])
        if level not in _HEADING_LEVELS:
            raise DocumentError(
                _("A heading in the text begins with ## or ###; # is the title's, and there is no deeper one."),
                line=self._number,
                key="heading.level",
            )
        block = RawBlock(_SPECS["heading"], self._number, header=_strip_heading(match["text"] or ""), level=level)
        self._next += 1
        return block

    def _read_fenced(self, match: re.Match[str], allowed: dict[str, BlockSpec]) -> RawBlock:
        opening = _OPENING.match(match["rest"])
        if opening is None:
            raise DocumentError(_describe_stray(match), line=self._number)
        if opening["name"] not in allowed:
            raise DocumentError(
                _("There is no block “%(name)s” here; there are: %(names)s.")
                % {"name": opening["name"], "names": ", ".join(allowed)},
                line=self._number,
                key=opening["name"],
            )
        block = RawBlock(allowed[opening["name"]], self._number, header=(opening["header"] or "").strip(" \t"))
        self._next += 1
        self._read_options(block)
        content = block.spec.content
        if content is not None and content.type is FieldType.ITEMS and content.item is not None:
            self._read_items(block, len(match["slashes"]), {content.item.name: content.item})
        else:
            self._read_content(block, len(match["slashes"]))
        return block

    def _read_options(self, block: RawBlock) -> None:
        while self._next < len(self._lines):
            line = self._lines[self._next]
            if not line.startswith(_OPTION_INDENT) or _is_blank(line):
                return
            block.options.append(line[len(_OPTION_INDENT) :])
            self._next += 1

    def _read_content(self, block: RawBlock, slash_count: int) -> None:
        while self._next < len(self._lines):
            line = self._lines[self._next]
            if (match := _match_fence(line)) is not None:
                self._close(block, match, slash_count)
                _drop_blank_end(block.content)
                return
            if block.content or not _is_blank(line):
                block.content.append(_unescape_fence(line))
                block.content_line = block.content_line or self._number
            self._next += 1
        raise _unclosed(block, slash_count)

    def _read_items(self, block: RawBlock, slash_count: int, allowed: dict[str, BlockSpec]) -> None:
        while self._next < len(self._lines):
            line = self._lines[self._next]
            if (match := _match_fence(line)) is None:
                if not _is_blank(line):
                    raise DocumentError(
                        _("In the block “%(name)s” only “%(item)s” may stand, each between its own fences.")
                        % {"name": block.spec.name, "item": "/" * (slash_count - 1) + f" {next(iter(allowed))}"},
                        line=self._number,
                        key=block.spec.name,
                    )
                self._next += 1
            elif match["rest"] and SHORTEST_FENCE <= len(match["slashes"]) < slash_count:
                block.items.append(self._read_fenced(match, allowed))
            else:
                self._close(block, match, slash_count)
                return
        raise _unclosed(block, slash_count)

    def _close(self, block: RawBlock, match: re.Match[str], slash_count: int) -> None:
        """Take the closing fence of a block; any other fence here is a mistake."""
        if match["rest"] and len(match["slashes"]) < slash_count:
            raise DocumentError(
                _("The block “%(name)s” can hold no other block. Text that begins with slashes is written \\///.")
                % {"name": block.spec.name},
                line=self._number,
                key=block.spec.name,
            )
        if match["rest"] or len(match["slashes"]) != slash_count:
            raise _unclosed(block, slash_count)
        self._next += 1


def _match_fence(line: str) -> re.Match[str] | None:
    return _FENCE.match(line) if "///" in line else None


def _strip_heading(text: str) -> str:
    """The content of a heading without the hashes that may close it."""
    content = text.strip(" \t")
    opened = content.rstrip("#")
    return opened.rstrip(" \t") if not opened or opened[-1] in " \t" else content


def _is_blank(line: str) -> bool:
    return not line.strip(" \t")


def _drop_blank_end(lines: list[str]) -> None:
    while lines and _is_blank(lines[-1]):
        lines.pop()


def _unescape_fence(line: str) -> str:
    return _ESCAPED_FENCE.sub(r"\1", line) if "///" in line and _ESCAPED_FENCE.match(line) else line


def _describe_stray(match: re.Match[str]) -> str:
    if not match["rest"]:
        return _("This fence closes a block, but none is open.")
    return _("This is no fence of a block: after the slashes stands its name, then a bar and its title.")


def _unclosed(block: RawBlock, slash_count: int) -> DocumentError:
    return DocumentError(
        _("The block “%(name)s” that begins here is not closed by a line “%(fence)s”.")
        % {"name": block.spec.name, "fence": "/" * slash_count},
        line=block.line,
        key=block.spec.name,
    )
