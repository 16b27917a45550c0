"""What the pipeline knows of spreadsheets, for the newsroom's own files."""

from __future__ import annotations

from media_pipeline.domain.package_layout import neutralise_formula

__all__ = ["neutralise_formula"]
