"""The tus protocol 1.0.0 (tus.io): core, creation, termination, checksum and expiration, for those who may add media.

An upload is created with its length and name, is asked how far it is (HEAD), gets pieces (PATCH), and is taken by the
form of a recording or dropped (DELETE). The packages on PyPI need Django REST framework or another framework, or are
older than Django 4.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views import View
from wagtailmedia import get_permission_policy

from cms.media import uploads
from cms.media.errors import UploadRefusedError
from cms.media.models import ResumableUpload

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,checksum,expiration"
ALGORITHMS = ("sha1", "sha256")
PIECE_TYPE = "application/offset+octet-stream"
READ_BYTES = 1 << 18
CHECKSUM_MISMATCH = 460
"""The protocol's own status."""


class ChecksumMismatchError(Exception):
    """A piece came damaged."""


def _speak_tus(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Ask for the right version and for the right to add media, and sign each answer."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            response = HttpResponse(status=412, headers={"Tus-Version": VERSION})
        elif not get_permission_policy().user_has_any_permission(request.user, ["add", "change"]):
            response = _refuse(403, _("You may not add recordings or videos."))
        else:
            response = view(request, *args, **kwargs)
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return answer


@method_decorator(_speak_tus, name="dispatch")
class UploadsView(View):
    """Where uploads begin."""

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What this server can do."""
        headers = {
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(uploads.get_max_size_bytes()),
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
        }
        return HttpResponse(status=204, headers=headers)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Create an upload; refused with a sentence for the editor."""
        length = request.headers.get("Upload-Length", "")
        if not (length.isascii() and length.isdigit()):
            return _refuse(400, "Upload-Length")
        try:
            name = parse_metadata(request.headers.get("Upload-Metadata", "")).get("filename", "")
            upload = uploads.create_upload(request.user, name, int(length))  # type: ignore[arg-type]
        except ValueError:
            return _refuse(400, "Upload-Metadata")
        except UploadRefusedError as error:
            return _refuse(413 if int(length) > uploads.get_max_size_bytes() else 400, str(error))
        location = reverse("media_upload", args=(upload.pk,))
        return HttpResponse(status=201, headers={"Location": location, **_describe(upload)})


@method_decorator(_speak_tus, name="dispatch")
class UploadView(View):
    """One upload, for the person who began it."""

    def head(self, request: HttpRequest, upload_id: UUID) -> HttpResponse:
        """How far it is."""
        upload = self._get(request, upload_id)
        return HttpResponse(headers={"Upload-Length": str(upload.length_bytes), **_describe(upload)})

    def patch(self, request: HttpRequest, upload_id: UUID) -> HttpResponse:
        """Take the next piece; what came of it before the connection broke stays."""
        upload = self._get(request, upload_id)
        if request.content_type != PIECE_TYPE:
            return _refuse(415, PIECE_TYPE)
        offset = request.headers.get("Upload-Offset", "")
        if not (offset.isascii() and offset.isdigit()):
            return _refuse(400, "Upload-Offset")
        status = _append(request, upload, int(offset))
        return HttpResponse(status=status, headers=_describe(upload))

    def delete(self, request: HttpRequest, upload_id: UUID) -> HttpResponse:
        """Drop it."""
        uploads.remove_upload(self._get(request, upload_id))
        return HttpResponse(status=204)

    def _get(self, request: HttpRequest, upload_id: UUID) -> ResumableUpload:
        upload = uploads.find_upload(upload_id, request.user)  # type: ignore[arg-type]
        if upload is None:
            raise Http404(upload_id)
        return upload


def parse_metadata(text: str) -> dict[str, str]:
    """`name base64,name base64` as the protocol writes it; `ValueError` when it is something else."""
    pairs = (pair.strip().partition(" ") for pair in text.split(",") if pair.strip())
    try:
        return {name: base64.b64decode(value, validate=True).decode() for name, _space, value in pairs}
    except binascii.Error as error:
        raise ValueError(text) from error


def _append(request: HttpRequest, upload: ResumableUpload, offset: int) -> int:
    """Write the body behind what is there; the status to answer with."""
    try:
        uploads.append(upload, offset, _read_pieces(request))
    except uploads.UploadMovedError:
        return 409
    except UploadRefusedError:
        return 413
    except ChecksumMismatchError:
        return CHECKSUM_MISMATCH
    except (ValueError, UnreadablePostError):  # an unknown checksum, or a connection that is gone
        return 400
    return 204


def _read_pieces(request: HttpRequest) -> Iterator[bytes]:
    """The body as it comes; with a checksum, as a whole once it is known to be right.

    Raises:
        ChecksumMismatchError: it came damaged.
        ValueError: the checksum is of a kind that we do not know.
    """
    checksum = request.headers.get("Upload-Checksum")
    if checksum is None:
        yield from iter(lambda: request.read(READ_BYTES), b"")
        return
    with tempfile.TemporaryFile() as whole:
        digest = _copy(request, whole, checksum.partition(" ")[0])
        if digest != base64.b64decode(checksum.partition(" ")[2], validate=True):
            raise ChecksumMismatchError(checksum)
        whole.seek(0)
        yield from iter(lambda: whole.read(READ_BYTES), b"")


def _copy(request: HttpRequest, target: IO[bytes], algorithm: str) -> bytes:
    if algorithm not in ALGORITHMS:
        raise ValueError(algorithm)
    digest = hashlib.new(algorithm, usedforsecurity=False)
    while piece := request.read(READ_BYTES):
        digest.update(piece)
        target.write(piece)
    return digest.digest()


def _describe(upload: ResumableUpload) -> dict[str, str]:
    expiry = http_date(uploads.get_expiry(upload).timestamp())
    return {"Upload-Offset": str(uploads.read_offset(upload)), "Upload-Expires": expiry}


def _refuse(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
