"""A session from text to a verified package: eight items that the built-in voice reads, fifteen minutes in all.

python -m tests.bench.bench_session --workers 2

Every item gets all its masters, as in the newsroom: podcast, web, loudspeakers, each measured. Then the session is
joined, its run sheet printed, the ZIP packed, and checked by the verifier that lies in it, in a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from media_pipeline.jobs.process import AssetContext, process
from media_pipeline.manifest import (
    Approval,
    BroadcastSession,
    MediaKind,
    MediaManifest,
    Package,
    PackagePiece,
    RenditionRole,
    Speech,
)
from media_pipeline.packing.kiem_tra import find_problems
from media_pipeline.packing.verifier import build_verifier
from media_pipeline.storage import FolderStore
from tests.bench.reporting import describe_machine

ROOT = Path(__file__).resolve().parents[2]
GOAL_S = 60
WORD_COUNT = 305
"""Of an item: the eight together then last fifteen minutes."""
NAME = "goi-phat-thanh-2026-11-24-0530"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured."""

    item_count: int
    duration_ms: int
    """Of the session."""
    items_s: float
    """From the texts to their masters."""
    package_s: float
    """From the masters to the verified package."""
    again_s: float
    """The package once more, with nothing changed."""
    cpu_s: float
    """Processor time of everything before that."""

    @property
    def total_s(self) -> float:
        """From text to verified package."""
        return self.items_s + self.package_s


def measure_session(folder: Path, workers: int, word_count: int = WORD_COUNT) -> Figure:
    """Make everything in an empty store."""
    scripts = {path.stem: write_script(path, word_count) for path in list_texts()}
    started_s = time.perf_counter()
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        list(pool.map(partial(make_item, folder), scripts, scripts.values()))
    made_s = time.perf_counter()
    duration_ms = make_package(folder, list(scripts))
    packed_s = time.perf_counter()
    cpu_s = _read_cpu_s()
    make_package(folder, list(scripts))
    ended_s = time.perf_counter()
    return Figure(len(scripts), duration_ms, made_s - started_s, packed_s - made_s, ended_s - packed_s, cpu_s)


def write_script(path: Path, word_count: int) -> str:
    """A text of the samples, its beginning said again until it is as long as an item."""
    words = path.read_text(encoding="utf-8").split(" ")
    return " ".join((words * (word_count // len(words) + 1))[:word_count])


def make_item(folder: Path, name: str, script: str) -> None:
    """Every file of one item."""
    side_files = {f"{name}.txt": script}
    process(_describe_item(name), context=AssetContext(side_files), store=FolderStore(folder))


def make_package(folder: Path, names: Sequence[str]) -> int:
    """The package of the session, checked; how long it lasts, milliseconds."""
    store = FolderStore(folder)
    approval = Approval(author="Nguyễn Thị Mai", approver="Trần Văn Hùng", approved=date(2026, 11, 23))
    session = BroadcastSession(starts=datetime(2026, 11, 24, 5, 30), station="Phường Hải An", approval=approval)
    package = Package(pieces=tuple(PackagePiece(title=name, asset=name) for name in names), session=session)
    manifest = MediaManifest(
        id=uuid5(NAMESPACE_URL, NAME),
        name=NAME,
        kind=MediaKind.PACKAGE,
        title="Phiên 05:30",
        package=package,
        has_synthetic_voice=True,
    )
    record = process(manifest, context=AssetContext({}, _describe_item, store.load_record), store=store)
    verify(folder / record.with_role(RenditionRole.PACKAGE)[0].path, folder)
    return record.duration_ms or 0


def verify(archive: Path, folder: Path) -> None:
    """Check the ZIP as an operator does, with the script that lies in it; `RuntimeError` when it is not in order."""
    script = folder / "kiem-tra.py"
    script.write_bytes(build_verifier())
    done = subprocess.run([sys.executable, str(script), str(archive)], capture_output=True, text=True)
    if done.returncode or find_problems(archive):
        raise RuntimeError(done.stdout)


def _read_cpu_s() -> float:
    """Of this process and those that it waited for."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def list_texts() -> list[Path]:
    """The samples that are read aloud."""
    return sorted((ROOT / "content" / "media").glob("nghe-*.txt"))


def _describe_item(name: str) -> MediaManifest:
    return MediaManifest(
        id=uuid5(NAMESPACE_URL, name),
        name=name,
        kind=MediaKind.AUDIO,
        title=name,
        speech=Speech(),
        script=f"{name}.txt",
        has_synthetic_voice=True,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2, help="processes that make items")
    parser.add_argument("--words", type=int, default=WORD_COUNT, help="of each item")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-session-") as name:
        figure = measure_session(Path(name), arguments.workers, arguments.words)
    print(f"{figure.item_count} items, {figure.duration_ms / 60_000:.1f} minutes, {describe_machine()}")
    print(f"items {figure.items_s:.1f} s, package {figure.package_s:.1f} s, once more {figure.again_s:.1f} s")
    print(f"processor time {figure.cpu_s:.1f} s")
    verdict = "met" if figure.total_s < GOAL_S else "NOT met"
    print(f"from text to verified package: {figure.total_s:.1f} s (goal < {GOAL_S} s: {verdict})")


if __name__ == "__main__":
    main()
