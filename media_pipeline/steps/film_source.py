"""What the versions of a video are made of, opened and looked at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from media_pipeline.domain.film_plan import plan_frame_rate
from media_pipeline.domain.presets import VideoPreset
from media_pipeline.domain.probe import FilmStream, Probe
from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.errors import WrongKindError
from media_pipeline.ffmpeg.film_times import FilmTimes, measure_film_times
from media_pipeline.messages import _
from media_pipeline.steps.step import StepContext


@dataclass(frozen=True, slots=True)
class FilmSource:
    """A video, and how its versions are made."""

    name: str
    """Of the asset: the files begin with it."""
    language: str
    path: Path
    probe: Probe
    film: FilmStream
    times: FilmTimes
    preset: VideoPreset
    tags: Mapping[str, str]
    """By ffmpeg's names, as Matroska and ID3 take them."""
    settings: PipelineSettings

    @property
    def frame_rate_fps(self) -> Fraction:
        """Of every version."""
        return plan_frame_rate(self.film, self.preset.film.max_frame_rate_fps, self.times.rhythm_fps)

    @property
    def duration_ms(self) -> int:
        """From the start of the first stream to the end of the last."""
        return self.probe.duration_ms or 0

    @property
    def time_limit_s(self) -> float:
        """For one run of ffmpeg."""
        return self.settings.compute_time_limit_s(self.probe.duration_ms)


def open_film_source(context: StepContext, preset: VideoPreset, tags: Mapping[str, str]) -> FilmSource:
    """The upload of an asset.

    Raises:
        WrongKindError: nothing can be seen in the file.
    """
    origin = context.origin.open()
    if origin.probe.film is None:
        raise WrongKindError(_("Nothing can be seen in this file: choose a video."))
    return FilmSource(
        name=context.manifest.name,
        language=context.manifest.language,
        path=origin.path,
        probe=origin.probe,
        film=origin.probe.film,
        times=measure_film_times(origin.path),
        preset=preset,
        tags=tags,
        settings=context.settings,
    )
