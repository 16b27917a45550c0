"""Old files of the media store: what no asset, no manifest and no built page uses is removed after a grace.

Replacing an upload leaves the old versions where they are; they go when they have been unused for `MEDIA_GRACE_DAYS`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from cms.jobs.models import Job, JobState
from cms.jobs.ticks import every_night
from cms.media import pipeline
from cms.media.asset import UploadedAsset, list_asset_models
from cms.media.jobs import PROCESS_MEDIA
from cms.media.models import UnusedFile
from media_pipeline.collecting import InUse, list_unused, plan_removal
from media_pipeline.storage import Store

logger = logging.getLogger(__name__)

PART_AGE_S = 24 * 3600
"""No file takes a day to be written."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What a run has found and done."""

    unused_count: int
    """Files that nothing uses, those that were removed included."""
    removed: tuple[str, ...]
    part_count: int
    """Half-written files that were removed."""
    is_postponed: bool = False
    """A job was making files: what it has put but not recorded yet must not be judged."""


@every_night
def collect_media() -> Collection:
    """Remove what has been unused for the whole grace."""
    return collect(pipeline.get_store(), timezone.now(), timedelta(days=settings.MEDIA_GRACE_DAYS))


def collect(store: Store, now: datetime, grace: timedelta, *, is_dry: bool = False) -> Collection:
    """Note what is unused since when, and remove what has been for the whole grace.

    Args:
        is_dry: only say what would be removed.
    """
    if Job.objects.filter(kind=PROCESS_MEDIA, state=JobState.RUNNING).exists():
        return Collection(0, (), 0, is_postponed=True)
    unused = list_unused(store, find_in_use())
    since = dict(UnusedFile.objects.values_list("path", "since"))
    removable = plan_removal(unused, since, now, grace)
    if is_dry:
        return Collection(len(unused), tuple(removable), 0)
    _note(unused, since, now)
    for path in removable:
        store.remove_file(path)
    UnusedFile.objects.filter(path__in=removable).delete()
    logger.info("collected the media store", extra={"event": "media_collected", "removed": len(removable)})
    return Collection(len(unused), tuple(removable), store.remove_parts(PART_AGE_S))


def find_in_use() -> InUse:
    """What the newsroom's assets, the manifests in the content folder and the built site use."""
    names: set[str] = set()
    hashes: set[str] = set()
    for model in list_asset_models():
        names.update(model._default_manager.values_list("asset_name", flat=True))
        if issubclass(model, UploadedAsset):
            hashes.update(model._default_manager.exclude(source_sha256="").values_list("source_sha256", flat=True))
    for manifest in _iter_manifests(Path(settings.CONTENT_DIR) / "media"):
        names.add(str(manifest["name"]))
        source = manifest.get("source")
        hashes.update([str(source["sha256"])] if isinstance(source, dict) else [])
    return InUse(frozenset(names), frozenset(hashes), frozenset(_iter_shown(Path(settings.SITE_OUTPUT_DIR) / "media")))


def _iter_manifests(folder: Path) -> Iterator[dict[str, object]]:
    for path in folder.glob("*.json"):
        yield json.loads(path.read_bytes())


def _iter_shown(folder: Path) -> Iterator[str]:
    """The renditions that stand in the built site, as paths of the store."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield f"renditions/{path.relative_to(folder).as_posix()}"


def _note(unused: list[str], since: dict[str, datetime], now: datetime) -> None:
    UnusedFile.objects.filter(path__in=set(since) - set(unused)).delete()  # used again
    UnusedFile.objects.bulk_create(
        [UnusedFile(path=path, since=now) for path in unused if path not in since], ignore_conflicts=True
    )
