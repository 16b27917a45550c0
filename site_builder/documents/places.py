"""Where in a document's text a name stands: looked up only when there is something wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.documents.block_specs import FieldType
from site_builder.documents.fences import RawBlock, read_blocks
from site_builder.documents.store import normalise_line_ends, split_text
from site_builder.documents.yaml_text import Key, YamlMapping


def find_line(text: str, key: str, target: str = "") -> int | None:
    """The line of a key of the front matter, or of the place in a block where a target is named.

    Args:
        text: of a file that is valid.
        key: as `Mention.key` has it.
        target: as `Mention.target` has it.
    """
    front_text, body_text, body_line = split_text(normalise_line_ends(text))
    name, _dot, field = key.partition(".")
    if not field or field[0].isdigit():
        keys: list[Key] = [int(part) if part.isdigit() else part for part in key.split(".")]
        return YamlMapping(front_text, first_line=2).find_line(keys)
    blocks = _flatten(read_blocks(body_text.split("\n"), body_line))
    found = (_find_in_block(block, field, target) for block in blocks if block.spec.name == name)
    return next((line for line in found if line is not None), None)


def _flatten(blocks: list[RawBlock]) -> Iterator[RawBlock]:
    for block in blocks:
        yield block
        yield from _flatten(block.items)


def _find_in_block(block: RawBlock, field: str, target: str) -> int | None:
    if block.spec.get_field(field).type is FieldType.RICH:
        for number, line in enumerate(block.content, start=block.content_line):
            if target in line:
                return number
        return None
    options = YamlMapping("\n".join(block.options), block.line + 1)
    value = options.values.get(field)
    if value == target:
        return options.find_line([field])
    if isinstance(value, list) and target in value:
        return options.find_line([field, value.index(target)])
    return None
