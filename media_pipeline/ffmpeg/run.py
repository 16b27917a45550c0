"""The one module that runs ffmpeg: the binary of `imageio-ffmpeg`, low priority, limits, progress, no orphans.

ffmpeg ends with 0 after decoding garbage (about one broken file in twelve): whatever it logs as an error is a failure
here.
"""

from __future__ import annotations

import errno
import functools
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import imageio_ffmpeg

from media_pipeline.errors import FfmpegError, FfmpegMemoryError, FfmpegTimeoutError
from media_pipeline.processes import ChildLimits, kill_after, run_child

LAST_LINE_COUNT = 12
DEFAULT_TIME_LIMIT_S = 600.0
SIGNALLED = 255
"""Exit code of ffmpeg after a signal that it catches: the kernel's SIGXCPU, since nobody else sends one."""
CPU_SECONDS_PER_SECOND = 2.0
"""How many cores a run may keep busy all the time, on whatever machine."""

GLOBAL_OPTIONS = (
    "-nostdin",  # never ask, never read keys
    "-hide_banner",
    "-y",  # replace the output: it is always a new file in a work folder
    "-xerror",  # end at the first error of a decoder instead of going on with garbage
    "-nostats",  # no progress among the messages …
    "-progress",  # … but as key=value lines
    "pipe:1",
    "-stats_period",  # seconds between two reports of progress
    "0.5",
)
_COMPLAINT = re.compile(r"\[(error|fatal|panic)\]")
_NO_MEMORY_CODES = frozenset(256 - number for number in (errno.ENOMEM, errno.EAGAIN))
"""Exit codes of ffmpeg after the kernel has refused it memory, or a thread for want of memory."""
_NO_MEMORY = re.compile(r"Cannot allocate memory|malloc of size \d+ failed|pthread_create\(\) failed|bad_alloc", re.I)
"""What ffmpeg and its encoders say then; x264 says it in no other way."""
_POINTER = re.compile(r" @ 0x[0-9a-f]+")
"""Where in memory the part of ffmpeg lay that said a line."""

Progress = Callable[[float], None]
"""Takes how much is done, 0 to 1."""


@dataclass(frozen=True, slots=True)
class FfmpegReport:
    """What ffmpeg said; a run that failed raises instead."""

    lines: tuple[str, ...]
    """Its messages, each with its level: `[Parsed_ebur128_0 @ 0x…] [info] Summary:`."""


@functools.cache
def find_ffmpeg() -> str:
    """Path of the binary."""
    return str(imageio_ffmpeg.get_ffmpeg_exe())


@functools.cache
def read_ffmpeg_version() -> str:
    """The version it was built from (`n9.0.2-17-g2a571b6068-20260930`), part of every key."""
    banner = subprocess.run([find_ffmpeg(), "-version"], capture_output=True, text=True, check=True).stdout
    return banner.split()[2]


def run_ffmpeg(
    arguments: Sequence[str],
    *,
    duration_ms: int | None = None,
    progress: Progress | None = None,
    time_limit_s: float = DEFAULT_TIME_LIMIT_S,
    cwd: Path | None = None,
    log_level: str = "warning",
    limits: ChildLimits | None = None,
) -> FfmpegReport:
    """Run ffmpeg to its end.

    Args:
        arguments: what follows the global options: inputs, graph, outputs (`ffmpeg.compile(…)[1:]` or by hand).
        duration_ms: length of what is written, the measure of progress.
        progress: called with fractions while it runs.
        time_limit_s: after so many seconds it is stopped.
        cwd: where relative names in filters (fonts, subtitles) are looked up.
        log_level: `info` to read what a filter measured.
        limits: of CPU and memory; by default two cores for the whole time.

    Raises:
        StoppedError: the whole work was stopped.
        FfmpegTimeoutError: it was stopped, since it took too long.
        FfmpegMemoryError: it asked for more memory than its limits allow.
        FfmpegError: it failed, or complained while it worked.
    """
    argv = [find_ffmpeg(), *GLOBAL_OPTIONS, "-loglevel", f"level+{log_level}", *arguments]
    limits = limits or ChildLimits(cpu_s=time_limit_s * CPU_SECONDS_PER_SECOND)
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as messages:
        exit_code, is_late = _supervise(argv, messages, duration_ms, progress, time_limit_s, cwd, limits)
        messages.seek(0)
        lines = tuple(line.rstrip() for line in messages)
    if is_late:
        raise FfmpegTimeoutError(argv, time_limit_s, _pick_last(lines))
    complaints = [line for line in lines if _COMPLAINT.search(line)]
    if exit_code in _NO_MEMORY_CODES or (exit_code != 0 and any(map(_NO_MEMORY.search, lines))):
        raise FfmpegMemoryError(argv, exit_code, limits.memory_bytes, _pick_last(lines))
    if exit_code != 0 or complaints:
        raise FfmpegError(argv, exit_code, _pick_last(complaints or lines))
    return FfmpegReport(lines)


def _pick_last(lines: Sequence[str]) -> list[str]:
    return [_POINTER.sub("", line) for line in lines[-LAST_LINE_COUNT:]]


def _supervise(
    argv: list[str],
    messages: IO[str],
    duration_ms: int | None,
    progress: Progress | None,
    time_limit_s: float,
    cwd: Path | None,
    limits: ChildLimits,
) -> tuple[int, bool]:
    """Exit code, and whether a limit of time ended it: on the clock or of the CPU."""
    environment = {"AV_LOG_FORCE_NOCOLOR": "1"}
    with (
        run_child(argv, stderr=messages, cwd=cwd, environment=environment, limits=limits) as process,
        kill_after(process, time_limit_s) as expired,
    ):
        for fraction in _read_progress(cast(IO[str], process.stdout), duration_ms):
            if progress is not None:
                progress(fraction)
        exit_code = process.wait()
    return exit_code, expired.is_set() or exit_code == SIGNALLED


def _read_progress(output: IO[str], duration_ms: int | None) -> Iterator[float]:
    """Fractions from ffmpeg's `out_time_us` lines; reading to the end also keeps its pipe from filling up."""
    for line in output:
        name, _equals, value = line.strip().partition("=")
        if name == "out_time_us" and duration_ms and value.lstrip("-").isdigit():
            yield min(max(int(value) / (duration_ms * 1000), 0.0), 1.0)
