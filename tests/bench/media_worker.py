"""Everything of one recording, made in a store of its own and asked for again: what `bench_media.py` measures.

python -m tests.bench.media_worker voice.wav store/
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from uuid import UUID

from media_pipeline import api
from media_pipeline.atomic_files import hash_file
from media_pipeline.manifest import MediaKind, MediaManifest, Source


def main() -> None:
    """Print how long the second run took, and what was measured on the masters."""
    path, root = map(Path, sys.argv[1:3])
    store = api.open_store(str(root))
    source = Source(sha256=hash_file(path), file_name=path.name, media_type="audio/wav", size_bytes=path.stat().st_size)
    store.put_source(path, source)
    manifest = MediaManifest(id=UUID(int=1), name="voice", kind=MediaKind.AUDIO, title="Voice", source=source)
    record = api.process(manifest, context=api.AssetContext(), store=store)
    started_s = time.perf_counter()
    again = api.process(manifest, context=api.AssetContext(), store=store)
    again_s = time.perf_counter() - started_s
    assert again == record
    levels = {made.preset: made.integrated_lufs for made in record.renditions if made.integrated_lufs is not None}
    print(json.dumps({"again_s": again_s, "levels": levels}))


if __name__ == "__main__":
    main()
