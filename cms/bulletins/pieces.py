"""From the blocks of a bulletin to what is played: a recording each, or a script with its reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cms.media.chime import get_chime
from cms.media.packages import Piece
from cms.publishing.spoken_blocks import PIECES, write_script
from cms.readings.script import Part, Reader

CHIME = "chime"


def list_block_parts(block: Any) -> list[Part]:
    """The script of a block that a voice reads, as a list of one or none."""
    if block.block_type not in PIECES or block.value.get("audio"):
        return []
    script = write_script(block.value)
    return [Part(block.value["title"], script)] if script else []


def build_pieces(blocks: Iterable[Any], reader: Reader) -> list[Piece]:
    """The pieces of a body in their order; blocks with neither a recording nor a script are left out."""
    return [piece for block in blocks if block.block_type in PIECES for piece in _build_piece(block, reader)]


def _build_piece(block: Any, reader: Reader) -> Iterator[Piece]:
    value, script = block.value, write_script(block.value)
    if recording := value.get("audio"):
        yield Piece(value["title"], recording, script)
    elif block.block_type == CHIME:
        yield Piece(value["title"], get_chime())
    elif script:
        spoken = reader.say(script)
        yield Piece(value["title"], None, script, "" if spoken == script else spoken)
