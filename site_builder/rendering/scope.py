"""What the building of one page has at hand, and what it remembers: the media that the page links."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from media_pipeline.manifest import MediaKind, Rendition
from site_builder.documents.model import FrontMatter, LawFrontMatter
from site_builder.errors import DocumentError, MediaFileError
from site_builder.messages import _
from site_builder.rendering.library import Library, Media
from site_builder.rendering.words import Words

MEDIA_PREFIX = "/media/"


@dataclass(slots=True)
class Scope:
    """One page being made."""

    library: Library
    words: Words
    media_store: Path
    """Root of the media store, for the texts that stand in pages (captions, transcripts)."""
    content_path: str = ""
    """The document's file below `content/`, for errors; empty for a list."""
    media_paths: set[str] = field(default_factory=set)
    """The renditions that the page links so far."""

    def link(self, rendition: Rendition) -> str:
        """The address of a rendition, which the page then links."""
        self.media_paths.add(rendition.path)
        return f"{MEDIA_PREFIX}{rendition.site_path}"

    def read_text(self, media: Media, rendition: Rendition) -> str:
        """The text of a rendition.

        Raises:
            MediaFileError: the file is not in the store.
        """
        try:
            return (self.media_store / rendition.path).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise MediaFileError(media.manifest.name, path=self.content_path) from None

    def get_document(self, ref: str, key: str) -> FrontMatter:
        """The front matter of `<kind>/<slug>`; `DocumentError` when there is no such document."""
        found = self.library.find(ref)
        if found is None:
            raise self._build_missing(ref, key)
        return found

    def get_address(self, ref: str, key: str) -> str:
        """The address of `<kind>/<slug>`; `DocumentError` when there is no such document."""
        found = self.library.find_address(ref)
        if found is None:
            raise self._build_missing(ref, key)
        return found

    def get_law(self, ref: str, key: str) -> LawFrontMatter:
        """The front matter of a law; `DocumentError` when there is no such law."""
        law = self.get_document(ref, key)
        if not isinstance(law, LawFrontMatter):
            raise self.build_error(_("“%(ref)s” is not a legal text.") % {"ref": ref}, key)
        return law

    def get_media(self, name: str, key: str, *kinds: MediaKind) -> Media:
        """An asset of one of the kinds.

        Raises:
            MediaFileError: it does not exist or its files are not made.
            DocumentError: it is of another kind.
        """
        media = self.library.find_media(name)
        if media is None:
            raise MediaFileError(name, path=self.content_path)
        if kinds and media.manifest.kind not in kinds:
            values = {"name": name, "found": media.manifest.kind.value, "wanted": ", ".join(kinds)}
            raise self.build_error(_("“%(name)s” is of kind %(found)s, and %(wanted)s is wanted.") % values, key)
        return media

    def build_error(self, sentence: str, key: str = "") -> DocumentError:
        """An error that names this document."""
        return DocumentError(sentence, path=Path(self.content_path) if self.content_path else None, key=key)

    def _build_missing(self, ref: str, key: str) -> DocumentError:
        return self.build_error(_("There is no document “%(ref)s”.") % {"ref": ref}, key)
