"""A step's context on a store in a folder, with everything else that steps may ask for held in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from media_pipeline.atomic_files import hash_file
from media_pipeline.domain.probe import FileNature, Probe
from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.domain.timings import SpeechTimings
from media_pipeline.manifest import MediaKind, MediaManifest, MediaRecord, Rendition, RenditionRole, Source, Speech
from media_pipeline.steps.step import MadeFile, OpenedOrigin, StepContext, make_once
from media_pipeline.storage import FolderStore


@dataclass
class LocalOrigin:
    """A file of the test, which counts how often it is opened."""

    path: Path
    duration_ms: int | None = None
    timings: SpeechTimings | None = None
    open_count: int = 0

    @property
    def fingerprint(self) -> str:
        return hash_file(self.path)

    def open(self) -> OpenedOrigin:
        self.open_count += 1
        probe = Probe(FileNature.SOUND, "test", "test/test", self.path.stat().st_size, self.duration_ms)
        return OpenedOrigin(self.path, probe, self.timings)


@dataclass
class Newsroom:
    """The assets that a test has, and the store their files are in."""

    folder: Path
    manifests: dict[str, MediaManifest] = field(default_factory=dict)
    records: dict[str, MediaRecord] = field(default_factory=dict)

    @property
    def store(self) -> FolderStore:
        return FolderStore(self.folder / "store")

    def find_manifest(self, name: str) -> MediaManifest:
        return self.manifests[name]

    def build_context(
        self, manifest: MediaManifest, origin: LocalOrigin | None = None, side_files: Mapping[str, str] | None = None
    ) -> StepContext:
        """The context of a step for an asset."""
        workdir = self.folder / "work"
        workdir.mkdir(exist_ok=True)
        return StepContext(
            manifest=manifest,
            side_files=side_files or {},
            find_manifest=self.find_manifest,
            find_record=self.records.get,
            store=self.store,
            origin=origin or LocalOrigin(self.folder / "none"),
            workdir=workdir,
            settings=PipelineSettings(),
            report=lambda _fraction, _message: None,
        )

    def add_made(self, manifest: MediaManifest, files: Sequence[MadeFile], *, duration_ms: int | None = None) -> None:
        """An asset whose files are finished."""
        context = self.build_context(manifest)

        def make(folder: Path) -> Sequence[MadeFile]:
            return files

        renditions = make_once(context, {"test": str(len(self.records))}, make)
        self.manifests[manifest.name] = manifest
        self.records[manifest.name] = MediaRecord(
            id=manifest.id,
            name=manifest.name,
            kind=manifest.kind,
            key="0" * 64,
            duration_ms=duration_ms,
            renditions=renditions,
        )

    def read(self, rendition: Rendition) -> bytes:
        """The content of a rendition."""
        found = self.store.find_file(rendition.path)
        assert found is not None
        return found.read_bytes()


def build_manifest(name: str = "tam-tru", kind: MediaKind = MediaKind.AUDIO, **fields: object) -> MediaManifest:
    """The manifest of an upload, unless the fields say otherwise."""
    origins = {"source", "speech", "clip", "package"}
    if not origins & fields.keys():
        fields["source"] = Source(sha256="0" * 64, file_name="tep.bin", media_type="test/test", size_bytes=1)
    values: dict[str, object] = {"id": UUID(int=1), "name": name, "kind": kind, "title": "Đăng ký tạm trú"}
    return MediaManifest.model_validate(values | fields)


def build_spoken_manifest(name: str = "tam-tru", **fields: object) -> MediaManifest:
    """The manifest of a recording by the built-in voice."""
    return build_manifest(name, speech=Speech(), has_synthetic_voice=True, script=f"{name}.txt", **fields)


def made(path: Path, role: RenditionRole, **figures: object) -> MadeFile:
    """A finished file of whatever preset."""
    return MadeFile(path, role, "test", "test/test", **figures)  # type: ignore[arg-type]
