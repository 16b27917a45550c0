"""A recording as bare samples in a file, to be read piece by piece."""

from __future__ import annotations

from pathlib import Path

import ffmpeg

from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.run import Progress, run_ffmpeg
from media_pipeline.stored_rows import StoredRows


def decode_samples(
    sound: Path,
    path: Path,
    *,
    sample_rate_hz: int,
    duration_ms: int | None = None,
    progress: Progress | None = None,
    time_limit_s: float = 600,
) -> StoredRows:
    """Decode the first audio track, mixed down to one channel; a row for each sample, read when it is used.

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
    return StoredRows(path, "<i2", 1, path.stat().st_size // 2)
