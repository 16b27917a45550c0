"""A program run to its end: its time, and the memory of it and its children."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_EVERY_S = 0.05
_NO_CHANGES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took."""

    seconds: float
    """On the clock."""
    cpu_s: float
    """Of all processes together."""
    printed: str
    """Its standard output."""


def run_timed(argv: Sequence[str], folder: Path, environment: Mapping[str, str] = _NO_CHANGES) -> Run:
    """Run a command; `RuntimeError` with what it said when it fails."""
    os.sync()  # the writes of the run before are not this one's
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        started_s = time.perf_counter()
        process = subprocess.Popen(argv, cwd=folder, stdout=out, stderr=errors, env={**os.environ, **environment})
        _pid, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started_s
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        printed = out.read().decode()
        if process.returncode:
            raise RuntimeError(f"{argv} ended with {process.returncode}: {errors.read().decode()[-2000:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, printed)


def measure_peak_mib(argv: Sequence[str], folder: Path) -> float:
    """Run a command; the most memory that it and its children had at one time, shared pages counted once."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(argv, cwd=folder, stdout=subprocess.DEVNULL, stderr=errors)
        peak_kib = 0
        while process.poll() is None:
            peak_kib = max(peak_kib, sum(map(_read_pss_kib, _iter_tree(process.pid))))
            time.sleep(SAMPLE_EVERY_S)
        if process.returncode:
            errors.seek(0)
            raise RuntimeError(f"{argv} ended with {process.returncode}: {errors.read().decode()[-2000:]}")
    return peak_kib / 1024


def _iter_tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for task in tasks for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return
    for child in children:
        yield from _iter_tree(int(child))


def _read_pss_kib(pid: int) -> int:
    """The process's own memory and its part of what it shares."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
