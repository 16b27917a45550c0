"""What every asset is: an identity, a name that is frozen, and where its making stands.

An asset becomes one `MediaManifest` (`pipeline.build_manifest`). Its files are made by a job; the last record that was
made stays valid until the next one is written, so replacing an upload never leaves a page without its recording.
"""

from __future__ import annotations

import hashlib
import mimetypes
import unicodedata
import uuid
from pathlib import PurePath
from typing import Any, ClassVar

from django.apps import apps
from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.slugs import build_slug, find_free_slug

MAX_TITLE_LENGTH = 200
"""The manifest's own limit."""
CHUNK_BYTES = 1 << 20

mimetypes.add_type("audio/flac", ".flac")
mimetypes.add_type("audio/mp4", ".m4a")
mimetypes.add_type("audio/ogg", ".opus")
mimetypes.add_type("audio/wav", ".wav")
mimetypes.add_type("video/x-matroska", ".mkv")
mimetypes.add_type("image/avif", ".avif")


class AssetState(models.TextChoices):
    """Where the making of an asset's files stands."""

    INCOMPLETE = "incomplete", _("Not complete yet")
    """It has neither a file nor a script, or no pieces: there is nothing to make."""
    WAITING = "waiting", _("Waiting")
    PROCESSING = "processing", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


BUSY_STATES = (AssetState.WAITING, AssetState.PROCESSING)
"""A job will make the files, or is at it."""
ENDED_STATES = (AssetState.FAILED, AssetState.CANCELLED)
"""Nobody will make the files unless somebody asks for it; `error` says why."""


class Asset(models.Model):
    """Mixin of everything that has a manifest in `content/media/`."""

    asset_kind: ClassVar[str] = ""

    asset_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asset_name = models.SlugField(_("file name on the site"), max_length=100, unique=True, editable=False)
    """Made from the title when the asset is made, unique over all assets, frozen."""
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it: photographer, speaker, unit.")
    )
    is_sample = models.BooleanField(
        _("sample content"), default=False, help_text=_("Pages show the notice “nội dung minh họa”.")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=AssetState.choices, default=AssetState.INCOMPLETE, editable=False
    )
    error = models.TextField(_("error"), blank=True, editable=False)
    """One sentence on why the last run failed."""
    requested_fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    """Hash of the manifest and side files that the last job was enqueued for."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give the asset its name when it has none."""
        self.title: str = unicodedata.normalize("NFC", self.title)
        if not self.asset_name:
            base = build_slug(self.title) or self.asset_kind or "tep"
            self.asset_name = find_free_slug(base, is_asset_name_taken)
        super().save(*args, **kwargs)


class UploadedAsset(Asset):
    """Mixin of an asset that is an uploaded file."""

    file: Any
    """The concrete model's file field."""

    source_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    source_name = models.CharField(_("uploaded as"), max_length=200, blank=True, editable=False)
    source_media_type = models.CharField(max_length=100, blank=True, editable=False)
    source_size_bytes = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Describe a newly chosen file before Django's storage gives it a name of its own."""
        if self.file and not self.file._committed:
            self._describe_source(self.file)
        super().save(*args, **kwargs)

    def _describe_source(self, file: File) -> None:
        name = unicodedata.normalize("NFC", PurePath(str(file.name)).name)
        self.source_name = name if len(name) <= 200 else name[-200:]
        self.source_media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.source_sha256, self.source_size_bytes = hash_file(file)


def hash_file(file: File) -> tuple[str, int]:
    """The SHA-256 and the size in bytes of an open file, which is left at its start."""
    digest, size_bytes = hashlib.sha256(), 0
    file.seek(0)
    for chunk in file.chunks(CHUNK_BYTES):
        digest.update(chunk)
        size_bytes += len(chunk)
    file.seek(0)
    return digest.hexdigest(), size_bytes


def list_asset_models() -> tuple[type[Asset], ...]:
    """Every kind of asset, of whatever app."""
    return tuple(model for model in apps.get_models() if issubclass(model, Asset))


def is_asset_name_taken(name: str) -> bool:
    """Whether an asset of any kind has that name."""
    return find_asset(name) is not None


def find_asset(name: str) -> Asset | None:
    """The asset of that name, of whatever kind."""
    for model in list_asset_models():
        if asset := model._default_manager.filter(asset_name=name).first():
            return asset
    return None
