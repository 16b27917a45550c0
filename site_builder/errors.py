"""Errors of the site builder; each `str` is a sentence that a person can act on, in the language of `messages.py`.

SiteBuilderError
├── DocumentError           a document of content/ is not valid; names file, line and key
├── DuplicateAddressError   two files of the site claim one address
├── ContentFileError        a file of content/ that is no document is not valid
├── MediaFileError          files of an asset that a page shows are not in the media store
├── IndexFileError          the file of the index cannot be read or written
├── RenderError             a page cannot be rendered; names its document
├── SiteProblemsError       several of these at once: everything that keeps the site from being built
├── OutputError             the output folder cannot be written, or would be left empty
├── FullDiskError           there is no room for what a build writes
├── ThemeError              the theme lacks something
├── EditionError            an edition for a disk cannot be made there, or not of this
└── DeployError             a target of deployment refused
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from site_builder.messages import _


class SiteBuilderError(Exception):
    """Root of this package's errors."""


class DocumentError(SiteBuilderError):
    """A document of `content/` is not valid.

    Args:
        sentence: what is wrong and what to do about it, without the place.
        path: the document's file, or `None` for a text that has none.
        line: counted from 1, when it is known.
        key: the key of the front matter or the field of the block (`cites.0.law`, `cite.law`), when one is at fault.
    """

    def __init__(self, sentence: str, *, path: Path | None = None, line: int | None = None, key: str = "") -> None:
        self.sentence = sentence
        self.path = "" if path is None else "/".join(path.parts[-2:])
        self.line = line
        self.key = key
        place = ":".join(str(part) for part in (self.path, line) if part)
        super().__init__(": ".join(part for part in (place, key, sentence) if part))


class DuplicateAddressError(SiteBuilderError):
    """Two files of the site claim one address."""

    def __init__(self, address: str, first: str, second: str) -> None:
        self.address = address
        self.owners = (first, second)
        super().__init__(
            _("%(second)s wants the address %(address)s, which %(first)s has already: give one of them another slug.")
            % {"address": address, "first": first, "second": second}
        )


class ContentFileError(SiteBuilderError):
    """A file of `content/` that is no document (`redirects.yaml`) is not valid."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        super().__init__(_("The file %(path)s is not valid: %(reason)s.") % {"path": path, "reason": reason})


class MediaFileError(SiteBuilderError):
    """Files of an asset that a page shows are not in the media store.

    Args:
        asset: its name.
        path: the document's file below `content/`; empty when the site itself shows the asset.
    """

    def __init__(self, asset: str, *, path: str = "") -> None:
        self.asset = asset
        self.path = path
        sentence = _(
            "The files of “%(asset)s” are missing in the media store: "
            "run `python -m media_pipeline process content/media`, or make them again in the media library."
        ) % {"asset": asset}
        super().__init__(f"{path}: {sentence}" if path else sentence)


class IndexFileError(SiteBuilderError):
    """The file of the index cannot be read or written: the disk is full, or another process has it for too long."""

    def __init__(self, file: Path, reason: str) -> None:
        self.file = file
        super().__init__(
            _("The index of the site in %(file)s cannot be used: %(reason)s. It can be deleted at any time.")
            % {"file": file, "reason": reason}
        )


class RenderError(SiteBuilderError):
    """A template failed on a page.

    Args:
        path: the document's file below `content/`, or the page's address when it has none.
        reason: the sentence of the theme.
    """

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(_("%(path)s: the page cannot be rendered. %(reason)s") % {"path": path, "reason": reason})


class SiteProblemsError(SiteBuilderError):
    """Everything that keeps the site from being built, found in one run so that it can be put right in one go."""

    def __init__(self, errors: Iterable[SiteBuilderError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


class OutputError(SiteBuilderError):
    """The output folder cannot be written, or would be left empty."""


class FullDiskError(SiteBuilderError):
    """There is no room for what a build writes."""

    def __init__(self, place: Path) -> None:
        self.place = place
        super().__init__(
            _(
                "The disk is full: %(place)s cannot be written. Every page of the site is whole; "
                "make room, then build again."
            )
            % {"place": place}
        )


class ThemeError(SiteBuilderError):
    """The theme lacks a file or a template."""


class EditionError(SiteBuilderError):
    """An edition that opens from disk cannot be made there, or not of this site."""


class DeployError(SiteBuilderError):
    """A target of deployment refused, or the output is not fit to be deployed."""
