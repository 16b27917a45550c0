"""The meter of finished files: decoded once, in this process, for the loudness and the true peak together.

ffmpeg's own filter `ebur128` measures the loudness and hands the samples on to `TruePeakMeter`. Only files that this
program has written come here. Without pipes and threads between decoder and meter it takes half as long as a run of
ffmpeg, and figures have more digits than ffmpeg prints.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import cast

import av
from av.audio.frame import AudioFrame
from av.container import InputContainer
from av.filter.graph import Graph

from media_pipeline.domain.loudness import Level, build_level
from media_pipeline.errors import FfmpegError, FfmpegTimeoutError
from media_pipeline.ffmpeg.inputs import INPUT_OPTIONS
from media_pipeline.ffmpeg.run import DEFAULT_TIME_LIMIT_S
from media_pipeline.ffmpeg.true_peak import TruePeakMeter

METER_RATE_HZ = 48_000
"""Of BS.1770; at much slower rates the weighting is off by some tenths, so that slow sounds are brought to this one."""
FAST_ENOUGH_HZ = 44_100
_FRAMES_AT_ONCE = 40
"""So many decoded frames go into the filters before what came out is fetched; about a second."""
_LOUDNESS = "lavfi.r128.I"
"""Where the filter writes the integrated loudness up to a frame, in LUFS."""


def measure_file(path: Path, *, time_limit_s: float = DEFAULT_TIME_LIMIT_S) -> Level:
    """Loudness and true peak of a finished file.

    Raises:
        FfmpegTimeoutError: it took too long.
        FfmpegError: it cannot be decoded to its end.
    """
    end_s = time.monotonic() + time_limit_s
    try:
        with av.open(str(path), options=dict(INPUT_OPTIONS), metadata_errors="replace") as container:
            meter = _Meter(container)
            while meter.take(_FRAMES_AT_ONCE):
                if time.monotonic() > end_s:
                    raise FfmpegTimeoutError(["ebur128", str(path)], time_limit_s, [])
            return meter.finish()
    except av.FFmpegError as error:
        raise FfmpegError(["ebur128", str(path)], 0, [str(error)]) from error


class _Meter:
    """What is decoded of a file goes through the filter, and what leaves it into the meter of the peak."""

    def __init__(self, container: InputContainer) -> None:
        stream = container.streams.audio[0]
        self._frames: Iterator[AudioFrame] = container.decode(stream)
        self._graph = Graph()
        chain = [self._graph.add_abuffer(template=stream)]
        sample_rate_hz = stream.sample_rate
        if sample_rate_hz < FAST_ENOUGH_HZ:
            sample_rate_hz = METER_RATE_HZ
            chain.append(self._graph.add("aresample", str(METER_RATE_HZ)))
        chain.append(self._graph.add("ebur128", "framelog=quiet:metadata=1"))  # no lines, but figures in each frame
        chain.append(self._graph.add("abuffersink"))
        self._graph.link_nodes(*chain).configure()
        self._source, self._sink = chain[0], chain[-1]
        self._peak = TruePeakMeter(sample_rate_hz, stream.layout.name, stream.channels)
        self._integrated_lufs = -math.inf

    def take(self, count: int) -> int:
        """Measure so many more frames; how many there were."""
        taken = 0
        for frame in islice(self._frames, count):
            self._source.push(frame)
            taken += 1
        self._fetch()
        return taken

    def finish(self) -> Level:
        """The level of all that was taken."""
        self._source.push(None)
        self._fetch()
        return build_level(round(self._integrated_lufs, 2), self._peak.finish())

    def _fetch(self) -> None:
        while True:
            try:
                frame = self._sink.pull()
            except (av.BlockingIOError, av.EOFError):  # it waits for more, or there is no more
                return
            self._integrated_lufs = float(frame.metadata.get(_LOUDNESS, self._integrated_lufs))
            self._peak.add(cast(AudioFrame, frame).to_ndarray()[0])  # 64-bit floats whose channels take turns
