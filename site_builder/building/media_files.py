"""The media that the built pages and feeds show: each file of the media store that any of them links, and no other.

They are linked into the output, not copied: the name of a
rendition holds the hash of what it was made from, so its bytes never change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from media_pipeline.manifest import Rendition, RenditionRole
from site_builder.building.outputs import Linked, Output, Stage
from site_builder.errors import MediaFileError
from site_builder.rendering.library import Media

STORE_PREFIX = "renditions/"
SITE_PREFIX = "media/"
RECORDS = "records"
_PLAIN_TYPES = ("image/jpeg", "image/png")
"""What every reader of a feed or a sitemap knows."""


class MediaFiles:
    """The renditions of a media store as files of the site."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._found: set[str] = set()

    def iter_outputs(self, paths: Iterable[str], owner: str) -> Iterator[Output]:
        """The files that a page links, at their place on the site.

        Args:
            paths: below the media store's root (`renditions/…`).
            owner: the document's file below `content/`, for messages.

        Raises:
            MediaFileError: one of them is not there.
        """
        for path in sorted(paths):
            if path not in self._found and not (self._store / path).is_file():
                raise MediaFileError(self._find_asset(path), path=owner)
            self._found.add(path)
            site_path = f"{SITE_PREFIX}{path.removeprefix(STORE_PREFIX)}"
            yield Output(site_path, Stage.ASSETS, Linked(str(self._store / path)), owner)

    def _find_asset(self, path: str) -> str:
        """The name of the asset that a rendition was made of; only a message needs it, so records are searched."""
        for record in sorted((self._store / RECORDS).glob("*.json")):
            if f'"{path}"' in record.read_text(encoding="utf-8"):
                return record.stem
        return path.rsplit("/", 1)[-1]


def choose_picture(media: Media | None) -> Rendition | None:
    """The largest form of a picture that everybody can read; `None` when there is none."""
    images = media.record.with_role(RenditionRole.IMAGE) if media else ()
    plain = [image for image in images if image.media_type in _PLAIN_TYPES]
    return max(plain, key=lambda image: image.width_px or 0, default=None)
