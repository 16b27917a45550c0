"""Hugo's build with what its site would be served with: a compressed copy of each text, as our builder makes them.

    python -m tests.bench.hugo_build PUBLIC HUGO ARGUMENT…

Hugo makes no compressed files itself. Here they are made right after it, by a process for each processor, with the same
two programs at the same levels as ours, and only for files whose content changed since the last time. Prints one JSON
object: how long Hugo itself took, in seconds.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from site_builder.compression import is_companion, is_text, write_apart

BATCH = 200
KNOWN = "compressed.json"
"""Beside the output folder: the hash of each file that has its companions."""


def main() -> None:
    """Run Hugo, then compress."""
    public, *command = sys.argv[1:]
    started_s = time.perf_counter()
    subprocess.run(command, check=True)
    took_s = time.perf_counter() - started_s
    if os.environ.get("BENCH_COMPANIONS") != "none":
        compress(Path(public))
    print(json.dumps({"hugo_s": took_s}))


def compress(public: Path) -> None:
    """Make the companions that are missing or of another version."""
    known_path = public.parent / KNOWN
    known: dict[str, str] = json.loads(known_path.read_text()) if known_path.exists() else {}
    paths = [str(path) for path in public.rglob("*") if is_text(path) and not is_companion(path.name)]
    with ProcessPoolExecutor(len(os.sched_getaffinity(0)), mp_context=get_context("fork")) as pool:
        done = pool.map(_compress_batch, [[(path, known.get(path)) for path in batch] for batch in _cut(paths)])
        known_path.write_text(json.dumps(dict(item for batch in done for item in batch)))


def _cut(paths: list[str]) -> list[list[str]]:
    return [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]


def _compress_batch(batch: list[tuple[str, str | None]]) -> list[tuple[str, str]]:
    found = []
    for name, known in batch:
        content = Path(name).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if digest != known:
            write_apart(Path(name), content)
        found.append((name, digest))
    return found


if __name__ == "__main__":
    main()
