"""From a document to its page: one renderer for the built site and for the editor's preview.

`Renderer` and `render_preview` are the two entries. They are loaded when they are asked for, because the index, which
the preview reads, answers to the protocol in `library.py` of this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from site_builder.rendering.preview import render_preview
    from site_builder.rendering.renderer import Renderer

__all__ = ["Renderer", "render_preview"]


def __getattr__(name: str) -> Any:
    if name == "Renderer":
        from site_builder.rendering.renderer import Renderer

        return Renderer
    if name == "render_preview":
        from site_builder.rendering.preview import render_preview

        return render_preview
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
