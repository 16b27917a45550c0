"""A content folder and a media store on disk, and the index of them."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from pathlib import Path

from media_pipeline.manifest import MediaKind, MediaManifest, MediaRecord
from site_builder.documents.block_values import BlockValue
from site_builder.documents.model import ContentDocument
from site_builder.documents.store import serialise_document
from site_builder.index import Changes, Index
from tests.unit.site_builder.documents.samples import make_document

SHA256 = "0" * 64


@dataclass
class Folders:
    """What an index is made from."""

    root: Path
    progress: list[tuple[int, int]]

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def store(self) -> Path:
        return self.root / "media-store"

    @property
    def index_path(self) -> Path:
        return self.root / "cache" / "index.sqlite"

    def write(self, path: str, text: str) -> Path:
        """Put a file below `content/`."""
        target = self.content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
        return target

    def add(self, ref: str, *body: BlockValue, **values: object) -> ContentDocument:
        """Put a document into `content/`."""
        document = make_document(ref, *body, **values)
        self.write(f"{ref}.md", serialise_document(document))
        return document

    def add_asset(self, name: str, kind: MediaKind, *, is_made: bool = True) -> MediaManifest:
        """Put a manifest into `content/media/`, and a record into the store when its files are made."""
        manifest = make_manifest(name, kind)
        self.write(f"media/{name}.json", manifest.model_dump_json(exclude_none=True))
        if is_made:
            self.add_record(manifest)
        return manifest

    def add_record(self, manifest: MediaManifest) -> MediaRecord:
        """Say that the files of an asset are made."""
        record = MediaRecord(id=manifest.id, name=manifest.name, kind=manifest.kind, key=SHA256, renditions=())
        path = self.store / "records" / f"{manifest.name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(record.model_dump_json(), "utf-8")
        return record

    def refresh(self, index: Index) -> Changes:
        """Bring the index up to date."""
        return index.refresh(self.content, self.store, lambda done, total: self.progress.append((done, total)))

    def list_problems(self, index: Index) -> list[tuple[str, int | None, str]]:
        """File, line and key of each problem after a refresh."""
        self.refresh(index)
        return [(error.path, error.line, error.key) for error in index.find_problems()]


def make_manifest(name: str, kind: MediaKind, **values: object) -> MediaManifest:
    """A valid manifest."""
    origin: dict[str, object] = {
        "source": {"sha256": SHA256, "file_name": f"{name}.png", "media_type": "image/png", "size_bytes": 1}
    }
    if kind is MediaKind.CLIP:
        origin = {"clip": {"asset": "xem", "start_ms": 0, "end_ms": 5000}}
    if kind is MediaKind.PACKAGE:
        origin = {"package": {"pieces": [{"title": "Một", "asset": "nghe"}]}}
    base = {"id": str(uuid.uuid5(uuid.NAMESPACE_URL, name)), "name": name, "kind": kind.value, "title": name}
    return MediaManifest.model_validate_json(json.dumps(base | origin | values))
