"""A folder as the host of the site: a web server's document root, or a share on the ward's network."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from site_builder.atomic_files import hash_file, remove_empty_parents, write_aside
from site_builder.deploying.target import BOOKKEEPING_PREFIX, MANIFEST_KEY, LocalFile, Manifest, RemoteFile
from site_builder.errors import DeployError
from site_builder.messages import _


class FolderTarget:
    """Files are written aside in the same folder and renamed, so a reader never meets half a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """The folder's path."""
        return str(self._folder)

    def list_files(self) -> dict[str, RemoteFile]:
        """Every file with its hash; contents are read, since a time or a size proves nothing."""
        found = {}
        with self._naming_errors():
            for path in self._folder.rglob("*"):
                key = path.relative_to(self._folder).as_posix()
                if path.is_file() and not key.startswith(BOOKKEEPING_PREFIX):
                    found[key] = RemoteFile(path.stat().st_size, hash_file(path))
        return found

    def read_manifest(self) -> Manifest:
        """Our manifest, empty when there is none."""
        with self._naming_errors():
            try:
                return Manifest.model_validate_json((self._folder / MANIFEST_KEY).read_bytes())
            except FileNotFoundError:
                return Manifest()

    def write_manifest(self, manifest: Manifest) -> None:
        """Replace our manifest."""
        with self._naming_errors(), write_aside(self._folder / MANIFEST_KEY) as aside:
            aside.write_text(manifest.model_dump_json(indent=1), encoding="utf-8")

    def put_file(self, file: LocalFile) -> str:
        """Copy a file into its place."""
        with self._naming_errors(), write_aside(self._folder / file.key) as aside:
            shutil.copyfile(file.path, aside)
        return file.sha256

    def is_same(self, file: LocalFile, remote: RemoteFile) -> bool:
        """Whether the hashes are equal."""
        return file.sha256 == remote.fingerprint

    def delete_files(self, keys: Iterable[str]) -> None:
        """Delete files, and the folders they leave empty."""
        with self._naming_errors():
            for key in keys:
                path = self._folder / key
                path.unlink(missing_ok=True)
                remove_empty_parents(path, self._folder)

    @contextmanager
    def _naming_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise DeployError(
                _("The folder %(folder)s cannot be written: %(reason)s.")
                % {"folder": self._folder, "reason": error.strerror or error}
            ) from error
