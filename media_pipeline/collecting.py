"""What in a media store nothing uses any more, and its removal after a grace.

A record keeps the files it names, an asset its record and its source, a built site the files it shows. What a job has
put but not recorded yet looks unused, too: the grace protects it, and whoever needs it again within that time finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from media_pipeline.errors import StoreError
from media_pipeline.messages import _
from media_pipeline.storage.store import Store

_ORDER = ("records", "made", "renditions", "sources")
"""What names others goes first: a removal that is cut short leaves nothing that names what is gone."""


@dataclass(frozen=True, slots=True)
class InUse:
    """What somebody uses."""

    asset_names: frozenset[str]
    source_hashes: frozenset[str]
    """SHA-256 of uploads."""
    paths: frozenset[str] = frozenset()
    """Renditions that a built site shows, whatever the records say."""


def list_unused(store: Store, in_use: InUse) -> list[str]:
    """The files that nothing uses, in the order in which they can be removed.

    Raises:
        StoreError: the record of an asset cannot be read, so nobody knows what it uses.
    """
    paths = list(store.iter_files())
    keys = {_get_key(path) for path in _list_used_renditions(store, paths, in_use)}
    unused = [path for path in paths if not _is_used(path, in_use, keys)]
    return sorted(unused, key=lambda path: (_ORDER.index(path.partition("/")[0]), path))


def plan_removal(unused: Iterable[str], since: Mapping[str, datetime], now: datetime, grace: timedelta) -> list[str]:
    """Those that have been unused for the whole grace, in their order.

    Args:
        since: when each was first found unused.
    """
    return [path for path in unused if path in since and now - since[path] >= grace]


def _list_used_renditions(store: Store, paths: Iterable[str], in_use: InUse) -> set[str]:
    used = set(in_use.paths)
    for path in paths:
        name = PurePosixPath(path).stem
        if path.startswith("records/") and name in in_use.asset_names:
            record = store.load_record(name)
            if record is None:
                raise StoreError(_("The record %(path)s cannot be read: make its asset again.") % {"path": path})
            used.update(rendition.path for rendition in record.renditions)
    return used


def _is_used(path: str, in_use: InUse, keys: set[str]) -> bool:
    folder, stem = path.partition("/")[0], PurePosixPath(path).stem
    if folder == "records":
        return stem in in_use.asset_names
    if folder == "sources":
        return stem in in_use.source_hashes
    return _get_key(path) in keys


def _get_key(path: str) -> str:
    """The key of a rendition, or of what was measured on the files of one: a key is kept or goes as a whole."""
    return PurePosixPath(path).stem if path.startswith("made/") else PurePosixPath(path).parent.name
