"""Errors of the media library; each `str` is a sentence for an editor, in Vietnamese.

MediaLibraryError
├── UnusableEntryError      an entry of the reading's lexicon can never work
├── UploadRefusedError      the chosen file cannot be used; nothing was saved
├── CaptionsConflictError   somebody else has saved the same captions meanwhile
└── ProcessingFailedError   an asset's files could not be made
    └── UnusableSourceError     …and never will be from this source: a retry cannot help
"""

from __future__ import annotations

from cms.jobs.errors import DetailedError


class MediaLibraryError(Exception):
    """Root of this package's errors."""


class UnusableEntryError(MediaLibraryError):
    """An entry of the reading's lexicon can never work."""


class UploadRefusedError(MediaLibraryError):
    """The chosen file cannot be used; nothing was saved."""


class CaptionsConflictError(MediaLibraryError):
    """Somebody else has saved the same captions meanwhile; nothing was saved."""


class ProcessingFailedError(DetailedError, MediaLibraryError):
    """An asset's files could not be made; its details are the last lines of ffmpeg, when it was ffmpeg."""

    def __init__(self, sentence: str, *, asset_name: str, details: str = "") -> None:
        self.asset_name = asset_name
        super().__init__(sentence, details=details)


class UnusableSourceError(ProcessingFailedError):
    """The source itself is at fault, so that a second attempt would end the same way."""
