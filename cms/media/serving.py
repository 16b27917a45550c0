"""Files of the media store under `/media/…`, with byte ranges so that players can seek. For editors and previews only:
residents get them from the built site.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from cms.media import pipeline
from media_pipeline.manifest import Rendition

CHUNK_BYTES = 256 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)\Z")

mimetypes.add_type("text/vtt", ".vtt")


@require_safe
def serve_rendition(request: HttpRequest, site_path: str) -> HttpResponseBase:
    """A rendition by its path on the site; whole, or the one range that was asked for."""
    path = pipeline.find_rendition_file(site_path)
    if path is None:
        raise Http404(site_path)
    response = _serve(request, path)
    response["Cache-Control"] = "private, max-age=31536000, immutable"  # the path holds the content's key
    return response


def serve_renewed(request: HttpRequest, rendition: Rendition) -> HttpResponseBase:
    """A rendition at an address whose content changes: a download that was cut resumes only into the same file.

    Raises:
        Http404: the file is not in the store.
    """
    path = pipeline.find_rendition_file(rendition.site_path)
    if path is None:
        raise Http404(rendition.site_path)
    etag = f'"{rendition.sha256}"'
    response: HttpResponseBase
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        response = _serve(request, path, is_same=request.headers.get("If-Range", etag) == etag)
        response["Content-Disposition"] = f'attachment; filename="{path.name}"'
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def _serve(request: HttpRequest, path: Path, *, is_same: bool = True) -> HttpResponseBase:
    """A file, whole or the range that is asked for; `is_same`: what the reader has already is of this very file."""
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    match = _RANGE.match(request.headers.get("Range", ""))
    response: HttpResponseBase
    if match is None or not any(match.groups()) or not is_same:
        response = FileResponse(path.open("rb"), content_type=media_type)
    else:
        response = _serve_range(path, match, path.stat().st_size, media_type)
    response["Accept-Ranges"] = "bytes"
    return response


def _serve_range(path: Path, match: re.Match[str], size_bytes: int, media_type: str) -> HttpResponseBase:
    first, last = match.groups()
    if first:
        start, end = int(first), min(int(last) if last else size_bytes - 1, size_bytes - 1)
    else:
        start, end = max(size_bytes - int(last), 0), size_bytes - 1
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size_bytes}"})
    response = StreamingHttpResponse(_read_range(path, start, end), status=206, content_type=media_type)
    response["Content-Range"] = f"bytes {start}-{end}/{size_bytes}"
    response["Content-Length"] = str(end - start + 1)
    return response


def _read_range(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        remaining = end - start + 1
        while remaining > 0 and (chunk := file.read(min(CHUNK_BYTES, remaining))):
            remaining -= len(chunk)
            yield chunk
