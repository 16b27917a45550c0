"""A body ↔ the JSON that the index keeps of it, so that a page is rendered without parsing its document once more.

What is packed was parsed before, with all its checks, so reading it checks nothing. A field that is empty is left out:
one that a block gets later on is empty in what was packed before, as it is in the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from site_builder.documents.block_specs import FieldType, FieldValue
from site_builder.documents.block_values import BlockValue
from site_builder.documents.blocks import find_spec

_COMPOUND = frozenset({FieldType.DOCUMENTS, FieldType.ROWS, FieldType.ITEMS})


def pack_body(blocks: Iterable[BlockValue]) -> str:
    """The JSON of a body."""
    return json.dumps([_pack(block) for block in blocks], ensure_ascii=False, separators=(",", ":"))


def unpack_body(text: str) -> tuple[BlockValue, ...]:
    """The body of a JSON text."""
    return tuple(map(_unpack, json.loads(text)))


def _pack(block: BlockValue) -> list[Any]:
    empty = _list_empty(block.name)
    fields = {name: value for name, value in block.fields.items() if value != empty[name]}
    for name, type_ in _list_compound(block.name).items():
        if type_ is FieldType.ITEMS and name in fields:
            fields[name] = [_pack(item) for item in fields[name]]
    return [block.name, fields]


def _unpack(packed: list[Any]) -> BlockValue:
    name, written = packed
    fields = _list_empty(name) | written
    for field, type_ in _list_compound(name).items():
        if field in written:
            fields[field] = _freeze(written[field], type_)
    return BlockValue.model_construct(name=name, fields=fields)


def _freeze(values: list[Any], type_: FieldType) -> FieldValue:
    if type_ is FieldType.ITEMS:
        return tuple(map(_unpack, values))
    return tuple(map(tuple, values)) if type_ is FieldType.ROWS else tuple(values)


@cache
def _list_empty(name: str) -> dict[str, FieldValue]:
    """The fields of a block, each empty."""
    return {field.name: field.empty for field in find_spec(name).fields}


@cache
def _list_compound(name: str) -> dict[str, FieldType]:
    """The fields of a block that JSON has as lists."""
    return {field.name: field.type for field in find_spec(name).fields if field.type in _COMPOUND}
