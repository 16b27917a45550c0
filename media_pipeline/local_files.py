"""Files of this machine as assets: what the command line works on, without a CMS and without manifests.

A file gets a manifest and a store that lasts as long as the command; the finished files are put where they are wanted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from media_pipeline.atomic_files import hash_file, write_aside
from media_pipeline.domain.probe import FileNature, Probe
from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.domain.text_files import decode_text
from media_pipeline.jobs.process import AssetContext, Progress, process
from media_pipeline.manifest import (
    BroadcastSession,
    ClipCut,
    MediaKind,
    MediaManifest,
    MediaRecord,
    Package,
    PackagePiece,
    Rendition,
    RenditionRole,
    Source,
)
from media_pipeline.probing.files import probe_file
from media_pipeline.storage import FolderStore
from media_pipeline.workdirs import open_workdir

Report = Callable[[Progress], None]

_KINDS = {
    FileNature.SOUND: MediaKind.AUDIO,
    FileNature.FILM: MediaKind.VIDEO,
    FileNature.PICTURE: MediaKind.IMAGE,
    FileNature.DOCUMENT: MediaKind.DOWNLOAD,
}


@dataclass(slots=True)
class LocalAssets:
    """Assets made of local files, in a store of their own."""

    store: FolderStore
    report: Report
    manifests: dict[str, MediaManifest] = field(default_factory=dict)
    side_files: dict[str, dict[str, str]] = field(default_factory=dict)

    def add_file(self, path: Path, *, title: str = "", captions: Path | None = None, script: Path | None = None) -> str:
        """Take a file in; the name of its asset.

        Raises:
            MediaRejected: it is nothing that we take.
        """
        probe = probe_file(path)
        name = self._find_name(title or path.stem)
        texts = {f"{name}.vi.vtt": captions, f"{name}.txt": script}
        self.side_files[name] = {key: decode_text(text.read_bytes(), text.name) for key, text in texts.items() if text}
        source = _describe_source(path, probe)
        self.store.put_source(path, source)
        self._keep(
            name,
            kind=_KINDS[probe.nature],
            title=title or path.stem,
            source=source,
            captions=f"{name}.vi.vtt" if captions else None,
            script=f"{name}.txt" if script else None,
        )
        return name

    def add_clip(self, asset: str, *, title: str, start_ms: int, end_ms: int) -> str:
        """A vertical cut of an asset; the name of the clip."""
        name = self._find_name(f"{title} clip")
        cut = ClipCut(asset=asset, start_ms=start_ms, end_ms=end_ms)
        self._keep(name, kind=MediaKind.CLIP, title=title, clip=cut)
        return name

    def add_package(self, assets: Sequence[str], *, title: str, session: BroadcastSession | None = None) -> str:
        """A loudspeaker package of recordings; its name."""
        name = self._find_name(title)
        pieces = tuple(PackagePiece(title=self.manifests[asset].title, asset=asset) for asset in assets)
        self._keep(name, kind=MediaKind.PACKAGE, title=title, package=Package(pieces=pieces, session=session))
        return name

    def make(self, name: str) -> MediaRecord:
        """Make the files of an asset; its ingredients must be made already.

        Raises:
            MediaError: they cannot be made; `str` says why.
        """
        context = AssetContext(self.side_files.get(name, {}), self.manifests.__getitem__, self.store.load_record)
        return process(
            self.manifests[name], context=context, store=self.store, settings=PipelineSettings(), progress=self.report
        )

    def copy_renditions(
        self, record: MediaRecord, folder: Path, roles: frozenset[RenditionRole] | None = None
    ) -> list[Path]:
        """Put the finished files into a folder; their paths."""
        chosen = [made for made in record.renditions if roles is None or made.role in roles]
        return [self._copy(made, folder / made.path.rpartition("/")[2]) for made in chosen]

    def copy_only(self, record: MediaRecord, role: RenditionRole, path: Path) -> Path:
        """Put the one file of a role at a path."""
        return self._copy(record.with_role(role)[0], path)

    def _copy(self, rendition: Rendition, path: Path) -> Path:
        source = self.store.find_file(rendition.path)
        if source is None:
            raise FileNotFoundError(rendition.path)
        with write_aside(path) as aside:
            aside.write_bytes(source.read_bytes())
        return path

    def _keep(self, name: str, **values: object) -> None:
        values |= {"id": uuid5(NAMESPACE_URL, name), "name": name, "title": str(values["title"])[:200]}
        self.manifests[name] = MediaManifest.model_validate(values)

    def _find_name(self, title: str) -> str:
        base = _fold(title)[:90].strip("-") or "tep"
        names = (base if number == 1 else f"{base}-{number}" for number in range(1, 10_000))
        return next(name for name in names if name not in self.manifests)


@contextmanager
def open_local_assets(report: Report) -> Iterator[LocalAssets]:
    """A store that is gone after the block."""
    with open_workdir() as folder:
        yield LocalAssets(FolderStore(folder), report)


def _describe_source(path: Path, probe: Probe) -> Source:
    return Source(
        sha256=hash_file(path),
        file_name=path.name[-200:],
        media_type=probe.media_type,
        size_bytes=path.stat().st_size,
    )


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
