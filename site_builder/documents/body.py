"""The blocks of a document ↔ its Markdown, by the table in `blocks.py`. Pure.

There is exactly one text for a body: fields that are empty or have their default are left out, titles stand after the
bar, options are YAML, content follows an empty line. `text` and `heading` have no fences; a text gets them where it
would otherwise run into the text before it, or where one of its lines would be taken for a heading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from site_builder.documents.block_specs import BlockSpec, FieldSpec, FieldType, Place
from site_builder.documents.block_values import BlockValue, is_day
from site_builder.documents.fences import SHORTEST_FENCE, RawBlock, escape_fences, looks_like_heading, read_blocks
from site_builder.documents.plain_text import escape_heading, unescape_plain
from site_builder.documents.tables import TableError, read_rows, write_rows
from site_builder.documents.yaml_text import YamlMapping, write_yaml
from site_builder.errors import DocumentError
from site_builder.messages import _

_ASSET = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_DOCUMENT = re.compile(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*\Z")
_LAW = re.compile(r"law/[a-z0-9]+(-[a-z0-9]+)*\Z")
_ASSETS = (FieldType.IMAGE, FieldType.AUDIO, FieldType.VIDEO, FieldType.DOWNLOAD)


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block of a body and where it begins."""

    value: BlockValue
    line: int


def read_body(text: str, first_line: int = 1) -> list[PlacedBlock]:
    """The blocks of a Markdown text.

    Args:
        text: what follows the front matter.
        first_line: the number of its first line in the file.

    Raises:
        DocumentError: the first fault of the text, without a path.
    """
    return [PlacedBlock(_read_block(raw), raw.line) for raw in read_blocks(text.split("\n"), first_line)]


def write_body(blocks: Iterable[BlockValue]) -> str:
    """The Markdown of blocks, each followed by a line end; empty for none."""
    pieces: list[str] = []
    follows_bare_text = False
    for block in blocks:
        bare = None if follows_bare_text and block.name == "text" else _write_bare(block)
        pieces.append(bare if bare is not None else "\n".join(_write_fenced(block)))
        follows_bare_text = bare is not None and block.name == "text"
    return "\n\n".join(pieces) + "\n" if pieces else ""


def _write_bare(block: BlockValue) -> str | None:
    """A text or heading without fences; `None` when it needs them."""
    if block.spec.is_fenced:
        return None
    if block.name == "heading":
        text = block["text"]
        return f"{'#' * int(block['level'])} {escape_heading(text)}" if _is_tidy_line(text) else None
    lines = _trim(block["body"])
    if not lines or any(looks_like_heading(line) for line in lines):
        return None
    return escape_fences("\n".join(lines))


def _write_fenced(block: BlockValue) -> list[str]:
    """The lines of a block between its fences."""
    spec, content = block.spec, block.spec.content
    items = block[content.name] if content is not None and content.type is FieldType.ITEMS else ()
    item_texts = [_write_fenced(item) for item in items]
    fence = "/" * max([SHORTEST_FENCE, *(_count_slashes(lines[0]) + 1 for lines in item_texts)])
    header, options = _split_fields(block)
    lines = [f"{fence} {spec.name}{f' | {header}' if header else ''}"]
    if options:
        lines += [f"    {line}" for line in write_yaml(options, has_blocks=False).rstrip("\n").split("\n")]
    for item_lines in item_texts:
        lines += ["", *item_lines]
    if content is not None and not items and content.name not in options:
        content_lines = _write_content(content, block[content.name])
        lines += ["", *content_lines] if content_lines else []
    return [*lines, fence]


def _split_fields(block: BlockValue) -> tuple[str, dict[str, Any]]:
    """The header, and the fields that are written as options."""
    header, options = "", {}
    for field in block.spec.fields:
        value = block[field.name]
        if value == field.empty:
            continue
        if field.place is Place.HEADER and _is_tidy_line(value):
            header = value
        elif field.type is FieldType.LINE:
            if field.place is not Place.CONTENT or not _is_tidy_line(value):
                options[field.name] = value
        elif field.place is Place.OPTION:
            options[field.name] = list(value) if isinstance(value, tuple) else value
    return header, options


def _write_content(field: FieldSpec, value: Any) -> list[str]:
    if field.type is FieldType.ROWS:
        return write_rows(value)
    return escape_fences("\n".join(_trim(value))).split("\n") if _trim(value) else []


def _count_slashes(line: str) -> int:
    return len(line) - len(line.lstrip("/"))


def _is_tidy_line(text: str) -> bool:
    """Whether a text can stand at the end of a line and come back as it was."""
    return bool(text) and "\n" not in text and text == text.strip(" \t")


def _trim(text: str) -> list[str]:
    """The lines of a content without the empty ones around it, which say nothing."""
    lines = text.split("\n")
    start, end = 0, len(lines)
    while start < end and not lines[start].strip(" \t"):
        start += 1
    while end > start and not lines[end - 1].strip(" \t"):
        end -= 1
    return lines[start:end]


def _read_block(raw: RawBlock) -> BlockValue:
    spec = raw.spec
    values = _read_options(spec, _parse_options(raw)) if raw.options else {}
    if raw.header:
        _take_header(raw, values)
    if raw.level is not None:
        values |= {"level": str(raw.level), "text": unescape_plain(raw.header)}
    if raw.content or raw.items:
        _take_content(raw, values)
    fields = {field.name: values.get(field.name, field.empty) for field in spec.fields}
    for field in spec.fields:
        if field.is_required and not fields[field.name]:
            raise _fault(_("“%(field)s” must not be empty here.") % {"field": field.name}, raw.line, spec, field.name)
    # every field stands here, and what `BlockValue` asks of it was asked above, with its line
    return BlockValue.model_construct(name=spec.name, fields=fields)


def _parse_options(raw: RawBlock) -> YamlMapping:
    try:
        return YamlMapping("\n".join(raw.options), raw.line + 1)
    except DocumentError as error:
        raise _fault(error.sentence, error.line or raw.line, raw.spec, error.key) from error


def _take_header(raw: RawBlock, values: dict[str, Any]) -> None:
    if raw.level is not None:
        return
    field = raw.spec.header
    if field is None:
        raise _fault(_("The block “%(name)s” has no title after a bar.") % {"name": raw.spec.name}, raw.line, raw.spec)
    _refuse_second(values, field, raw.line, raw.spec)
    values[field.name] = raw.header


def _take_content(raw: RawBlock, values: dict[str, Any]) -> None:
    field = raw.spec.content
    if field is None:
        sentence = _("The block “%(name)s” has options only, no text.") % {"name": raw.spec.name}
        raise _fault(sentence, raw.content_line, raw.spec)
    _refuse_second(values, field, raw.content_line, raw.spec)
    values[field.name] = _read_content(raw, field)


def _read_content(raw: RawBlock, field: FieldSpec) -> Any:
    if field.type is FieldType.ITEMS:
        return tuple(_read_block(item) for item in raw.items)
    if field.type is not FieldType.ROWS:
        return "\n".join(raw.content)
    try:
        return read_rows(raw.content)
    except TableError as error:
        sentence = (
            _("The second line of a table must be its delimiter row: | --- | --- |.")
            if error.index < 0
            else _("Each line of a table begins and ends with a bar: | … | … |.")
        )
        raise _fault(sentence, raw.content_line + max(error.index, 0), raw.spec, field.name) from None


def _read_options(spec: BlockSpec, options: YamlMapping) -> dict[str, Any]:
    fields = {field.name: field for field in spec.fields if field.place is Place.OPTION or field.type is FieldType.LINE}
    values = {}
    for name, value in options.values.items():
        if name not in fields:
            known = ", ".join(fields) or "–"
            sentence = _("The block “%(name)s” has no option “%(option)s”; there are: %(known)s.")
            raise _fault(
                sentence % {"name": spec.name, "option": name, "known": known}, options.find_line([name]), spec, name
            )
        sentence = _describe_fault(fields[name], value, options.find_scalar([name]))
        if sentence:
            raise _fault(sentence, options.find_line([name]), spec, name)
        values[name] = tuple(value) if isinstance(value, list) else fields[name].empty if value is None else value
    return values


def _describe_fault(field: FieldSpec, value: Any, written: str) -> str:
    """Why a value cannot be that of an option; empty when it can."""
    if value is None:
        return ""
    if field.type is FieldType.BOOL:
        return "" if isinstance(value, bool) else _("This must be true or false.")
    if field.type is FieldType.DOCUMENTS:
        return _describe_documents(value)
    if not isinstance(value, str):
        if not written:
            return _("This must be a text.")
        return _("This must be a text; write it in quotes: '%(value)s'.") % {"value": written}
    if not unicodedata.is_normalized("NFC", value):
        return _("This text is not in Unicode's form NFC; write its letters again.")
    if field.type is FieldType.CHOICE and value not in (choices := [choice for choice, _label in field.choices]):
        sentence = _("“%(value)s” is not possible here; choose from: %(values)s.")
        return sentence % {"value": value, "values": ", ".join(choices)}
    if field.type is FieldType.DATE and not is_day(value):
        return _("“%(value)s” is no day; write it as '2026-11-24'.") % {"value": value}
    if field.type is FieldType.LAW and not _LAW.match(value):
        return _("“%(value)s” does not name a law; write law/ and the name of its file without .md.") % {"value": value}
    if field.type is FieldType.DOCUMENT and not _DOCUMENT.match(value):
        return _describe_document(value)
    if field.type in _ASSETS and not _ASSET.match(value):
        sentence = _("“%(value)s” may hold only the letters a–z without accents, digits and single hyphens.")
        return sentence % {"value": value}
    return ""


def _describe_documents(value: Any) -> str:
    if not isinstance(value, list):
        return _("This must be a list, one entry on each line after a hyphen.")
    for item in value:
        if not isinstance(item, str) or not _DOCUMENT.match(item):
            return _describe_document(item)
    return ""


def _describe_document(value: Any) -> str:
    sentence = _("“%(value)s” does not name a document; write its folder, a slash and its file without .md.")
    return sentence % {"value": value}


def _refuse_second(values: dict[str, Any], field: FieldSpec, line: int, spec: BlockSpec) -> None:
    if field.name in values:
        sentence = _("“%(field)s” is given twice, once as an option.") % {"field": field.name}
        raise _fault(sentence, line, spec, field.name)


def _fault(sentence: str, line: int, spec: BlockSpec, field: str = "") -> DocumentError:
    return DocumentError(sentence, line=line, key=f"{spec.name}.{field}" if field else spec.name)
