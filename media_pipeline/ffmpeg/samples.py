"""A recording as bare samples in a file, to be mapped into memory piece by piece."""

from __future__ import annotations

from pathlib import Path

import ffmpeg
import numpy as np
import numpy.typing as npt

from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.run import Progress, run_ffmpeg


def decode_samples(
    sound: Path,
    path: Path,
    *,
    sample_rate_hz: int,
    duration_ms: int | None = None,
    progress: Progress | None = None,
    time_limit_s: float = 600,
) -> npt.NDArray[np.int16]:
    """Decode the first audio track, mixed down to one channel; the samples are read from the file when they are used.

    Args:
        path: of the file with the samples, which must live as long as they are used. An hour at 16 kHz takes 115 MB.
        duration_ms: of the recording, the measure of progress.

    Raises:
        FfmpegError: it cannot be decoded.
    """
    stream = open_input(sound).audio.output(
        str(path),
        format="s16le",  # bare samples, 16 bits, lowest byte first
        ac=1,  # channels: mixed down
        ar=sample_rate_hz,
        map_metadata=-1,
    )
    run_ffmpeg(ffmpeg.get_args(stream), duration_ms=duration_ms, progress=progress, time_limit_s=time_limit_s)
    if path.stat().st_size < 2:
        return np.zeros(0, np.int16)
    return np.memmap(path, dtype="<i2", mode="r")
