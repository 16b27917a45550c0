"""What of a draft its editor may look at. Pure."""

from __future__ import annotations

from enum import StrEnum


class PreviewMode(StrEnum):
    """A part of a draft. The value stands in the address of the preview."""

    PAGE = ""
    """Its page."""
    EASY_READ = "easy-read"
    """The easy-read version of an explainer."""
    ALL_STEPS = "all-steps"
    """The first page of a pathway and its questions and answers, one below the other."""
