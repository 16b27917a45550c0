"""What is spoken in the blocks of a bulletin, as the builder writes it on the bulletin's page."""

from __future__ import annotations

from site_builder.documents.bulletins import PIECES, write_script

__all__ = ["PIECES", "write_script"]
