"""What every media store can do. One contract suite (`tests/contract/test_media_stores.py`) holds for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from media_pipeline.manifest import MediaRecord, Rendition, Source


class Store(Protocol):
    """Sources by their content, renditions by their key, records by the asset's name.

    Every path is POSIX, relative to the store's root and as `layout.py` builds it; under others there is nothing, and
    putting something there raises `ValueError`. What was put is there as a whole or not at all, and stays through a
    power cut. Any method may raise `StoreError`.
    """

    @property
    def local_root(self) -> Path:
        """The folder whose `records/` and `renditions/` the site builder reads; for a bucket, its local copy."""
        ...

    def load_record(self, name: str) -> MediaRecord | None:
        """What was made last of the asset."""
        ...

    def save_record(self, record: MediaRecord) -> None:
        """Replace what was made of the asset; call it once all its files are there."""
        ...

    def has_file(self, path: str) -> bool:
        """Whether the store has the file, without fetching it."""
        ...

    def find_file(self, path: str) -> Path | None:
        """The file as a local path, never to be written to; fetched first when it lives elsewhere."""
        ...

    def put_source(self, path: Path, source: Source) -> None:
        """Keep an upload by its content; nothing is done when it is there already."""
        ...

    def find_source(self, source: Source) -> Path | None:
        """The upload as a local path."""
        ...

    def put_rendition(self, local_path: Path, target_path: str) -> None:
        """Put a finished file in its place."""
        ...

    def load_renditions(self, key: str) -> tuple[Rendition, ...] | None:
        """What was made and measured under a key, when it was finished and its files are still there."""
        ...

    def save_renditions(self, key: str, renditions: Sequence[Rendition]) -> None:
        """Say that everything under a key is finished; call it once the files are there."""
        ...

    def iter_files(self) -> Iterator[str]:
        """The path of every file: sources, renditions, what was measured, records."""
        ...

    def remove_file(self, path: str) -> None:
        """Take a file away, with its local copy; nothing is done when there is none."""
        ...

    def remove_parts(self, older_than_s: float) -> int:
        """Take away what killed processes have left half written for so long; how many files that was."""
        ...

    def materialise(self, record: MediaRecord) -> None:
        """Have the record and its renditions below `local_root`."""
        ...
