"""Documents that residents download are known by their content; a name that says something else is refused.

They are offered as they are, so this is the last look at them: a damaged form, a macro or a program under the name of a
form must not reach a resident.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from media_pipeline.domain.probe import FileNature, Probe
from media_pipeline.errors import MediaRejected, TruncatedSourceError, UnreadableSourceError, WrongKindError
from media_pipeline.messages import _

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".rtf": "application/rtf",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
"""Suffix of each document that is taken → media type."""

MAX_UNPACKED_BYTES = 2 * 1024**3
"""Of a ZIP and of office files, which are ZIPs: more than that is no form but a bomb."""

_CHUNK_BYTES = 1 << 20
_TAIL_BYTES = 4096
"""PDF readers look for the end mark in the last kilobyte; some programs write a little more after it."""
_OFFICE_MEMBERS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
_MACRO_MEMBERS = ("vbaProject.bin", "Basic/script-lc.xml")
_TEXT_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
"""Bytes below the space that no text has; tab, line ends, form feed and escape may be there."""


def probe_document(path: Path) -> Probe:
    """What a document is, checked against the suffix of its name.

    Raises:
        WrongKindError: the content is another one than its name says, or of a kind that is not taken.
        UnreadableSourceError: it is damaged, or holds macros.
        TruncatedSourceError: its end is missing.
    """
    suffix = path.suffix.lower()
    check = _CHECKS.get(suffix)
    if check is None:
        allowed = ", ".join(sorted(MEDIA_TYPES))
        raise WrongKindError(_("Files of this kind are not offered for download; choose one of %s.") % allowed)
    check(path)
    return Probe(FileNature.DOCUMENT, suffix.lstrip("."), MEDIA_TYPES[suffix], path.stat().st_size)


def _check_pdf(path: Path) -> None:
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            raise _lie(".pdf")
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        if b"%%EOF" not in file.read():
            raise TruncatedSourceError(_("The end of this PDF is missing: save it again and upload the whole file."))


def _check_rtf(path: Path) -> None:
    with path.open("rb") as file:
        if not file.read(16).startswith(b"{\\rtf"):
            raise _lie(".rtf")


def _check_text(path: Path) -> None:
    """UTF-8 without bytes that only programs and pictures have; read in pieces."""
    try:
        with path.open(encoding="utf-8") as text, path.open("rb") as raw:
            while text.read(_CHUNK_BYTES):
                pass
            while chunk := raw.read(_CHUNK_BYTES):
                if len(chunk.translate(None, _TEXT_CONTROLS)) != len(chunk):
                    raise _lie(path.suffix.lower())
    except UnicodeDecodeError as error:
        raise UnreadableSourceError(_("This text is not in UTF-8: save it again with the encoding UTF-8.")) from error


def _check_zip(path: Path) -> None:
    _list_members(path)


def _check_office(path: Path) -> None:
    suffix = path.suffix.lower()
    if _OFFICE_MEMBERS[suffix] not in _list_members(path):
        raise _lie(suffix)


def _check_open_document(path: Path) -> None:
    suffix = path.suffix.lower()
    if "mimetype" not in _list_members(path):
        raise _lie(suffix)
    with zipfile.ZipFile(path) as archive, archive.open("mimetype") as member:
        if member.read(200).decode("ascii", "replace").strip() != MEDIA_TYPES[suffix]:
            raise _lie(suffix)


def _list_members(path: Path) -> frozenset[str]:
    """The names in a ZIP whose every member unpacks whole and within the limit."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_members(members)
            if archive.testzip() is not None:
                raise UnreadableSourceError(_("This file is damaged: save it again and upload the whole file."))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        with path.open("rb") as file:
            if not file.read(4).startswith(b"PK"):
                raise _lie(path.suffix.lower()) from error
        raise UnreadableSourceError(_("This file is damaged: save it again and upload the whole file.")) from error
    return frozenset(member.filename for member in members)


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise UnreadableSourceError(_("This file unpacks to more than 2 GB and is not offered for download."))
    if any(member.flag_bits & 0x1 for member in members):
        raise UnreadableSourceError(_("This file is locked with a password: upload it without one."))
    if any(member.filename.endswith(_MACRO_MEMBERS) for member in members):
        raise UnreadableSourceError(
            _("This file holds macros, which residents must not be sent: save it without them.")
        )


def _lie(suffix: str) -> MediaRejected:
    return WrongKindError(
        _("The name ends in %(suffix)s, but the content is something else: export the document again.")
        % {"suffix": suffix}
    )


_CHECKS: dict[str, Callable[[Path], None]] = {
    ".csv": _check_text,
    ".docx": _check_office,
    ".ods": _check_open_document,
    ".odt": _check_open_document,
    ".pdf": _check_pdf,
    ".rtf": _check_rtf,
    ".txt": _check_text,
    ".xlsx": _check_office,
    ".zip": _check_zip,
}
