"""A file → what it is, by its content; or one sentence on why it cannot be used."""

from __future__ import annotations

from pathlib import Path

from media_pipeline import documents
from media_pipeline.domain.probe import FileNature, Probe
from media_pipeline.domain.settings import SourceLimits
from media_pipeline.errors import ForeignReferenceError, SourceLimitError, UnreadableSourceError, WrongKindError
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.manifest import MediaKind
from media_pipeline.messages import _
from media_pipeline.pictures.opening import PICTURE_SUFFIXES, probe_image
from media_pipeline.probing import signatures

_NATURES = {
    MediaKind.IMAGE: (FileNature.PICTURE,),
    MediaKind.AUDIO: (FileNature.SOUND, FileNature.FILM),
    MediaKind.VIDEO: (FileNature.FILM,),
    MediaKind.DOWNLOAD: (FileNature.DOCUMENT, FileNature.PICTURE),
}
"""What an asset of each kind can be made from; of a film, an audio asset takes the sound."""


def probe_file(path: Path, limits: SourceLimits | None = None) -> Probe:
    """What a file is, by its content. Its name only says what it was meant to be: one that lies is refused.

    Raises:
        MediaRejected: it is nothing that we take, damaged, incomplete, or over a limit.
    """
    limits = limits or SourceLimits()
    head, suffix = _read_head(path, limits), path.suffix.lower()
    if suffix in documents.MEDIA_TYPES:
        return documents.probe_document(path)
    if signatures.is_playlist(head):
        raise ForeignReferenceError(
            _("This file only names other files or addresses (a playlist): upload the recording or video itself.")
        )
    if signatures.is_picture(head) or suffix in PICTURE_SUFFIXES:
        return probe_image(path, limits)
    media_type = signatures.find_document_type(head, suffix)
    if media_type is not None:
        return Probe(FileNature.DOCUMENT, "document", media_type, path.stat().st_size)
    if signatures.is_text(head):
        raise UnreadableSourceError(
            _("This is a text, no sound and no video, whatever its name says: choose the recording or video itself.")
        )
    return probe_media(path, limits)


def require_kind(probe: Probe, kind: MediaKind) -> None:
    """Raise `WrongKindError` unless an asset of that kind can be made from the file."""
    if kind is MediaKind.AUDIO and not probe.has_audio and probe.nature in _NATURES[kind]:
        raise WrongKindError(_("This video has no sound, so there is nothing to hear: choose a recording."))
    if probe.nature not in _NATURES.get(kind, ()):
        raise WrongKindError(_SENTENCES[kind])


def _read_head(path: Path, limits: SourceLimits) -> bytes:
    size_bytes = path.stat().st_size
    if size_bytes == 0:
        raise UnreadableSourceError(_("The file is empty: choose it again."))
    if size_bytes > limits.max_size_bytes:
        raise SourceLimitError(
            _("The file has %(size)d MB, at most %(limit)d MB are taken: export it smaller or cut it into parts.")
            % {"size": size_bytes // 10**6, "limit": limits.max_size_bytes // 10**6}
        )
    with path.open("rb") as file:
        return file.read(signatures.HEAD_BYTES)


_SENTENCES = {
    MediaKind.IMAGE: _("This is no picture: choose a JPEG, PNG, WebP, AVIF or GIF file."),
    MediaKind.AUDIO: _("This is no recording: choose a file with sound, e.g. MP3, WAV, M4A or Opus."),
    MediaKind.VIDEO: _("There are no moving pictures in this file: choose a video, e.g. MP4, MOV or WebM."),
    MediaKind.DOWNLOAD: _("This is no document: choose e.g. a PDF, Word or OpenDocument file."),
    MediaKind.CLIP: _("A clip is cut from a recording, not uploaded."),
    MediaKind.PACKAGE: _("A package is made from recordings, not uploaded."),
}
