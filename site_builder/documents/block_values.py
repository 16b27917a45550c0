"""The blocks of a body as values, checked against their specs, and what they refer to. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from site_builder.documents.block_specs import BlockSpec, FieldType
from site_builder.documents.blocks import find_spec


class BlockValue(BaseModel):
    """One block of a body: the name of its spec and a value for each of its fields.

    Every field of the spec is present in `fields`, empty ones with `FieldSpec.empty`; use `build_block` to fill them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    name: str
    fields: Mapping[str, Any]

    @model_validator(mode="after")
    def _fits_its_spec(self) -> BlockValue:
        spec = find_spec(self.name)
        names = [field_spec.name for field_spec in spec.fields]
        if sorted(self.fields) != sorted(names):
            raise ValueError(f"block {self.name}: fields are {sorted(self.fields)}, must be {sorted(names)}")
        for field_spec in spec.fields:
            if field_spec.is_required and not self.fields[field_spec.name]:
                raise ValueError(f"block {self.name}: {field_spec.name} must not be empty")
            if field_spec.type is FieldType.CHOICE:
                allowed = [value for value, _ in field_spec.choices]
                if self.fields[field_spec.name] not in allowed:
                    raise ValueError(f"block {self.name}: {field_spec.name} must be one of {', '.join(allowed)}")
            if field_spec.type is FieldType.DATE and not is_day(self.fields[field_spec.name]):
                raise ValueError(f"block {self.name}: {field_spec.name} must be a day such as 2026-11-24")
        return self

    def __getitem__(self, name: str) -> Any:
        return self.fields[name]

    @property
    def spec(self) -> BlockSpec:
        """The spec it follows."""
        return find_spec(self.name)


def is_day(text: str) -> bool:
    """Whether a text is empty or a day as ISO 8601 writes it."""
    try:
        return not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def build_block(name: str, /, **values: Any) -> BlockValue:
    """A block with the fields that are not given left empty."""
    spec = find_spec(name)
    return BlockValue(name=name, fields={f.name: values.pop(f.name, f.empty) for f in spec.fields} | values)


@dataclass(frozen=True, slots=True)
class Reference:
    """Something outside a document that one of its blocks names."""

    type: FieldType
    """IMAGE, AUDIO, VIDEO and DOWNLOAD name an asset; LAW, DOCUMENT and DOCUMENTS name a document."""
    target: str
    block: str
    field: str


_REFERENCES = frozenset(
    {
        FieldType.IMAGE,
        FieldType.AUDIO,
        FieldType.VIDEO,
        FieldType.DOWNLOAD,
        FieldType.LAW,
        FieldType.DOCUMENT,
        FieldType.DOCUMENTS,
    }
)


def iter_references(blocks: tuple[BlockValue, ...]) -> Iterator[Reference]:
    """Every asset and document that the blocks name in their typed fields, in reading order.

    Links inside rich text are not here; the renderer meets those.
    """
    for block in blocks:
        for spec in block.spec.fields:
            value = block[spec.name]
            if spec.type is FieldType.ITEMS:
                yield from iter_references(value)
            elif spec.type in _REFERENCES:
                for target in value if isinstance(value, tuple) else (value,):
                    if target:
                        yield Reference(spec.type, target, block.name, spec.name)


def iter_rich_texts(blocks: tuple[BlockValue, ...]) -> Iterator[str]:
    """Every CommonMark text of the blocks, in reading order."""
    for block in blocks:
        for spec in block.spec.fields:
            if spec.type is FieldType.ITEMS:
                yield from iter_rich_texts(block[spec.name])
            elif spec.type is FieldType.RICH and block[spec.name]:
                yield block[spec.name]
