"""The extremes of a recording, from samples that ffmpeg decodes to a file: memory stays flat however long it is."""

from __future__ import annotations

from pathlib import Path

import ffmpeg
import numpy as np

from media_pipeline.domain.peaks import MOST_PEAKS, Peaks, choose_samples_per_peak
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.run import Progress, run_ffmpeg

SAMPLE_RATE_HZ = 8_000
"""An hour takes 58 MB on the disk while it is looked at."""
BLOCK_PEAKS = 64


def measure_peaks(
    sound: Path,
    workdir: Path,
    *,
    start_ms: int = 0,
    duration_ms: int | None = None,
    most_peaks: int = MOST_PEAKS,
    progress: Progress | None = None,
    time_limit_s: float = 600,
) -> Peaks:
    """The extremes of a recording or of a part of it; none when it has no samples.

    Args:
        workdir: an existing folder for the decoded samples, which are removed again.
        duration_ms: of the part, or of the whole as a measure of progress.

    Raises:
        FfmpegError: it cannot be decoded.
    """
    samples = workdir / "peaks.s16le"
    cut = {"ss": start_ms / 1000, "t": duration_ms / 1000} if duration_ms and start_ms else {}
    if duration_ms and not start_ms:
        cut = {"t": duration_ms / 1000}
    stream = open_input(sound, **cut).audio.output(
        str(samples),
        format="s16le",  # bare samples, 16 bits, lowest byte first
        ac=1,  # channels: mixed down
        ar=SAMPLE_RATE_HZ,
        map_metadata=-1,
    )
    try:
        run_ffmpeg(ffmpeg.get_args(stream), duration_ms=duration_ms, progress=progress, time_limit_s=time_limit_s)
        return _read_peaks(samples, most_peaks)
    finally:
        samples.unlink(missing_ok=True)


def _read_peaks(path: Path, most_peaks: int) -> Peaks:
    sample_count = path.stat().st_size // 2
    samples_per_peak = choose_samples_per_peak(sample_count, most_peaks)
    lowest: list[int] = []
    highest: list[int] = []
    with path.open("rb") as file:
        while content := file.read(2 * samples_per_peak * BLOCK_PEAKS):
            samples = np.frombuffer(content[: len(content) // 2 * 2], dtype="<i2")
            starts = np.arange(0, len(samples), samples_per_peak)
            lowest += (np.minimum.reduceat(samples, starts) >> 8).tolist()
            highest += (np.maximum.reduceat(samples, starts) >> 8).tolist()
    return Peaks(SAMPLE_RATE_HZ, samples_per_peak, tuple(lowest), tuple(highest))
