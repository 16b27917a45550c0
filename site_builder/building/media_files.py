"""The media that the built pages and feeds show: each file of the media store that any of them links, and no other.

Which files these are is known when everything is rendered. They are linked into the output, not copied: the name of a
rendition holds the hash of what it was made from, so its bytes never change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from site_builder.building.outputs import Output, Stage
from site_builder.errors import MediaFileError

STORE_PREFIX = "renditions/"
SITE_PREFIX = "media/"
RECORDS = "records"


class MediaFiles:
    """Collects the renditions that are in use during one build."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._owners: dict[str, str] = {}

    def use(self, paths: Iterable[str], owner: str) -> None:
        """Note that a page links these renditions.

        Args:
            paths: below the media store's root (`renditions/…`).
            owner: the document's file below `content/`, for messages.

        Raises:
            MediaFileError: one of them is not there.
        """
        for path in sorted(paths):
            if path in self._owners:
                continue
            if not (self._store / path).is_file():
                raise MediaFileError(self._find_asset(path), path=owner)
            self._owners[path] = owner

    def iter_outputs(self) -> Iterator[Output]:
        """The files in use, at their place on the site."""
        for path, owner in sorted(self._owners.items()):
            site_path = f"{SITE_PREFIX}{path.removeprefix(STORE_PREFIX)}"
            yield Output(site_path, Stage.ASSETS, self._store / path, owner)

    def _find_asset(self, path: str) -> str:
        """The name of the asset that a rendition was made of; only a message needs it, so records are searched."""
        for record in sorted((self._store / RECORDS).glob("*.json")):
            if f'"{path}"' in record.read_text(encoding="utf-8"):
                return record.stem
        return path.rsplit("/", 1)[-1]
