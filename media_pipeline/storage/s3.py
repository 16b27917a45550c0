"""A media store in an S3-compatible bucket, behind a local folder of the same layout.

Files that are named by their content never change, so one that was fetched is never asked for again. Records do change:
each is asked for every time, and the local copy is replaced when another machine wrote a newer one. Credentials and
region come from the usual AWS environment.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import ValidationError

from media_pipeline import atomic_files
from media_pipeline.errors import StoreError
from media_pipeline.manifest import MediaRecord, Rendition, Source
from media_pipeline.messages import _
from media_pipeline.storage import layout
from media_pipeline.storage.folder import FolderStore

CONNECT_TIMEOUT_S = 10
READ_TIMEOUT_S = 60
FOREVER = "public, max-age=31536000, immutable"
NEVER = "no-cache"
_MISSING = {"404", "NoSuchKey", "NotFound"}


class S3Store:
    """A bucket, or a prefix in one."""

    def __init__(self, bucket: str, prefix: str, *, endpoint_url: str | None, cache: Path | None) -> None:
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._client = _make_client(endpoint_url)
        self._cache = FolderStore(cache or _choose_cache(self.name, endpoint_url))

    @classmethod
    def parse(cls, url: str, *, endpoint_url: str | None = None, cache: Path | None = None) -> S3Store:
        """The store at `s3://bucket/prefix`."""
        parts = urlsplit(url)
        return cls(parts.netloc, parts.path, endpoint_url=endpoint_url, cache=cache)

    @property
    def name(self) -> str:
        """`s3://bucket/prefix`."""
        return f"s3://{self._bucket}/{self._prefix}".rstrip("/")

    @property
    def local_root(self) -> Path:
        """The local copy."""
        return self._cache.local_root

    def load_record(self, name: str) -> MediaRecord | None:
        """What was made last of the asset, by whatever machine."""
        text = self._read(layout.build_record_path(name))
        try:
            return None if text is None else MediaRecord.model_validate_json(text)
        except ValidationError:
            return None

    def save_record(self, record: MediaRecord) -> None:
        """Replace what was made of the asset, here and there."""
        self._write(layout.build_record_path(record.name), layout.dump_record(record))
        self._cache.save_record(record)

    def has_file(self, path: str) -> bool:
        """Whether the bucket has the file; what was fetched or put once is not asked for again."""
        return self._cache.has_file(path) or (layout.is_path(path) and self._has(path))

    def find_file(self, path: str) -> Path | None:
        """The file's local copy, fetched when there is none yet."""
        found = self._cache.find_file(path)
        return found or (self._fetch(path) if layout.is_path(path) else None)

    def put_source(self, path: Path, source: Source) -> None:
        """Keep an upload in the bucket and here."""
        target = layout.build_source_path(source)
        if not self._has(target):
            self._put(path, target)
        self._cache.put_source(path, source)

    def find_source(self, source: Source) -> Path | None:
        """The upload's local copy."""
        return self.find_file(layout.build_source_path(source))

    def put_rendition(self, local_path: Path, target_path: str) -> None:
        """Put a finished file into the bucket and here."""
        self._put(local_path, layout.check_path(target_path))
        self._cache.put_rendition(local_path, target_path)

    def load_renditions(self, key: str) -> tuple[Rendition, ...] | None:
        """What was finished under a key, when all of it is still there."""
        text = self._read(layout.build_made_path(key))
        try:
            renditions = None if text is None else layout.parse_renditions(text)
        except ValidationError:
            return None
        if renditions is None or not all(self.has_file(rendition.path) for rendition in renditions):
            return None
        return renditions

    def save_renditions(self, key: str, renditions: Sequence[Rendition]) -> None:
        """Say that everything under a key is finished."""
        self._write(layout.build_made_path(key), layout.dump_renditions(tuple(renditions)))

    def iter_files(self) -> Iterator[str]:
        """Every file in the bucket, or below its prefix."""
        with self._naming_errors():
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
            for page in pages:
                keys = (entry["Key"].removeprefix(self._prefix) for entry in page.get("Contents", ()))
                yield from filter(layout.is_path, keys)

    def remove_file(self, path: str) -> None:
        """Remove the object, then the local copy."""
        with self._naming_errors():
            self._client.delete_object(Bucket=self._bucket, Key=self._prefix + layout.check_path(path))
        self._cache.remove_file(path)

    def remove_parts(self, older_than_s: float) -> int:
        """Abort the uploads in parts that were never finished, and remove the fetches that were not."""
        oldest = datetime.now(tz=UTC) - timedelta(seconds=older_than_s)
        with self._naming_errors():
            listing = self._client.list_multipart_uploads(Bucket=self._bucket, Prefix=self._prefix)
            old = [upload for upload in listing.get("Uploads", ()) if upload["Initiated"] < oldest]
            for upload in old:
                self._client.abort_multipart_upload(Bucket=self._bucket, Key=upload["Key"], UploadId=upload["UploadId"])
        return len(old) + self._cache.remove_parts(older_than_s)

    def materialise(self, record: MediaRecord) -> None:
        """Fetch the renditions that are not here yet, then write the record."""
        for rendition in record.renditions:
            if self.find_file(rendition.path) is None:
                raise StoreError(
                    _("%(store)s has no file %(path)s any more: make the asset again.")
                    % {"store": self.name, "path": rendition.path}
                )
        self._cache.save_record(record)

    def _fetch(self, path: str) -> Path | None:
        target = self.local_root / path
        with self._naming_errors():
            try:
                with atomic_files.write_aside(target) as aside:
                    self._client.download_file(self._bucket, self._prefix + path, str(aside))
            except ClientError as error:
                if _is_missing(error):
                    return None
                raise
        return target

    def _put(self, local_path: Path, path: str) -> None:
        """Upload a file, in parts when it is large, each with a checksum."""
        extra = {
            "ContentType": mimetypes.guess_type(path)[0] or "application/octet-stream",
            "CacheControl": FOREVER,
            "ChecksumAlgorithm": "CRC32",
        }
        with self._naming_errors():
            self._client.upload_file(str(local_path), self._bucket, self._prefix + path, ExtraArgs=extra)

    def _has(self, path: str) -> bool:
        with self._naming_errors():
            try:
                self._client.head_object(Bucket=self._bucket, Key=self._prefix + path)
            except ClientError as error:
                if _is_missing(error):
                    return False
                raise
        return True

    def _read(self, path: str) -> bytes | None:
        with self._naming_errors():
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + path)
                return bytes(answer["Body"].read())
            except ClientError as error:
                if _is_missing(error):
                    return None
                raise

    def _write(self, path: str, text: str) -> None:
        with self._naming_errors():
            self._client.put_object(
                Bucket=self._bucket,
                Key=self._prefix + path,
                Body=text.encode("utf-8"),
                ContentType="application/json",
                CacheControl=NEVER,
            )

    @contextmanager
    def _naming_errors(self) -> Iterator[None]:
        try:
            yield
        except (ClientError, BotoCoreError, boto3.exceptions.Boto3Error, OSError) as error:
            raise StoreError(
                _("The media store %(store)s cannot be used (%(reason)s). Check its address and credentials.")
                % {"store": self.name, "reason": error}
            ) from error


def _make_client(endpoint_url: str | None) -> Any:
    config = Config(
        connect_timeout=CONNECT_TIMEOUT_S,
        read_timeout=READ_TIMEOUT_S,
        retries={"max_attempts": 4, "mode": "standard"},
        s3={"addressing_style": "path"} if endpoint_url else {},
    )
    session = boto3.session.Session()  # the default one is not safe for threads, and keeps the first credentials it saw
    return session.client("s3", endpoint_url=endpoint_url, config=config)


def _choose_cache(name: str, endpoint_url: str | None) -> Path:
    """A folder of this user for one bucket of one server."""
    digest = hashlib.sha256(f"{endpoint_url or ''} {name}".encode()).hexdigest()[:16]
    return Path.home() / ".cache" / "tieng-luat" / f"media-{digest}"


def _is_missing(error: ClientError) -> bool:
    return error.response.get("Error", {}).get("Code", "") in _MISSING
