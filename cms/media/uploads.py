"""Uploads that outlive a broken connection: what came stays in a file, and its size is how far the upload is.

`tus.py` speaks the protocol, the form of a recording takes the finished file. Nothing opens it before the form's own
checks do.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from io import FileIO
from pathlib import Path, PurePath
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtailmedia.settings import wagtailmedia_settings

from cms.accounts.models import User
from cms.jobs.ticks import every_night
from cms.media import pipeline
from cms.media.errors import UploadRefusedError
from cms.media.models import ResumableUpload

KEPT = timedelta(hours=48)
"""How long an upload waits for its next piece, or for its form."""
MOST_UPLOADS = 20
"""Unfinished ones of one person."""
FREE_BYTES = 1 << 30
"""What an upload must leave free on the disk."""


class UploadMovedError(Exception):
    """The upload does not end where a piece was to go: another request goes on with it."""


class ResumedFile(UploadedFile):
    """A finished upload as a form takes it; the storage moves it instead of copying it."""

    def __init__(self, upload: ResumableUpload) -> None:
        self._path = get_path(upload)
        super().__init__(self._path.open("rb"), name=upload.file_name, size=upload.length_bytes)

    def temporary_file_path(self) -> str:
        """Where it lies."""
        return str(self._path)


def create_upload(user: User, file_name: str, length_bytes: int) -> ResumableUpload:
    """Begin an upload.

    Raises:
        UploadRefusedError: it is too large, of a kind that is not taken, or there is no room.
    """
    name = unicodedata.normalize("NFC", PurePath(file_name).name)[-200:]
    _check_name(name)
    _check_size(length_bytes)
    if ResumableUpload.objects.filter(user=user).count() >= MOST_UPLOADS:
        raise UploadRefusedError(_("You have too many unfinished uploads: save or cancel one of them first."))
    upload = ResumableUpload.objects.create(
        user=user, file_name=name, length_bytes=length_bytes, touched=timezone.now()
    )
    get_path(upload).touch(mode=0o600)
    return upload


def find_upload(upload_id: UUID, user: User) -> ResumableUpload | None:
    """The upload of that person."""
    upload = ResumableUpload.objects.filter(pk=upload_id, user=user).first()
    return upload if upload is not None and get_path(upload).is_file() else None


def find_finished(upload_id: UUID, user: User) -> ResumableUpload | None:
    """The same, when all of it has come."""
    upload = find_upload(upload_id, user)
    return upload if upload is not None and read_offset(upload) == upload.length_bytes else None


def read_offset(upload: ResumableUpload) -> int:
    """How many bytes have come."""
    return get_path(upload).stat().st_size


def append(upload: ResumableUpload, offset: int, pieces: Iterable[bytes]) -> int:
    """Write pieces behind what is there as they come; what was written before an error stays. The new offset.

    The file is locked for each piece and not while one is awaited: a request whose connection hangs never keeps out the
    next one, which goes on where the file ends.

    Raises:
        UploadMovedError: the file does not end at the offset (any more): another request goes on with it.
        UploadRefusedError: there is more than was announced.
    """
    with get_path(upload).open("ab", buffering=0) as file:
        for piece in pieces:
            if offset + len(piece) > upload.length_bytes:
                raise UploadRefusedError(_("The file is larger than was said: choose it again."))
            _append_piece(file, offset, piece)
            offset += len(piece)
        if read_offset(upload) != offset:
            raise UploadMovedError(upload.pk)
        os.fsync(file.fileno())
    ResumableUpload.objects.filter(pk=upload.pk).update(touched=timezone.now())
    return offset


def _append_piece(file: FileIO, offset: int, piece: bytes) -> None:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        if file.seek(0, os.SEEK_END) != offset:
            raise UploadMovedError(offset)
        written = file.write(piece)
        if written != len(piece):  # a full disk: the rest is sent again
            raise UploadMovedError(offset + (written or 0))
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def remove_upload(upload: ResumableUpload) -> None:
    """Forget an upload and what came of it."""
    get_path(upload).unlink(missing_ok=True)
    upload.delete()


@every_night
def remove_stale_uploads() -> int:
    """Remove the uploads that nobody has gone on with; how many there were."""
    oldest = timezone.now() - KEPT
    stale = list(ResumableUpload.objects.filter(touched__lt=oldest))
    for upload in stale:
        remove_upload(upload)
    _remove_orphans(oldest)
    return len(stale)


def get_folder() -> Path:
    """Where the pieces lie: on the disk of the uploads' own folder, so that a finished file is moved, not copied."""
    folder = Path(settings.VAR_DIR) / "resumable-uploads"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def get_path(upload: ResumableUpload) -> Path:
    """Where the bytes of an upload lie."""
    return get_folder() / str(upload.pk)


def get_max_size_bytes() -> int:
    """The largest upload that is taken."""
    return pipeline.build_settings().limits.max_size_bytes


def get_expiry(upload: ResumableUpload) -> datetime:
    """Until when it waits."""
    return upload.touched + KEPT


def _remove_orphans(oldest: datetime) -> None:
    """Files whose row is gone with its user."""
    known = {str(pk) for pk in ResumableUpload.objects.values_list("pk", flat=True)}
    for path in get_folder().iterdir():
        if path.name not in known and path.stat().st_mtime < oldest.timestamp():
            path.unlink(missing_ok=True)


def _check_name(name: str) -> None:
    allowed = [*wagtailmedia_settings.AUDIO_EXTENSIONS, *wagtailmedia_settings.VIDEO_EXTENSIONS]
    if PurePath(name).suffix.lower().lstrip(".") not in allowed:
        message = _("A file of this kind cannot be used. Choose one of: %(allowed)s.")
        raise UploadRefusedError(message % {"allowed": ", ".join(allowed)})


def _check_size(length_bytes: int) -> None:
    limit_bytes = get_max_size_bytes()
    if length_bytes <= 0:
        raise UploadRefusedError(_("The file is empty: choose it again."))
    if length_bytes > limit_bytes:
        message = _("The file has %(size)d MB, at most %(limit)d MB are taken: make it smaller or cut it into parts.")
        raise UploadRefusedError(message % {"size": length_bytes // 10**6, "limit": limit_bytes // 10**6})
    if shutil.disk_usage(get_folder()).free < length_bytes + FREE_BYTES:
        raise UploadRefusedError(_("The disk has no room for this file: tell the administrator."))
