"""How loud a recording is before anything is made of it: decoded once, measured for all its masters together."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from media_pipeline.domain.loudness import Level
from media_pipeline.domain.presets import Tone
from media_pipeline.domain.probe import SoundStream
from media_pipeline.errors import FfmpegError, FfmpegMemoryError, FfmpegTimeoutError, UnreadableSourceError
from media_pipeline.ffmpeg import chains
from media_pipeline.ffmpeg.chains import Stream
from media_pipeline.ffmpeg.loudness import Measurement, measure_taps
from media_pipeline.ffmpeg.run import Progress
from media_pipeline.messages import _

DEAD_CHANNEL_DB = 40.0
"""A channel of two that is so much weaker than the other carries no sound of its own: a microphone that was not
plugged in, or a recorder's other input."""
_DAMAGED = _("The sound of this file is damaged (%(said)s): export it again, or make a new recording.")


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before the gain: the mix, the sample rate, and the tone without its compressor."""

    layout: str
    sample_rate_hz: int
    tone: Tone

    def apply(self, stream: Stream, only_channel: int | None) -> Stream:
        """The sound behind it; resampled first, so that no filter is asked for what a slow source cannot have."""
        return chains.shape(self.bring(stream, only_channel), self.tone)

    def clean(self, stream: Stream, only_channel: int | None) -> Stream:
        """The sound behind it, which may begin anywhere: what is cut off it later is faded in later, too."""
        return chains.colour(self.bring(stream, only_channel), self.tone)

    def bring(self, stream: Stream, only_channel: int | None) -> Stream:
        """The mix at its sample rate, without the tone."""
        mixed = chains.mix(chains.align(stream), self.layout, only_channel)
        return chains.resample(mixed, self.sample_rate_hz)


@dataclass(frozen=True, slots=True)
class SoundLevels:
    """What was measured on one recording."""

    levels: Mapping[Front, Level]
    """Behind each front, with the peak of the samples."""
    only_channel: int | None
    """The one channel that has something, when the other of two is dead."""


def measure_sound(
    path: Path, sound: SoundStream, fronts: Sequence[Front], *, time_limit_s: float, progress: Progress | None = None
) -> SoundLevels:
    """Levels of a recording behind each of several fronts.

    Raises:
        UnreadableSourceError: it cannot be decoded to its end.
    """
    fronts = list(dict.fromkeys(fronts))

    def measure(only_channel: int | None) -> Measurement:
        return measure_taps(
            path,
            {
                f"front{index}": functools.partial(front.apply, only_channel=only_channel)
                for index, front in enumerate(fronts)
            },
            with_channels=sound.channel_count == 2 and only_channel is None,
            duration_ms=sound.duration_ms,
            progress=progress,
            time_limit_s=time_limit_s,
        )

    with naming_damage():
        measurement = measure(None)
    only_channel = find_only_channel(measurement.channel_peaks_dbfs)
    if only_channel is not None:
        measurement = measure(only_channel)
    return SoundLevels({front: measurement.levels[f"front{index}"] for index, front in enumerate(fronts)}, only_channel)


@contextmanager
def naming_damage() -> Iterator[None]:
    """A source that cannot be decoded to its end is damaged; one that takes too long or too much memory is not."""
    try:
        yield
    except (FfmpegTimeoutError, FfmpegMemoryError):
        raise
    except FfmpegError as error:
        raise UnreadableSourceError(_DAMAGED % {"said": "".join(error.last_lines[-1:])}) from error


def find_only_channel(peaks_dbfs: Sequence[float]) -> int | None:
    """Which of two channels is alive when the other is dead; `None` when both are, or neither."""
    if len(peaks_dbfs) != 2 or max(peaks_dbfs) == -math.inf:
        return None
    if abs(peaks_dbfs[0] - peaks_dbfs[1]) < DEAD_CHANNEL_DB:
        return None
    return peaks_dbfs.index(max(peaks_dbfs))
