"""What of a draft can be previewed, for the apps of the page types that offer it."""

from __future__ import annotations

from site_builder.documents.preview_modes import PreviewMode

__all__ = ["PreviewMode"]
