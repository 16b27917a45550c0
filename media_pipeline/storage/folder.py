"""A media store in a folder of this machine."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from media_pipeline import atomic_files
from media_pipeline.errors import StoreError
from media_pipeline.manifest import MediaRecord, Rendition, Source
from media_pipeline.messages import _
from media_pipeline.storage import layout


class FolderStore:
    """A folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def local_root(self) -> Path:
        """The folder itself."""
        return self._root

    def load_record(self, name: str) -> MediaRecord | None:
        """What was made last of the asset; one that another version of this program wrote is made again."""
        text = self._read(layout.build_record_path(name))
        try:
            return None if text is None else MediaRecord.model_validate_json(text)
        except ValidationError:
            return None

    def save_record(self, record: MediaRecord) -> None:
        """Replace what was made of the asset."""
        self._write(layout.build_record_path(record.name), layout.dump_record(record))

    def has_file(self, path: str) -> bool:
        """Whether the file is there."""
        return self.find_file(path) is not None

    def find_file(self, path: str) -> Path | None:
        """The file's place."""
        found = self._root / path
        return found if layout.is_path(path) and found.is_file() else None

    def put_source(self, path: Path, source: Source) -> None:
        """Keep a copy of an upload."""
        target = layout.build_source_path(source)
        if not self.has_file(target):
            self._copy(path, target)

    def find_source(self, source: Source) -> Path | None:
        """The upload's place."""
        return self.find_file(layout.build_source_path(source))

    def put_rendition(self, local_path: Path, target_path: str) -> None:
        """Keep a copy of a finished file."""
        self._copy(local_path, layout.check_path(target_path))

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
        """Every file below the store's folders."""
        with _naming_errors():
            for folder in layout.FOLDERS:
                paths = (path for path in (self._root / folder).rglob("*") if path.is_file())
                relative = (path.relative_to(self._root).as_posix() for path in paths)
                yield from filter(layout.is_path, relative)

    def remove_file(self, path: str) -> None:
        """Remove the file, and its folder when it was the last one there."""
        found = self._root / layout.check_path(path)
        with _naming_errors():
            found.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # not empty, or another process was faster
            found.parent.rmdir()

    def remove_parts(self, older_than_s: float) -> int:
        """Remove the files that `atomic_files` has begun and nobody has written to for so long."""
        oldest_s = time.time() - older_than_s
        parts = list(self._root.rglob(f".*{atomic_files.ASIDE_SUFFIX}"))
        old = [path for path in parts if atomic_files.is_older(path, oldest_s)]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def materialise(self, record: MediaRecord) -> None:
        """Nothing to do: everything is here."""

    def _read(self, path: str) -> bytes | None:
        try:
            return (self._root / path).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _describe(error) from error

    def _write(self, path: str, text: str) -> None:
        with _naming_errors():
            atomic_files.write_text(self._root / path, text)

    def _copy(self, source: Path, path: str) -> None:
        with _naming_errors():
            atomic_files.copy_file(source, self._root / path)


@contextmanager
def _naming_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _describe(error) from error


def _describe(error: OSError) -> StoreError:
    return StoreError(
        _("The media store cannot be used (%(reason)s). Check the free space and the rights of the folder.")
        % {"reason": error}
    )
