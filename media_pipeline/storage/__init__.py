"""The media store: sources, renditions and records, in a folder or in an S3-compatible bucket behind a local copy."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from media_pipeline.errors import StoreError
from media_pipeline.messages import _
from media_pipeline.storage.folder import FolderStore
from media_pipeline.storage.store import Store

__all__ = ["FolderStore", "Store", "open_store"]


def open_store(location: str, *, endpoint_url: str | None = None, cache: Path | None = None) -> Store:
    """The store at a location.

    Args:
        location: a folder, or `s3://bucket/prefix` with the usual AWS environment.
        endpoint_url: address of an S3 server that is not Amazon's.
        cache: the local folder that stands before a bucket; by default one of the user's own.

    Raises:
        StoreError: there is no such kind of store.
    """
    scheme = urlsplit(location).scheme
    if scheme == "s3":
        from media_pipeline.storage.s3 import S3Store  # boto3 takes a third of a second that folders need not pay

        return S3Store.parse(location, endpoint_url=endpoint_url, cache=cache)
    if len(scheme) > 1:  # one letter is a drive
        raise StoreError(_("%(location)s is no media store: give a folder or s3://bucket.") % {"location": location})
    return FolderStore(Path(location))
