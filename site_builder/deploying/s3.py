"""An S3-compatible bucket as the host of the site.

Credentials and region come from the usual AWS environment. A PUT on S3 replaces an object as a whole, so nothing is
written aside. What is there is read from the listing: an ETag is the MD5 of the content on plain stores, and on others
(encrypted buckets) the one that our own PUT was answered with is remembered in the manifest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from site_builder.deploying.target import BOOKKEEPING_PREFIX, MANIFEST_KEY, LocalFile, Manifest, RemoteFile
from site_builder.errors import DeployError
from site_builder.messages import _

DELETE_BATCH = 1000
"""The most keys that one `DeleteObjects` takes."""
CONNECT_TIMEOUT_S = 10
READ_TIMEOUT_S = 60


class S3Target:
    """A bucket, or a prefix in one."""

    def __init__(self, bucket: str, prefix: str = "", *, endpoint_url: str | None = None) -> None:
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._client = _make_client(endpoint_url)

    @classmethod
    def parse(cls, url: str, *, endpoint_url: str | None = None) -> S3Target:
        """The target of `s3://bucket/prefix`."""
        parts = urlsplit(url)
        return cls(parts.netloc, parts.path, endpoint_url=endpoint_url)

    @property
    def name(self) -> str:
        """`s3://bucket/prefix`."""
        return f"s3://{self._bucket}/{self._prefix}".rstrip("/")

    def list_files(self) -> dict[str, RemoteFile]:
        """Every object below the prefix, with its ETag."""
        found = {}
        with self._naming_errors():
            for page in self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=self._prefix
            ):
                for entry in page.get("Contents", ()):
                    key = entry["Key"].removeprefix(self._prefix)
                    if not key.startswith(BOOKKEEPING_PREFIX):
                        found[key] = RemoteFile(entry["Size"], entry["ETag"].strip('"'))
        return found

    def read_manifest(self) -> Manifest:
        """Our manifest, empty when there is none."""
        with self._naming_errors():
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + MANIFEST_KEY)
            except self._client.exceptions.NoSuchKey:
                return Manifest()
            return Manifest.model_validate_json(answer["Body"].read())

    def write_manifest(self, manifest: Manifest) -> None:
        """Replace our manifest."""
        with self._naming_errors():
            self._client.put_object(
                Bucket=self._bucket,
                Key=self._prefix + MANIFEST_KEY,
                Body=manifest.model_dump_json(indent=1).encode(),
                ContentType="application/json",
                CacheControl="no-store",
            )

    def put_file(self, file: LocalFile) -> str:
        """Upload a file with its content type and cache header."""
        with self._naming_errors(), file.path.open("rb") as body:
            answer = self._client.put_object(
                Bucket=self._bucket,
                Key=self._prefix + file.key,
                Body=body,
                ContentType=file.media_type,
                CacheControl=file.cache_control,
            )
        return str(answer["ETag"]).strip('"')

    def is_same(self, file: LocalFile, remote: RemoteFile) -> bool:
        """Whether the ETag is the MD5 of the file."""
        with file.path.open("rb") as body:
            return hashlib.file_digest(body, _md5).hexdigest() == remote.fingerprint

    def delete_files(self, keys: Iterable[str]) -> None:
        """Delete objects, many at a time where the store can."""
        left = list(keys)
        while left:
            batch, left = left[:DELETE_BATCH], left[DELETE_BATCH:]
            with self._naming_errors():
                if not self._delete_batch(batch):
                    self._delete_singly(batch)

    def _delete_batch(self, keys: list[str]) -> bool:
        """False when the store refuses: boto3 sends a CRC32, older stores ask for Content-MD5."""
        entries = [{"Key": self._prefix + key} for key in keys]
        try:
            answer = self._client.delete_objects(Bucket=self._bucket, Delete={"Objects": entries, "Quiet": True})
        except ClientError:
            return False
        return not answer.get("Errors")

    def _delete_singly(self, keys: list[str]) -> None:
        for key in keys:
            self._client.delete_object(Bucket=self._bucket, Key=self._prefix + key)

    @contextmanager
    def _naming_errors(self) -> Iterator[None]:
        try:
            yield
        except (BotoCoreError, ClientError) as error:
            raise DeployError(
                _("The storage %(name)s refused: %(reason)s.") % {"name": self.name, "reason": str(error).rstrip(".")}
            ) from error


def _make_client(endpoint_url: str | None) -> Any:
    config = Config(
        connect_timeout=CONNECT_TIMEOUT_S,
        read_timeout=READ_TIMEOUT_S,
        retries={"mode": "standard", "max_attempts": 4},
        # stores that are not Amazon's refuse the checksums that boto3 adds unasked
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    # a session of its own: the default one keeps the first credentials it met
    return boto3.Session().client("s3", endpoint_url=endpoint_url, config=config)


def _md5() -> Any:
    return hashlib.md5(usedforsecurity=False)
