"""A StreamField's stored blocks ↔ the blocks of a document.

Both directions work on the JSON that the database holds, one rule for each field type; nothing is fetched to map a
body but the names of what it refers to.
"""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cms.publishing.errors import MappingError
from cms.publishing.mapping.references import References
from cms.publishing.mapping.rich_text import read_commonmark, write_commonmark
from site_builder.documents.block_specs import BlockSpec, FieldSpec, FieldType
from site_builder.documents.block_values import BlockValue
from site_builder.documents.blocks import find_spec

RawBlock = dict[str, Any]
"""`{"type": …, "value": …, "id": …}` as a StreamField stores it."""

_ASSETS = (FieldType.IMAGE, FieldType.AUDIO, FieldType.VIDEO, FieldType.DOWNLOAD)


@dataclass(slots=True)
class BodyWriter:
    """Stored blocks → blocks of a document. What must be filled and is not (its target was deleted) is left out."""

    references: References
    notes: list[str]
    """Takes one sentence for everything that was left out."""

    def write(self, raw_blocks: Iterable[RawBlock]) -> tuple[BlockValue, ...]:
        """The body of a document."""
        values = (self._write_block(find_spec(raw["type"]), raw["value"]) for raw in raw_blocks)
        return tuple(value for value in values if value is not None)

    def _write_block(self, spec: BlockSpec, raw: Any) -> BlockValue | None:
        raw_fields = {spec.fields[0].name: raw} if len(spec.fields) == 1 else raw
        fields = {field.name: self._write_field(field, raw_fields.get(field.name)) for field in spec.fields}
        missing = [field for field in spec.fields if field.is_required and not fields[field.name]]
        if missing:
            self._note_missing(spec, missing[0])
            return None
        return BlockValue(name=spec.name, fields=fields)

    def _write_field(self, field: FieldSpec, raw: Any) -> Any:
        if raw is None:
            return field.empty
        match field.type:
            case FieldType.LINE | FieldType.STEP:
                return normalise_line(raw)
            case FieldType.TEXT:
                return normalise_text(raw)
            case FieldType.RICH:
                return write_commonmark(raw, self.references)
            case FieldType.BOOL:
                return bool(raw)
            case FieldType.CHOICE | FieldType.DATE:
                return raw or field.empty
            case FieldType.LAW:
                return self.references.name_law(raw) or ""
            case FieldType.DOCUMENT:
                return self.references.name_page(raw) or ""
            case FieldType.DOCUMENTS:
                names = (self.references.name_page(key) for key in _iter_items(raw) if key)
                return tuple(name for name in names if name)
            case FieldType.ROWS:
                return tuple(tuple(normalise_line(cell) for cell in row) for row in raw)
            case FieldType.ITEMS:
                return self._write_items(field.item, raw)
        return self.references.name_asset(field.type, raw) or ""

    def _write_items(self, spec: BlockSpec | None, raw: Any) -> tuple[BlockValue, ...]:
        values = (self._write_block(spec, item) for item in _iter_items(raw)) if spec else ()
        return tuple(value for value in values if value is not None)

    def _note_missing(self, spec: BlockSpec, field: FieldSpec) -> None:
        self.notes.append(
            _("The block “%(block)s” is left out, because “%(field)s” is empty or was deleted.")
            % {"block": _(spec.label), "field": _(field.label)}
        )


@dataclass(frozen=True, slots=True)
class BodyReader:
    """Blocks of a document → stored blocks."""

    references: References

    def read(self, values: Iterable[BlockValue]) -> list[RawBlock]:
        """What a StreamField stores for the body.

        Raises:
            MappingError: a reference is broken, or a text cannot be held; `key` is the block and its field.
        """
        return [_wrap(value.name, self._read_block(value)) for value in values]

    def _read_block(self, value: BlockValue) -> Any:
        spec = value.spec
        fields = {field.name: self._read_field(spec, field, value[field.name]) for field in spec.fields}
        return fields[spec.fields[0].name] if len(spec.fields) == 1 else fields

    def _read_field(self, spec: BlockSpec, field: FieldSpec, value: Any) -> Any:
        try:
            return self._convert(field, value)
        except MappingError as error:
            error.key = error.key or f"{spec.name}.{field.name}"
            raise

    def _convert(self, field: FieldSpec, value: Any) -> Any:
        match field.type:
            case FieldType.RICH:
                return read_commonmark(value, self.references)
            case FieldType.LAW:
                return self.references.find_law(value) if value else None
            case FieldType.DOCUMENT:
                return self.references.find_page(value) if value else None
            case FieldType.DOCUMENTS:
                return [_wrap("item", self.references.find_page(ref)) for ref in value]
            case FieldType.DATE:
                return value or None
            case FieldType.ROWS:
                return [list(row) for row in value]
            case FieldType.ITEMS:
                return [_wrap("item", self._read_block(item)) for item in value]
        if field.type in _ASSETS:
            return self.references.find_asset(field.type, value) if value else None
        return value


def normalise_line(text: str) -> str:
    """One line in NFC: line ends and runs of them become one space."""
    return unicodedata.normalize("NFC", " ".join(text.splitlines())).strip()


def normalise_text(text: str) -> str:
    """NFC, `\\n` line ends, no empty lines around, no spaces at the ends of lines."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _iter_items(raw: Iterable[Any]) -> Iterable[Any]:
    """The values of a stored list, with or without the item ids that newer Wagtail stores."""
    return (item["value"] if isinstance(item, dict) and item.get("type") == "item" else item for item in raw)


def _wrap(name: str, value: Any) -> RawBlock:
    return {"type": name, "value": value, "id": str(uuid.uuid4())}
