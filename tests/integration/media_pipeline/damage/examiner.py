"""A process that takes damaged files one after the other, as a worker does: probed, made, and each made file verified.

Reads a path from each line of its input and answers with a line of JSON. Whoever started it sees a crash as its end and
a hang as silence.
"""

from __future__ import annotations

import json
import resource
import sys
import uuid
from pathlib import Path

from media_pipeline.atomic_files import hash_file
from media_pipeline.domain.probe import FileNature
from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.errors import MediaError, MediaRejected
from media_pipeline.jobs.process import AssetContext, process
from media_pipeline.manifest import MediaKind, MediaManifest, MediaRecord, Source
from media_pipeline.probing.files import probe_file
from media_pipeline.storage import FolderStore

SETTINGS = PipelineSettings(min_time_limit_s=40, time_limit_per_media_second=1)
MEMORY_LIMIT_BYTES = 3 * 1024**3
"""A bomb that takes more ends the process."""
KINDS = {
    FileNature.SOUND: MediaKind.AUDIO,
    FileNature.FILM: MediaKind.VIDEO,
    FileNature.PICTURE: MediaKind.IMAGE,
    FileNature.DOCUMENT: MediaKind.DOWNLOAD,
}


def examine(path: Path) -> dict[str, object]:
    """How it ended: `refused` at the probe, `failed` while it was made, or `made`; anything else ends the process."""
    try:
        return _make(path)
    except MediaRejected as error:
        return {"end": "refused", "sentence": str(error), "error": type(error).__name__}
    except MediaError as error:
        return {"end": "failed", "sentence": str(error), "error": type(error).__name__}


def _make(path: Path) -> dict[str, object]:
    probe = probe_file(path, SETTINGS.limits)
    digest = hash_file(path)
    source = Source(sha256=digest, file_name=path.name, media_type=probe.media_type, size_bytes=probe.size_bytes)
    manifest = MediaManifest(
        id=uuid.uuid4(), name="tep-thu", kind=KINDS[probe.nature], title="Tệp thử", source=source, alt="Hình thử"
    )
    store = FolderStore(path.parent / "store")
    store.put_source(path, source)
    record = process(manifest, context=AssetContext(), store=store, settings=SETTINGS)
    return {"end": "made", "sentence": "", "duration_ms": probe.duration_ms, "faults": _verify(record, store)}


def _verify(record: MediaRecord, store: FolderStore) -> list[str]:
    """What is wrong with the files that were made."""
    faults = []
    for rendition in record.renditions:
        found = store.find_file(rendition.path)
        if found is None or hash_file(found) != rendition.sha256:
            faults.append(f"{rendition.path} is not what the record says")
        elif rendition.media_type.partition("/")[0] in ("audio", "video", "image") and found.suffix != ".svg":
            probe_file(found)
    return faults


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
    for line in sys.stdin:
        print(json.dumps(examine(Path(line.strip()))), flush=True)
