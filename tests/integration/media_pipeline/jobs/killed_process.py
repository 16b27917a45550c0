"""A process that makes a recording and kills itself (-9) at a given point, as a machine that loses its power does.

`python -m tests.integration.media_pipeline.jobs.killed_process FOLDER POINT` with the source `FOLDER/nguon.wav`.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from media_pipeline import atomic_files
from media_pipeline.atomic_files import hash_file
from media_pipeline.ffmpeg import run
from media_pipeline.jobs.process import AssetContext, process
from media_pipeline.manifest import MediaKind, MediaManifest, Source
from media_pipeline.storage import FolderStore

POINTS: dict[str, tuple[object, str, int]] = {
    "the source is being kept": (atomic_files, "_flush", 1),
    "ffmpeg measures": (run, "kill_after", 1),
    "ffmpeg encodes": (run, "kill_after", 4),
    "a finished file is being copied": (atomic_files, "_flush", 3),
    "some files are kept": (FolderStore, "put_rendition", 3),
    "all files are kept": (FolderStore, "save_renditions", 1),
    "one step is finished": (FolderStore, "save_renditions", 2),
    "the record is about to be written": (FolderStore, "save_record", 1),
}
"""Point → where the function is that is called there, its name, and at which call of it the process ends."""


def build_manifest(source: Path) -> MediaManifest:
    """The recording."""
    size_bytes = source.stat().st_size
    described = Source(sha256=hash_file(source), file_name=source.name, media_type="audio/wav", size_bytes=size_bytes)
    return MediaManifest(id=UUID(int=9), name="ban-tin", kind=MediaKind.AUDIO, title="Bản tin", source=described)


def make(folder: Path) -> None:
    """Keep the source and make everything of it."""
    manifest, store = build_manifest(folder / "nguon.wav"), FolderStore(folder / "store")
    assert manifest.source is not None
    store.put_source(folder / "nguon.wav", manifest.source)
    process(manifest, context=AssetContext(), store=store)


def kill_at(place: object, name: str, call: int) -> None:
    """Have this process end in front of that call of a function."""
    function: Callable[..., Any] = getattr(place, name)
    calls = iter(range(1, 1000))

    @functools.wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if next(calls) == call:
            if name == "kill_after":
                args[0].stdout.readline()  # the child of ours runs
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs)

    setattr(place, name, wrapped)


if __name__ == "__main__":
    kill_at(*POINTS[sys.argv[2]])
    make(Path(sys.argv[1]))
