"""Files with their compressed companions, put in place one by one."""

from __future__ import annotations

from pathlib import Path

from site_builder.compression import Compressor, prepare_with_companions, put_with_companions


def write_with_companions(path: Path, content: bytes, *, is_compressed: bool = True) -> None:
    """Put bytes in the place of a file, and what they are compressed right after."""
    with Compressor() as compressor:
        companions = compressor.compress(path.name, content) if is_compressed else {}
    put_with_companions(path, prepare_with_companions(path, content, companions))
