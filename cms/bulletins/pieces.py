"""From the blocks of a bulletin to what is played: a recording each, or a script with its reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cms.media.packages import Piece
from cms.readings.script import Part, Reader


def list_block_parts(block: Any) -> list[Part]:
    """The script of a block that a voice reads, as a list of one or none."""
    if block.block_type != "piece":
        return []
    script = "" if block.value.get("audio") else write_script(block.value)
    return [Part(block.value["title"], script)] if script else []


def build_pieces(blocks: Any, reader: Reader) -> list[Piece]:
    """The pieces of a body in their order; blocks with neither a recording nor a script are left out."""
    pieces = (_build_piece(block.value, reader) for block in blocks if block.block_type == "piece")
    return [piece for piece in pieces if piece.recording or piece.script]


def write_script(value: Mapping[str, Any]) -> str:
    """The script of a block, as it is written."""
    return (value.get("script") or "").strip()


def _build_piece(value: Mapping[str, Any], reader: Reader) -> Piece:
    recording, script = value.get("audio"), write_script(value)
    spoken = "" if recording else reader.say(script)
    return Piece(value["title"], recording, script, "" if spoken == script else spoken)
